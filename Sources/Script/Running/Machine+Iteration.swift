extension Machine {
    /// Starts a walk through a value.
    func iterator(over value: Value) throws -> IteratorObject {
        switch value {
        case .list(let list): return ListIterator(list)
        case .tuple(let tuple): return ArrayIterator(tuple.items, name: "tuple_iterator")
        case .range(let range): return RangeIterator(range)
        case .string(let text): return TextIterator(text)
        case .dict(let dict): return DictView(dict, .keys).walk()
        case .set(let set):
            return TableIterator("set", set, table: \.table) { _, key, _ in key }
        case .iterator(let iterator):
            return (iterator as? DictView)?.walk() ?? iterator
        case .object(let object):
            guard let elements = object.elements else {
                throw Fault.notIterable(type: value.typeName)
            }
            return ArrayIterator(try elements.map(adopted), name: "iterator")
        case .nothing, .bool, .int, .float, .function:
            throw Fault.notIterable(type: value.typeName)
        }
    }

    /// Every value of a walk.
    func collect(_ value: Value) throws -> [Value] {
        switch value {
        case .list(let list): return list.items
        case .tuple(let tuple): return tuple.items
        case .set(let set): return set.items
        case .range(let range):
            try reserve(16, range.count)
            var items: [Value] = []
            items.reserveCapacity(range.count)
            for index in 0..<range.count {
                try tick()
                items.append(.int(range.element(index)))
            }
            return items
        default: break
        }
        let iterator = try iterator(over: value)
        var items: [Value] = []
        while let item = try iterator.next(self) {
            try tick()
            items.append(item)
            // The growing array is not yet any value's: it is looked at before it gets large.
            if items.count & 0xFFF == 0 { try meter.reserve(16 * items.count) }
        }
        return items
    }

    /// Exactly `count` values, for an unpacking assignment.
    func unpack(_ value: Value, count: Int) throws -> [Value] {
        switch value {
        case .list(let list): return try exactly(list.items, count)
        case .tuple(let tuple): return try exactly(tuple.items, count)
        default: break
        }
        let iterator = try unpackIterator(value)
        var items: [Value] = []
        while items.count < count {
            guard let item = try iterator.next(self) else {
                throw Fault.unpackCount(expected: count, found: items.count, atLeast: false)
            }
            items.append(item)
        }
        if try iterator.next(self) != nil {
            throw Fault.unpackCount(expected: count, found: nil, atLeast: false)
        }
        return items
    }

    private func exactly(_ items: [Value], _ count: Int) throws -> [Value] {
        if items.count < count {
            throw Fault.unpackCount(expected: count, found: items.count, atLeast: false)
        }
        if items.count > count {
            throw Fault.unpackCount(expected: count, found: nil, atLeast: false)
        }
        return items
    }

    private func unpackIterator(_ value: Value) throws -> IteratorObject {
        do {
            return try iterator(over: value)
        } catch Fault.notIterable(let type) {
            throw Fault.wrongType("cannot unpack non-iterable \(type) object")
        }
    }

    /// Values for targets of which the one at `before` takes what is left, as a list.
    func unpack(_ value: Value, before: Int, after: Int) throws -> [Value] {
        let iterator = try unpackIterator(value)
        var items: [Value] = []
        while let item = try iterator.next(self) {
            try tick()
            items.append(item)
        }
        guard items.count >= before + after else {
            throw Fault.unpackCount(expected: before + after, found: items.count, atLeast: true)
        }
        let middle = try list(Array(items[before..<items.count - after]))
        return Array(items[..<before]) + [middle] + Array(items[(items.count - after)...])
    }

    func length(_ value: Value) throws -> Int {
        switch value {
        case .string(let text): return text.count
        case .list(let list): return list.items.count
        case .tuple(let tuple): return tuple.items.count
        case .dict(let dict): return dict.table.count
        case .set(let set): return set.table.count
        case .range(let range): return range.count
        case .iterator(let view as DictView): return view.dict.table.count
        case .object(let object):
            if let length = object.length { return length }
        default: break
        }
        throw Fault.noLength(type: value.typeName)
    }
}
