/// A value that is walked through once, one value at a time.
package class IteratorObject: HeapObject, @unchecked Sendable {
    /// Iterators inside iterators; bounded, so that asking for the next value may recurse.
    final let depth: Int

    init(depth: Int = 1) {
        self.depth = depth
    }

    var typeName: String { "iterator" }

    /// Whether the same object can be walked again, as the views of a dict can.
    var isRepeatable: Bool { false }

    /// The next value; nil at the end.
    func next(_ machine: Machine) throws -> Value? { nil }
}
