/// The bounds of a slice as values; None where they are left out.
struct SliceBounds {
    let lower: Value
    let upper: Value
    let step: Value

    /// The indices of a sequence of `count` items, by Python's rules.
    func indices(count: Int) throws -> StrideRange {
        let step = try SliceBounds.whole(self.step) ?? 1
        if step == 0 { throw Fault.sliceStepZero }
        let lowest = step > 0 ? 0 : -1
        let highest = step > 0 ? count : count - 1
        func clamped(_ value: Value, _ missing: Int) throws -> Int {
            guard var index = try SliceBounds.whole(value) else { return missing }
            if index < 0 { index += count }
            return min(max(index, lowest), highest)
        }
        let start = try clamped(lower, step > 0 ? lowest : highest)
        let stop = try clamped(upper, step > 0 ? highest : lowest)
        return StrideRange(start: start, stop: stop, step: step)
    }

    private static func whole(_ value: Value) throws -> Int? {
        if case .nothing = value { return nil }
        guard let number = Arithmetic.whole(value) else {
            throw Fault.wrongType(
                "slice indices must be integers or None or have an __index__ method")
        }
        return number
    }

    struct StrideRange {
        let start: Int
        let stop: Int
        let step: Int

        var count: Int {
            if step > 0 { return start < stop ? (stop - start - 1) / step + 1 : 0 }
            return start > stop ? (start - stop - 1) / Int(step.magnitude) + 1 : 0
        }

        var indices: [Int] { (0..<count).map { start + $0 * step } }
    }
}

extension Machine {
    func item(_ container: Value, _ key: Value) throws -> Value {
        switch container {
        case .list(let list):
            return list.items[try index(key, list.items.count, "list")]
        case .tuple(let tuple):
            return tuple.items[try index(key, tuple.items.count, "tuple")]
        case .string(let text):
            let index = try index(key, text.count, "string")
            return try self.text(text.slice(index, index + 1))
        case .dict(let dict):
            guard let value = dict.table[try HashKey(key)] else {
                throw Fault.keyMissing(literal: try literal(key), key: key)
            }
            return value
        case .range(let range):
            return .int(range.element(try index(key, range.count, "range object")))
        case .object(let object):
            if let value = try object.item(key) { return try adopted(value) }
        default: break
        }
        throw Fault.notSubscriptable(type: container.typeName)
    }

    /// The place of an index that may count from the end.
    func index(_ key: Value, _ count: Int, _ container: String) throws -> Int {
        guard let index = Arithmetic.whole(key) else {
            let name = container == "range object" ? "range" : container
            throw Fault.indexKind(container: name, type: key.typeName)
        }
        let place = index < 0 ? index + count : index
        guard place >= 0, place < count else { throw Fault.indexOutOfRange(container) }
        return place
    }

    func slice(_ container: Value, _ bounds: SliceBounds) throws -> Value {
        switch container {
        case .list(let list): return try self.list(try slice(list.items, bounds))
        case .tuple(let tuple): return try self.tuple(try slice(tuple.items, bounds))
        case .string(let text): return try slice(text, bounds)
        case .range(let range):
            let places = try bounds.indices(count: range.count)
            return .range(
                try RangeObject(
                    start: range.start &+ places.start &* range.step,
                    stop: range.start &+ places.stop &* range.step,
                    step: range.step &* places.step))
        case .dict: throw Fault.unhashable(type: "slice")
        case .object(let object):
            if let elements = object.elements {
                return try list(try slice(elements, bounds).map(adopted))
            }
        default: break
        }
        throw Fault.notSubscriptable(type: container.typeName)
    }

    private func slice(_ items: [Value], _ bounds: SliceBounds) throws -> [Value] {
        let places = try bounds.indices(count: items.count)
        try tick(places.count / 16)
        if places.step == 1 {
            return places.start < places.stop ? Array(items[places.start..<places.stop]) : []
        }
        return places.indices.map { items[$0] }
    }

    private func slice(_ text: Text, _ bounds: SliceBounds) throws -> Value {
        let places = try bounds.indices(count: text.count)
        if places.step == 1 { return try self.text(text.slice(places.start, places.stop)) }
        let scalars = Array(text.content.unicodeScalars)
        var result = String.UnicodeScalarView()
        for index in places.indices { result.append(scalars[index]) }
        return try self.text(String(result))
    }

    // MARK: Changing

    func setItem(_ container: Value, _ key: Value, _ value: Value) throws {
        switch container {
        case .list(let list):
            guard Arithmetic.whole(key) != nil else {
                throw Fault.indexKind(container: "list", type: key.typeName)
            }
            list.items[try index(key, list.items.count, "list assignment")] = value
        case .dict(let dict): try set(key, value, in: dict)
        default: throw Fault.noItemAssignment(type: container.typeName)
        }
    }

    func setSlice(_ container: Value, _ bounds: SliceBounds, _ value: Value) throws {
        guard case .list(let list) = container else {
            if case .dict = container { throw Fault.unhashable(type: "slice") }
            throw Fault.noItemAssignment(type: container.typeName)
        }
        let items: [Value]
        do {
            items = try collect(value)
        } catch Fault.notIterable {
            throw Fault.wrongType("can only assign an iterable")
        }
        let places = try bounds.indices(count: list.items.count)
        if places.step == 1 {
            list.items.replaceSubrange(places.start..<max(places.start, places.stop), with: items)
        } else {
            guard places.count == items.count else {
                throw Fault.wrongValue(
                    "attempt to assign sequence of size \(items.count) "
                        + "to extended slice of size \(places.count)")
            }
            for (place, item) in zip(places.indices, items) { list.items[place] = item }
        }
        try recount(list)
    }

    func deleteItem(_ container: Value, _ key: Value) throws {
        switch container {
        case .list(let list):
            list.items.remove(at: try index(key, list.items.count, "list assignment"))
            try recount(list)
        case .dict(let dict):
            guard dict.table.remove(try HashKey(key)) != nil else {
                throw Fault.keyMissing(literal: try literal(key), key: key)
            }
        default:
            // CPython words it so for what has an order or members, and a whole number as key.
            let hasMembers = !container.kind.isDisjoint(with: [.string, .tuple, .range, .set])
            throw Fault.noItemDeletion(
                type: container.typeName, isIndexed: hasMembers && Arithmetic.whole(key) != nil)
        }
    }

    func deleteSlice(_ container: Value, _ bounds: SliceBounds) throws {
        guard case .list(let list) = container else {
            if case .dict = container { throw Fault.unhashable(type: "slice") }
            throw Fault.noItemDeletion(type: container.typeName, isIndexed: false)
        }
        let gone = Set(try bounds.indices(count: list.items.count).indices)
        list.items = list.items.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
        try recount(list)
    }
}
