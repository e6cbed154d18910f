extension Builtins {
    static let sequences: [Builtin] = [
        Builtin("len", "value:sized, /", .int, "how many items a value has") {
            .int(try $0.machine.length($0[0]))
        },
        Builtin("enumerate", "items:iterable, start:int=0", .iterator, "each item with its number") { call in
            guard let start = Arithmetic.whole(call.values[1] ?? .int(0)) else {
                throw Conversion.notWhole(call[1])
            }
            let items = try call.machine.iterator(over: call[0])
            return .iterator(try EnumerateIterator(items, start).bounded())
        },
        Builtin("zip", "*iterables, strict=False", .iterator, "the first items, the second items, and so on") { call in
            let iterators = try call.rest.map { try call.machine.iterator(over: $0) }
            let isStrict = try call.machine.truth(call.values[1] ?? .bool(false))
            return .iterator(try ZipIterator(iterators, isStrict: isStrict).bounded())
        },
        Builtin("map", "function:function, items:iterable, *more", .iterator, "what a function gives for each item") { call in
            let iterators = try ([call[1]] + call.rest).map { try call.machine.iterator(over: $0) }
            return .iterator(try MapIterator(call[0], iterators).bounded())
        },
        Builtin("filter", "function, items:iterable, /", .iterator, "the items for which a function gives true") { call in
            let items = try call.machine.iterator(over: call[1])
            return .iterator(try FilterIterator(call[0], items).bounded())
        },
        Builtin("reversed", "items:reversible, /", .iterator, "the items from the last to the first") { call in
            switch call[0] {
            case .list, .tuple, .range, .string, .dict: break
            case .iterator(let view) where view is DictView: break
            default: throw Fault.wrongType("'\(call[0].typeName)' object is not reversible")
            }
            let value: Value
            if case .iterator(let view as DictView) = call[0] { value = .items(view.values) } else { value = call[0] }
            let items = try call.machine.collect(value)
            return .iterator(ArrayIterator(items.reversed(), name: "reversed"))
        },
        Builtin("sorted", "items:iterable, /, *, key=None, reverse=False", .list, "the items in order, as a new list") { call in
            let items = try call.machine.collect(call[0])
            return try call.machine.list(try Sorting.sorted(items, key: call[1], reverse: call[2], call.machine))
        },
        Builtin("iter", "items:iterable, /", .iterator, "a walk through the items") {
            .iterator(try $0.machine.iterator(over: $0[0]))
        },
        Builtin("next", "iterator:iterator, default=None, /", .any, "the next item of a walk") { call in
            guard case .iterator(let iterator) = call[0], !iterator.isRepeatable else {
                throw Fault.wrongType("'\(call[0].typeName)' object is not an iterator")
            }
            if let value = try iterator.next(call.machine) { return value }
            if call.has(1) { return call[1] }
            throw Fault.raised(.stopIteration, [])
        },
        Builtin("all", "items:iterable, /", .bool, "whether every item counts as true") { call in
            let items = try call.machine.iterator(over: call[0])
            while let item = try items.next(call.machine) {
                try call.machine.tick()
                if try !call.machine.truth(item) { return .bool(false) }
            }
            return .bool(true)
        },
        Builtin("any", "items:iterable, /", .bool, "whether an item counts as true") { call in
            let items = try call.machine.iterator(over: call[0])
            while let item = try items.next(call.machine) {
                try call.machine.tick()
                if try call.machine.truth(item) { return .bool(true) }
            }
            return .bool(false)
        },
    ]
}

final class EnumerateIterator: IteratorObject, @unchecked Sendable {
    private var items: IteratorObject?
    private var number: Int

    init(_ items: IteratorObject, _ start: Int) {
        self.items = items
        number = start
        super.init(depth: items.depth + 1)
    }

    override var typeName: String { "enumerate" }

    override func next(_ machine: Machine) throws -> Value? {
        guard let item = try items?.next(machine) else { return nil }
        defer { number &+= 1 }
        return try machine.tuple([.int(number), item])
    }

