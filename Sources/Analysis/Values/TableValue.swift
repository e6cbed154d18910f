import Script

/// A table in a program: named columns of equal length, made by `table`.
package struct TableValue: DomainValue {
    /// In their order; no name twice.
    package let columns: [String]
    /// One value for each column: None, a truth value, a number or a text.
    package let rows: [[Value]]
    package let memoryCost: Int
    package var held: HeldMemory?

    /// Bytes of a cell, without the text it may hold.
    static let bytesPerCell = MemoryLayout<Value>.stride

    /// - Precondition: every row has one value for each column.
    package init(columns: [String], rows: [[Value]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row of another length")
        self.columns = columns
        self.rows = rows
        let texts = rows.reduce(0) { sum, row in
            row.reduce(sum) { $0 + ($1.content.map { 48 + $0.utf8.count } ?? 0) }
        }
        memoryCost = texts + (rows.count + 1) * (columns.count * Self.bytesPerCell + 32)
    }

    package var kind: Kind { .table }
    package var length: Int? { rows.count }
    package var elements: [Value]? { rows.map(dict) }

    package var summary: String { "table of \(shape)" }

    /// "3 rows: structure, mL".
    package var shape: String {
        let count = rows.count == 1 ? "1 row" : "\(rows.count) rows"
        if columns.isEmpty { return count }
        let shown = columns.prefix(8).map(Self.shortened)
        let rest = columns.count - shown.count
        return "\(count): \(shown.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")
    }

    /// A column by its name, as a list; a row by its number, as a dict. Negative numbers count
    /// from the end.
    package func item(_ key: Value) throws -> Value? {
        switch key {
        case .string(let name):
            guard let column = columns.firstIndex(where: { Text($0) == name }) else {
                throw AnalysisError.noColumn(name: name.content, known: columns)
            }
            return .items(rows.map { $0[column] })
        case .int(let number):
            let index = number < 0 ? rows.count + number : number
            guard rows.indices.contains(index) else {
                throw AnalysisError.noRow(number: number, count: rows.count)
            }
            return dict(rows[index])
        default: return nil
        }
    }

    /// Tables are equal when they have the same columns in the same order and equal cells.
    package func compare(
        _ op: ComparisonOperator, with other: Value, reflected: Bool
    ) throws -> Value? {
        guard op == .equal || op == .notEqual, case .object(let object) = other,
            let table = object as? TableValue
        else { return nil }
        return .bool(isSame(as: table) == (op == .equal))
    }

    package func isSame(as other: TableValue) -> Bool {
        columns.map(Text.init) == other.columns.map(Text.init)
            && rows.elementsEqual(other.rows) { first, second in
                zip(first, second).allSatisfy { first, second in
                    if let first = first.number, let second = second.number {
                        return first == second
                    }
                    return first.literal == second.literal
                }
            }
    }

    package func truth() throws -> Bool? { !rows.isEmpty }

    private func dict(_ row: [Value]) -> Value {
        .dict(DictObject(Array(zip(columns, row))))
    }
}
