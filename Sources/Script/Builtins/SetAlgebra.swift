/// The operations between sets.
enum SetAlgebra {
    /// `left op right`; nil for an operator that sets do not have.
    static func combine(
        _ op: BinaryOperator, _ left: SetObject, _ right: SetObject, _ machine: Machine
    ) throws -> SetObject? {
        let result = try machine.newSet()
        func add(_ set: SetObject, where isKept: (HashKey) -> Bool) throws {
            for item in set.items {
                try machine.tick()
                if isKept(try HashKey(item)) { try machine.insert(item, into: result) }
            }
        }
        switch op {
        case .bitOr:
            try add(left) { _ in true }
            try add(right) { _ in true }
        case .bitAnd: try add(left) { right.table.contains($0) }
        case .subtract: try add(left) { !right.table.contains($0) }
        case .bitXor:
            try add(left) { !right.table.contains($0) }
            try add(right) { !left.table.contains($0) }
        default: return nil
        }
        return result
    }

    static func isSubset(_ left: SetObject, _ right: SetObject) -> Bool {
        left.table.count <= right.table.count
            && left.items.allSatisfy { item in
                (try? HashKey(item)).map { right.table.contains($0) } ?? false
            }
    }

    static func compare(
        _ comparison: ComparisonOperator, _ left: SetObject, _ right: SetObject
    ) -> Bool {
        switch comparison {
        case .less: left.table.count < right.table.count && isSubset(left, right)
        case .lessOrEqual: isSubset(left, right)
        case .greater: right.table.count < left.table.count && isSubset(right, left)
        case .greaterOrEqual: isSubset(right, left)
        case .equal: left.table.count == right.table.count && isSubset(left, right)
        default: left.table.count != right.table.count || !isSubset(left, right)
        }
    }
}
