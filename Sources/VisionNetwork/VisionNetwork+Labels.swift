import Foundation
import Synchronization
import Tensors

extension VisionNetwork {
    /// The most likely leaf of every voxel of an encoded scan, on the scan's own grid.
    ///
    /// All leaves compete, so pass the whole partition even when only one of them is wanted; to
    /// steer one leaf by a free phrase, replace its conditioner. The last few results are kept.
    ///
    /// - Throws: `CancellationError`, or `VisionError` if the leaves do not fit the network.
    package func labels(
        of encoded: EncodedScan, leaves: [LeafConditioner],
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LeafMap {
        if let known = maps.map(of: encoded.identifier, leaves: leaves) { return known }
        guard encoded.features.channels == configuration.features else {
            throw VisionError.foreignFeatures(
                expected: configuration.features, found: encoded.features.channels)
        }
        let head = try conditioner.head(for: leaves)
        let grid = encoded.grid
        let field = try head.labels(
            of: encoded.features,
            placement: (
                depth: grid.placement(axis: 2), height: grid.placement(axis: 1),
                width: grid.placement(axis: 0)
            ),
            layout: grid.layout, isCancelled: isCancelled)
        let map = LeafMap(
            geometry: encoded.geometry, header: encoded.header, indices: field.labels,
            confidence: field.confidence)
        maps.keep(map, of: encoded.identifier, leaves: leaves)
        return map
    }
}

/// The last few leaf maps: a program asks for one structure after the other.
final class LeafMapCache: Sendable {
    private struct Entry: Sendable {
        let scan: UUID
        let leaves: [LeafConditioner]
        let map: LeafMap
    }

    private static let capacity = 6
    private let entries = Mutex<[Entry]>([])

    func map(of scan: UUID, leaves: [LeafConditioner]) -> LeafMap? {
        entries.withLock { entries in
            guard let index = entries.firstIndex(where: { $0.scan == scan && $0.leaves == leaves })
            else { return nil }
            let entry = entries.remove(at: index)
            entries.insert(entry, at: 0)
            return entry.map
        }
    }

    func keep(_ map: LeafMap, of scan: UUID, leaves: [LeafConditioner]) {
        entries.withLock { entries in
            entries.insert(Entry(scan: scan, leaves: leaves, map: map), at: 0)
            entries = Array(entries.prefix(Self.capacity))
        }
    }
}