    override func surrenderContents() -> [HeapObject] {
        defer { items = nil }
        return items.map { [$0] } ?? []
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

final class ZipIterator: IteratorObject, @unchecked Sendable {
    private var iterators: [IteratorObject]
    private let isStrict: Bool

    init(_ iterators: [IteratorObject], isStrict: Bool) {
        self.iterators = iterators
        self.isStrict = isStrict
        super.init(depth: 1 + (iterators.map(\.depth).max() ?? 0))
    }

    override var typeName: String { "zip" }

    override func next(_ machine: Machine) throws -> Value? {
        var items: [Value] = []
        for (index, iterator) in iterators.enumerated() {
            guard let item = try iterator.next(machine) else {
                if isStrict { try requireEnd(index, machine) }
                return nil
            }
            items.append(item)
        }
        return items.isEmpty ? nil : try machine.tuple(items)
    }

    override func surrenderContents() -> [HeapObject] {
        defer { iterators = [] }
        return iterators
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }

    private func requireEnd(_ index: Int, _ machine: Machine) throws {
        func words(_ count: Int) -> String { count == 1 ? "argument 1" : "arguments 1-\(count)" }
        if index > 0 {
            throw Fault.wrongValue("zip() argument \(index + 1) is shorter than \(words(index))")
        }
        for (later, iterator) in iterators.enumerated().dropFirst() {
            if try iterator.next(machine) != nil {
                throw Fault.wrongValue(
                    "zip() argument \(later + 1) is longer than \(words(later))")
            }
        }
    }
}

final class MapIterator: IteratorObject, @unchecked Sendable {
    private var function: Value
    private var iterators: [IteratorObject]

    init(_ function: Value, _ iterators: [IteratorObject]) {
        self.function = function
        self.iterators = iterators
        super.init(depth: 1 + (iterators.map(\.depth).max() ?? 0))
    }

    override var typeName: String { "map" }

    override func next(_ machine: Machine) throws -> Value? {
        var items: [Value] = []
        for iterator in iterators {
            guard let item = try iterator.next(machine) else { return nil }
            items.append(item)
        }
        return try machine.call(function, items)
    }

    override func surrenderContents() -> [HeapObject] {
        defer {
            iterators = []
            function = .nothing
        }
        return iterators + [function].compactMap(\.heapObject)
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

final class FilterIterator: IteratorObject, @unchecked Sendable {
    private var function: Value
    private var items: IteratorObject?

    init(_ function: Value, _ items: IteratorObject) {
        self.function = function
        self.items = items
        super.init(depth: items.depth + 1)
    }

    override var typeName: String { "filter" }

    override func next(_ machine: Machine) throws -> Value? {
        while let item = try items?.next(machine) {
            try machine.tick()
            if case .nothing = function {
                if try machine.truth(item) { return item }
            } else if try machine.truth(machine.call(function, [item])) {
                return item
            }
        }
        return nil
    }

    override func surrenderContents() -> [HeapObject] {
        defer {
            items = nil
            function = .nothing
        }
        return [items, function.heapObject].compactMap { $0 }
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

/// Stable sorting with comparisons that can fail.
enum Sorting {
    static func sorted(
        _ items: [Value], key: Value, reverse: Value, _ machine: Machine
    ) throws -> [Value] {
        var entries: [(key: Value, item: Value)] = []
        entries.reserveCapacity(items.count)
        for item in items {
            try machine.tick()
            if case .nothing = key {
                entries.append((item, item))
            } else {
                entries.append((try machine.call(key, [item]), item))
            }
        }
        let isReversed = try machine.truth(reverse)
        if isReversed { entries.reverse() }
        var spare = entries
        try mergeSort(&entries, &spare, 0, entries.count, machine)
        let result = entries.map(\.item)
        return isReversed ? result.reversed() : result
    }

    private static func mergeSort(
        _ entries: inout [(key: Value, item: Value)], _ spare: inout [(key: Value, item: Value)],
        _ start: Int, _ end: Int, _ machine: Machine
    ) throws {
        if end - start < 2 { return }
        let middle = start + (end - start) / 2
        try mergeSort(&entries, &spare, start, middle, machine)
        try mergeSort(&entries, &spare, middle, end, machine)
        var left = start
        var right = middle
        for place in start..<end {
            try machine.tick()
            let takesRight =
                try left == middle
                || right < end && machine.isLess(entries[right].key, entries[left].key)
            spare[place] = entries[takesRight ? right : left]
            if takesRight { right += 1 } else { left += 1 }
        }
        for place in start..<end { entries[place] = spare[place] }
    }
}
