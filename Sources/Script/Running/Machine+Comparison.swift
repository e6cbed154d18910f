extension Machine {
    /// `left comparison right`, which is a truth value except between domain values.
    func compare(
        _ comparison: ComparisonOperator, _ left: Value, _ right: Value
    ) throws -> Value {
        switch comparison {
        case .identical: return .bool(try isSame(left, right))
        case .notIdentical: return .bool(try !isSame(left, right))
        case .contained: return .bool(try contains(right, left))
        case .notContained: return .bool(try !contains(right, left))
        default: break
        }
        if case .object(let object) = left,
            let result = try object.compare(comparison, with: right, reflected: false)
        {
            return try adopted(result)
        }
        if case .object(let object) = right,
            let result = try object.compare(comparison, with: left, reflected: true)
        {
            return try adopted(result)
        }
        switch comparison {
        case .equal: return .bool(try areEqual(left, right))
        case .notEqual: return .bool(try !areEqual(left, right))
        default: return .bool(try isOrdered(comparison, left, right))
        }
    }

    /// Identity with None, True or False.
    private func isSame(_ left: Value, _ right: Value) throws -> Bool {
        switch (left, right) {
        case (.nothing, .nothing): true
        case (.bool(let first), .bool(let second)): first == second
        default: false
        }
    }

    // MARK: Equality

    func areEqual(_ left: Value, _ right: Value, depth: Int = 0) throws -> Bool {
        if let result = Arithmetic.numbersEqual(left, right) { return result }
        if depth > ValuePrinter.maximumDepth { throw Fault.nestingLimit }
        switch (left, right) {
        case (.nothing, .nothing): return true
        case (.string(let first), .string(let second)): return first == second
        case (.range(let first), .range(let second)): return first == second
        case (.list(let first), .list(let second)):
            return try first === second || areEqual(first.items, second.items, depth)
        case (.tuple(let first), .tuple(let second)):
            return try first === second || areEqual(first.items, second.items, depth)
        case (.dict(let first), .dict(let second)):
            return try first === second || areEqual(first, second, depth)
        case (.set(let first), .set(let second)):
            return first.table.count == second.table.count
                && SetAlgebra.isSubset(first, second)
        case (.function(let first), .function(let second)): return first.isSame(as: second)
        case (.iterator(let first), .iterator(let second)):
            return try DictView.areEqual(first, second, self)
        case (.object(let object), _):
            return try equality(object.compare(.equal, with: right, reflected: false))
        case (_, .object(let object)):
            return try equality(object.compare(.equal, with: left, reflected: true))
        default: return false
        }
    }

    private func equality(_ result: Value?) -> Bool {
        if case .bool(let truth)? = result { return truth }
        return false
    }

    private func areEqual(_ left: [Value], _ right: [Value], _ depth: Int) throws -> Bool {
        guard left.count == right.count else { return false }
        for (first, second) in zip(left, right) {
            try tick()
            if try !areEqual(first, second, depth: depth + 1) { return false }
        }
        return true
    }

    private func areEqual(_ left: DictObject, _ right: DictObject, _ depth: Int) throws -> Bool {
        guard left.table.count == right.table.count else { return false }
        for pair in left.table.pairs {
            try tick()
            guard let other = right.table[try HashKey(pair.key)],
                try areEqual(pair.value, other, depth: depth + 1)
            else { return false }
        }
        return true
    }

    // MARK: Order

    func isLess(_ left: Value, _ right: Value) throws -> Bool {
        if case .int(let first) = left, case .int(let second) = right { return first < second }
        return try truth(compare(.less, left, right))
    }

    private func isOrdered(
        _ comparison: ComparisonOperator, _ left: Value, _ right: Value, depth: Int = 0
    ) throws -> Bool {
        if left.number != nil, right.number != nil {
            return Arithmetic.order(left, right).map { holds(comparison, $0) } ?? false
        }
        switch (left, right) {
        case (.string(let first), .string(let second)):
            let order = first == second ? 0 : Text.precedes(first, second) ? -1 : 1
            return holds(comparison, order)
        case (.list(let first), .list(let second)):
            return try isOrdered(comparison, first.items, second.items, depth)
        case (.tuple(let first), .tuple(let second)):
            return try isOrdered(comparison, first.items, second.items, depth)
        case (.set(let first), .set(let second)):
            return SetAlgebra.compare(comparison, first, second)
        default:
            throw Fault.comparisonKinds(
                comparison, left: left.kind, right: right.kind,
                types: (left.typeName, right.typeName))
        }
    }

    private func isOrdered(
        _ comparison: ComparisonOperator, _ left: [Value], _ right: [Value], _ depth: Int
    ) throws -> Bool {
        if depth > ValuePrinter.maximumDepth { throw Fault.nestingLimit }
        for (first, second) in zip(left, right) {
            try tick()
            if try areEqual(first, second, depth: depth + 1) { continue }
            return try isOrdered(comparison, first, second, depth: depth + 1)
        }
        return holds(comparison, left.count < right.count ? -1 : left.count == right.count ? 0 : 1)
    }

    private func holds(_ comparison: ComparisonOperator, _ order: Int) -> Bool {
        switch comparison {
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        case .equal: order == 0
        default: order != 0
        }
    }

    // MARK: Membership

    func contains(_ container: Value, _ value: Value) throws -> Bool {
        switch container {
        case .string(let text):
            guard case .string(let part) = value else {
                throw Fault.wrongType(
                    "'in <string>' requires string as left operand, not \(value.typeName)")
            }
            return try StringSearch.first(part, in: text, from: 0, to: text.count, self) != nil
        case .dict(let dict): return dict.table.contains(try HashKey(value))
        case .set(let set): return set.table.contains(try HashKey(value))
        case .range(let range):
            if let number = Arithmetic.whole(value) { return range.contains(number) }
            guard case .float(let number) = value, let whole = Int(exactly: number) else {
                return false
            }
            return range.contains(whole)
        case .list, .tuple, .iterator, .object:
            let iterator: IteratorObject
            do {
                iterator = try self.iterator(over: container)
            } catch Fault.notIterable(let type) {
                throw Fault.wrongType("argument of type '\(type)' is not iterable")
            }
            while let item = try iterator.next(self) {
                try tick()
                if try areEqual(item, value) { return true }
            }
            return false
        default:
            throw Fault.wrongType("argument of type '\(container.typeName)' is not iterable")
        }
    }
}
