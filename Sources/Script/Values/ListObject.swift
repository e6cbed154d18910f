/// A list, shared by every name that holds it.
package final class ListObject: HeapObject, @unchecked Sendable {
    package var items: [Value]

    package init(_ items: [Value]) {
        self.items = items
    }

    override func surrenderContents() -> [HeapObject] { items.surrender() }

    static func cost(_ count: Int) -> Int { 64 + 16 * count }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

/// A tuple. Its items never change, but the lists among them can.
package final class TupleObject: HeapObject, @unchecked Sendable {
    package private(set) var items: [Value]

    package init(_ items: [Value]) {
        self.items = items
    }

    override func surrenderContents() -> [HeapObject] { items.surrender() }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

/// A place that a variable lives in: a global, or a local that an inner function shares.
final class Cell: HeapObject, @unchecked Sendable {
    var value: Value?

    init(_ value: Value? = nil) {
        self.value = value
    }

    override func surrenderContents() -> [HeapObject] {
        defer { value = nil }
        return value?.heapObject.map { [$0] } ?? []
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

extension Value {
    /// The object behind a value that can hold other values.
    var heapObject: HeapObject? {
        switch self {
        case .list(let list): list
        case .tuple(let tuple): tuple
        case .dict(let dict): dict
        case .set(let set): set
        case .function(let function): function
        case .iterator(let iterator): iterator
        case .object(let error as CaughtError): error
        default: nil
        }
    }
}

extension [Value] {
    /// Empties the array and gives back the objects that hold others.
    mutating func surrender() -> [HeapObject] {
        let objects = compactMap(\.heapObject)
        self = []
        return objects
    }
}

/// What `range` gives: `count` numbers from `start` in steps of `step`.
package final class RangeObject: Hashable, Sendable {
    package let start: Int
    package let stop: Int
    package let step: Int
    package let count: Int

    /// - Parameter step: Not zero.
    package init(start: Int, stop: Int, step: Int) throws {
        self.start = start
        self.stop = stop
        self.step = step
        if step > 0 ? start >= stop : start <= stop {
            count = 0
            return
        }
        let distance = step > 0 ? stop.subtractingReportingOverflow(start)
            : start.subtractingReportingOverflow(stop)
        let stride = step.magnitude
        let span = UInt(bitPattern: distance.partialValue)
        guard let count = Int(exactly: (span - 1) / stride + 1) else {
            throw Fault.integerOverflow
        }
        self.count = count
    }

    /// The number at an index within `0..<count`.
    func element(_ index: Int) -> Int { start &+ index &* step }

    func contains(_ number: Int) -> Bool {
        guard count > 0 else { return false }
        let last = element(count - 1)
        guard step > 0 ? (start...last).contains(number) : (last...start).contains(number) else {
            return false
        }
        let distance = UInt(bitPattern: step > 0 ? number &- start : start &- number)
        return distance % step.magnitude == 0
    }

    package static func == (left: RangeObject, right: RangeObject) -> Bool {
        guard left.count == right.count else { return false }
        if left.count == 0 { return true }
        return left.start == right.start && (left.count == 1 || left.step == right.step)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        if count > 0 { hasher.combine(start) }
        if count > 1 { hasher.combine(step) }
    }
}
