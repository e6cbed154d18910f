/// Counts the bytes held by the values of one run, and knows every container of that run, so that
/// what only holds itself together (a list inside itself) can be let go when the run ends.
///
/// Confined to the thread of its run.
final class MemoryMeter {
    /// Bytes held now.
    private(set) var live = 0
    let limit: Int
    private unowned(unsafe) var first: HeapObject?

    init(limit: Int) {
        self.limit = limit
    }

    /// Throws where `bytes` more would pass the limit; counts nothing.
    func reserve(_ bytes: Int) throws {
        if bytes > limit || live > limit - bytes { throw Fault.memoryLimit(bytes: limit) }
    }

    func charge(_ bytes: Int) throws {
        live += bytes
        if live > limit { throw Fault.memoryLimit(bytes: limit) }
    }

    func release(_ bytes: Int) {
        live -= bytes
    }

    /// Counts a container and keeps track of it until it is released or detached.
    func adopt(_ object: HeapObject, bytes: Int) throws {
        insert(object)
        object.charged = bytes
        try charge(bytes)
    }

    private func insert(_ object: HeapObject) {
        object.meter = self
        object.next = first
        object.previous = nil
        first?.previous = object
        first = object
    }

    func remove(_ object: HeapObject) {
        live -= object.charged
        object.charged = 0
        if let previous = object.previous {
            previous.next = object.next
        } else {
            first = object.next
        }
        object.next?.previous = object.previous
        object.next = nil
        object.previous = nil
        object.meter = nil
    }

    /// Empties every container still tracked. Called when a run has ended and what it gives back
    /// has been detached.
    func dismantleAll() {
        while let object = first {
            remove(object)
            var inner = object.surrenderContents()
            HeapObject.dismantle(&inner)
        }
    }
}

/// A value that lives by reference and is counted: lists, dicts, sets, tuples, functions, cells.
///
/// Reference values are confined to one thread at a time: the interpreter copies what it is given
/// and hands back only what it has let go of.
package class HeapObject: @unchecked Sendable {
    final var meter: MemoryMeter?
    final var charged = 0
    final unowned(unsafe) var next: HeapObject?
    final unowned(unsafe) var previous: HeapObject?

    init() {}

    /// Lets go of the values it holds, and gives back those that hold others.
    func surrenderContents() -> [HeapObject] { [] }

    /// Lets go of objects and of all that only they hold, one after the other: a list nested a
    /// million deep would use up the stack if each list let go of the next.
    static func dismantle(_ pending: inout [HeapObject]) {
        while !pending.isEmpty {
            let last = pending.count - 1
            if isKnownUniquelyReferenced(&pending[last]) {
                let inner = pending[last].surrenderContents()
                pending.removeLast()
                pending += inner
            } else {
                pending.removeLast()
            }
        }
    }

    /// Changes the count to what the object holds now.
    final func recount(bytes: Int) throws {
        guard let meter else { return }
        let added = bytes - charged
        charged = bytes
        try meter.charge(added)
    }

    deinit {
        meter?.remove(self)
    }
}
