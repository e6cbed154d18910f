extension Machine {
    // MARK: Operators

    func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
        if let result = try Arithmetic.binary(op, left, right) { return result }
        if let result = try container(op, left, right) { return result }
        if case .object(let object) = left,
            let result = try object.binary(op, with: right, reflected: false)
        {
            return try adopted(result)
        }
        if case .object(let object) = right,
            let result = try object.binary(op, with: left, reflected: true)
        {
            return try adopted(result)
        }
        throw Fault.binaryKinds(
            op, left: left.kind, right: right.kind, types: (left.typeName, right.typeName))
    }

    /// Operators between strings, lists, tuples, dicts and sets.
    private func container(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
        switch (op, left, right) {
        case (.add, .string(let first), .string(let second)):
            try meter.reserve(first.content.utf8.count + second.content.utf8.count)
            return try text(first.content + second.content)
        case (.add, .list(let first), .list(let second)):
            try meter.reserve(16 * (first.items.count + second.items.count))
            return try list(first.items + second.items)
        case (.add, .tuple(let first), .tuple(let second)):
            try meter.reserve(16 * (first.items.count + second.items.count))
            return try tuple(first.items + second.items)
        case (.multiply, _, _): return try repeated(left, right) ?? repeated(right, left)
        case (.bitOr, .dict(let first), .dict(let second)):
            let result = try newDict()
            for pair in first.table.pairs { try set(pair.key, pair.value, in: result) }
            for pair in second.table.pairs { try set(pair.key, pair.value, in: result) }
            return .dict(result)
        case (_, .set(let first), .set(let second)):
            return try SetAlgebra.combine(op, first, second, self).map { .set($0) }
        default: return nil
        }
    }

    private func repeated(_ value: Value, _ count: Value) throws -> Value? {
        guard let times = Arithmetic.whole(count) else { return nil }
        let count = max(0, times)
        switch value {
        case .string(let text):
            let size = text.content.utf8.count
            try reserve(size, count)
            try tick(size * count / 64)
            return try self.text(String(repeating: text.content, count: size == 0 ? 0 : count))
        case .list(let list): return try self.list(try repeated(list.items, count))
        case .tuple(let tuple): return try self.tuple(try repeated(tuple.items, count))
        default: return nil
        }
    }

    private func repeated(_ items: [Value], _ count: Int) throws -> [Value] {
        try reserve(16 * items.count, count)
        try tick(items.count * count / 16)
        if items.count == 1 { return Array(repeating: items[0], count: count) }
        var result: [Value] = []
        result.reserveCapacity(items.count * count)
        if !items.isEmpty { for _ in 0..<count { result += items } }
        return result
    }

    /// Throws where `count` pieces of `size` bytes would pass the memory limit.
    func reserve(_ size: Int, _ count: Int) throws {
        let (bytes, overflow) = size.multipliedReportingOverflow(by: count)
        try meter.reserve(overflow ? Int.max : bytes)
    }

    func unary(_ op: UnaryOperator, _ value: Value) throws -> Value {
        switch (op, value) {
        case (.negate, .float(let number)): return .float(-number)
        case (.plus, .float): return value
        case (.negate, .int), (.negate, .bool):
            return try Arithmetic.wholes(.subtract, 0, Arithmetic.whole(value) ?? 0)
        case (.plus, .int), (.plus, .bool): return .int(Arithmetic.whole(value) ?? 0)
        case (.invert, .int), (.invert, .bool): return .int(~(Arithmetic.whole(value) ?? 0))
        case (_, .object(let object)):
            if let result = try object.unary(op) { return try adopted(result) }
        default: break
        }
        throw Fault.unaryKind(op, value.kind, type: value.typeName)
    }

    // MARK: Truth

    @inline(__always)
    func truth(_ value: Value) throws -> Bool {
        if case .bool(let truth) = value { return truth }
        return try slowTruth(value)
    }

    private func slowTruth(_ value: Value) throws -> Bool {
        switch value {
        case .nothing: return false
        case .bool(let truth): return truth
        case .int(let number): return number != 0
        case .float(let number): return number != 0
        case .string(let text): return text.count > 0
        case .list(let list): return !list.items.isEmpty
        case .tuple(let tuple): return !tuple.items.isEmpty
        case .dict(let dict): return dict.table.count > 0
        case .set(let set): return set.table.count > 0
        case .range(let range): return range.count > 0
        case .function: return true
        case .iterator(let iterator):
            return (iterator as? DictView).map { $0.dict.table.count > 0 } ?? true
        case .object(let object):
            guard let truth = try object.truth() else { throw Fault.noTruth(object.kind) }
            return truth
        }
    }
}
