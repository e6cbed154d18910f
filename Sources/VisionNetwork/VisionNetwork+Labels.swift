import Foundation
import Synchronization
import Tensors
import Volumes

extension VisionNetwork {
    /// The most likely leaf of every voxel of an encoded scan, on the scan's own grid.
    ///
    /// All leaves compete, so pass the whole partition even when only one of them is wanted; to
    /// steer one leaf by a free phrase, replace its conditioner. The last few results are kept.
    ///
    /// - Parameters:
    ///   - progress: called from any thread.
    ///   - isCancelled: asked from any thread, many times a second.
    /// - Throws: `CancellationError`, `TensorsError`, or `VisionError` if the leaves do not fit the
    ///   network.
    package func labels(
        of encoded: EncodedScan, leaves: [LeafConditioner],
        progress: @escaping @Sendable (VisionProgress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LeafMap {
        try labels(
            of: encoded, leaves: leaves, changing: nil, progress: progress,
            isCancelled: isCancelled)
    }

    /// The same where all but a few leaves are as they were in a map that is known: only the part of
    /// the scan that those few reach is computed.
    ///
    /// - Parameters:
    ///   - changed: indices of the leaves that other words steer now.
    ///   - known: index of each voxel's leaf before.
    package func labels(
        of encoded: EncodedScan, leaves: [LeafConditioner], changed: Set<Int>,
        from known: [UInt8], progress: @escaping @Sendable (VisionProgress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LeafMap {
        precondition(known.count == encoded.geometry.voxelCount, "leaves of another scan")
        return try labels(
            of: encoded, leaves: leaves,
            changing: ChangedLeaves(leaves: changed, known: known), progress: progress,
            isCancelled: isCancelled)
    }

    private func labels(
        of encoded: EncodedScan, leaves: [LeafConditioner], changing change: ChangedLeaves?,
        progress: @escaping @Sendable (VisionProgress) -> Void,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> LeafMap {
        if let known = maps.map(of: encoded.identifier, leaves: leaves) { return known }
        try requireOwn(encoded)
        let head = try leafConditioner.head(for: leaves)
        let input = DetailInput(
            layers: detail, image: encoded.image, kept: encoded.kept, precision: precision,
            slabBytes: slabBytes)
        let (placement, layout) = (encoded.grid.placement, encoded.grid.layout)
        let report: @Sendable (Double) -> Void = {
            progress(VisionProgress(stage: "labels", fraction: $0))
        }
        let field =
            if let change {
                try head.labels(
                    of: encoded.features, sharpenedBy: input, placement: placement,
                    layout: layout, changing: change, progress: report, isCancelled: isCancelled)
            } else {
                try head.labels(
                    of: encoded.features, sharpenedBy: input, placement: placement,
                    layout: layout, progress: report, isCancelled: isCancelled)
            }
        let map = LeafMap(
            geometry: encoded.geometry, header: encoded.header, indices: field.labels,
            confidence: field.confidence)
        maps.keep(map, of: encoded.identifier, leaves: leaves)
        return map
    }

    /// The most likely leaf of every voxel of an encoded scan's working grid, without the detail
    /// network: in a tenth of the time, for what needs only rough places.
    ///
    /// - Parameter isCancelled: asked from any thread, many times a second.
    /// - Returns: a map on the working grid, which lies in the scan's own world; no confidence.
    /// - Throws: `CancellationError`, or `VisionError` if the leaves do not fit the network.
    package func coarseLabels(
        of encoded: EncodedScan, leaves: [LeafConditioner],
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LeafMap {
        try requireOwn(encoded)
        let indices = try leafConditioner.head(for: leaves)
            .labels(of: encoded.features, isCancelled: isCancelled)
        return LeafMap(
            geometry: try Geometry(shape: encoded.grid.shape, affine: encoded.grid.affine),
            header: nil, indices: indices, confidence: leaves.map { _ in nil })
    }

    /// The most likely cortical parcel of every voxel that lies in the cortex.
    ///
    /// - Parameters:
    ///   - leaves: index of each voxel's leaf, as the scan's leaf map holds them.
    ///   - parcels: all of them.
    ///   - groups: which of them compete within which leaf.
    ///   - isCancelled: asked from any thread, many times a second.
    /// - Throws: `CancellationError`, or `VisionError` if the parcels do not fit the network.
    package func parcels(
        of encoded: EncodedScan, within leaves: [UInt8], parcels: [LeafConditioner],
        groups: [ParcelGroup], isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> ParcelMap {
        precondition(
            leaves.count == encoded.geometry.voxelCount, "leaves of another scan")
        try requireOwn(encoded)
        let regions = try groups.map { group in
            LabelRegion(
                label: UInt8(group.leaf),
                head: try parcelConditioner.head(for: group.parcels.map { parcels[$0] }),
                numbers: group.parcels.map { UInt8($0) })
        }
        let divided = try LabelRegion.divide(
            leaves, among: regions, by: encoded.parcels,
            placement: encoded.grid.placement, layout: encoded.grid.layout,
            isCancelled: isCancelled)
        var confidence = [Float?](repeating: nil, count: parcels.count)
        for (group, values) in zip(groups, divided.confidence) {
            for (parcel, value) in zip(group.parcels, values) { confidence[parcel] = value }
        }
        return ParcelMap(
            geometry: encoded.geometry, header: encoded.header, indices: divided.numbers,
            confidence: confidence)
    }
}

/// The last few leaf maps, one byte a voxel: a program asks for one structure after the other.
final class LeafMapCache: Sendable {
    private struct Entry: Sendable {
        let scan: UUID
        let leaves: [LeafConditioner]
        let map: LeafMap
    }

    private static let capacity = 6

    /// Bytes that all but the newest may hold.
    private static let limit = 64_000_000

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
            var held = 0
            let older = entries.dropFirst().prefix(Self.capacity - 1).prefix { entry in
                held += entry.map.indices.count
                return held <= Self.limit
            }
            entries = Array(entries.prefix(1) + older)
        }
    }
}
