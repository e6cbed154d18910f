import Analysis
import Script

/// The memory that a value takes, near enough to tell what is large.
enum HeldBytes {
    /// - Parameter depth: Levels of lists inside each other that are looked at.
    static func of(_ value: Value, depth: Int = 8) -> Int {
        switch value {
        case .object(let object): return object.memoryCost
        case .string(let text): return text.content.utf8.count
        case .list(let list): return sum(list.items, depth)
        case .tuple(let tuple): return sum(tuple.items, depth)
        case .dict(let dict): return sum(dict.table.pairs.map(\.value), depth)
        default: return 0
        }
    }

    /// Whether an image was sent to disk to free memory.
    static func isOnDisk(_ value: Value) -> Bool {
        guard case .object(let object as any SpillableValue) = value else { return false }
        return object.stores.first?.isInMemory == false
    }

    private static func sum(_ values: [Value], _ depth: Int) -> Int {
        depth == 0 ? 0 : values.reduce(0) { $0 + of($1, depth: depth - 1) + 16 }
    }
}
