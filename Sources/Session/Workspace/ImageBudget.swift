import Analysis
import Script

/// Keeps the images of workspaces within a number of bytes: those that were not used for the longest
/// time go to disk, and come back when they are asked for.
package struct ImageBudget: Sendable {
    /// Bytes of voxels in memory.
    package let limit: Int
    /// Where the files without names are made.
    package let folder: String

    package init(limit: Int, folder: String) {
        self.limit = limit
        self.folder = folder
    }

    /// - Parameter workspaces: The present one, and those that can be brought back.
    /// - Returns: Bytes that went to disk.
    /// - Throws: `ImageSpillError`; what was to be spilled stays in memory.
    @discardableResult
    package func enforce(on workspaces: [Workspace]) throws -> Int {
        var stores: [ObjectIdentifier: any SpillableStore] = [:]
        for value in workspaces.flatMap(\.entries).map(\.value) {
            Self.collect(value, into: &stores, depth: 8)
        }
        let present = stores.values.filter(\.isInMemory)
        var held = present.reduce(0) { $0 + $1.bytes }
        var spilled = 0
        for store in present.sorted(by: { $0.lastUse < $1.lastUse }) where held > limit {
            // Small ones free nothing worth a file.
            guard store.bytes >= 1 << 16 else { continue }
            try store.spill(into: folder)
            held -= store.bytes
            spilled += store.bytes
        }
        return spilled
    }

    private static func collect(
        _ value: Value, into stores: inout [ObjectIdentifier: any SpillableStore], depth: Int
    ) {
        switch value {
        case .object(let object as any SpillableValue):
            for store in object.stores { stores[ObjectIdentifier(store)] = store }
        case .list(let list) where depth > 0:
            for item in list.items { collect(item, into: &stores, depth: depth - 1) }
        case .tuple(let tuple) where depth > 0:
            for item in tuple.items { collect(item, into: &stores, depth: depth - 1) }
        case .dict(let dict) where depth > 0:
            for pair in dict.table.pairs { collect(pair.value, into: &stores, depth: depth - 1) }
        default: break
        }
    }
}
