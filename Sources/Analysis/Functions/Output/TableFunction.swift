import Script

/// `table(data)`.
enum TableFunction: BuiltIn {
    static let signature = Signature(
        name: "table",
        summary: "Makes a table of values.",
        parameters: [
            Parameter(
                "data", [.dict, .list, .tuple],
                "columns by their names, {\"mL\": [3.9, 4.1]}, or rows, [{\"mL\": 3.9}]")
        ],
        result: .table,
        resultSummary: "the table; its columns in the order in which they were first named",
        examples: [
            """
            rows = []
            for side in ["left", "right"]:
                mask = segment(t1, f"{side} hippocampus")
                rows.append({"side": side, "mL": volume_ml(mask)})
            volumes = table(rows)
            print(volumes)
            save(volumes, "volumes.csv")
            """,
            """
            volumes = table({"structure": ["thalamus"], "mL": [volume_ml(segment(t1, "thalamus"))]})
            report("structures", len(volumes))
            report("largest", max(volumes["mL"]), "mL")
            """,
        ])

    static let details = [
        "`t[\"mL\"]` is a column as a list, `t[0]` a row as a dict, `t[:3]` a list of rows, "
            + "`len(t)` the number of rows; a `for` walks through the rows. A row that lacks a "
            + "column has None there.",
        "`print` shows the first hundred rows, with four digits; `save` writes all of them, with "
            + "every digit, as .csv, .tsv or .json.",
        "Errors: columns of different lengths, a name that is no text or empty, a cell that is "
            + "neither a number, a text, a truth value nor None; a column or row that is not there.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let table: TableValue
        switch arguments.value(named: "data") {
        case .dict(let dict): table = try columns(dict, arguments.context)
        default: table = try rows(arguments.items(named: "data"), arguments.context)
        }
        return .object(table)
    }

    private static func columns(
        _ dict: DictObject, _ context: any CallContext
    ) throws -> TableValue {
        var names: [String] = []
        var columns: [[Value]] = []
        for pair in dict.table.pairs {
            let name = try name(pair.key)
            names.append(name)
            switch pair.value {
            case .list(let list): columns.append(list.items)
            case .tuple(let tuple): columns.append(tuple.items)
            default: throw AnalysisError.noColumnValues(column: name, found: pair.value.kind.phrase)
            }
        }
        let count = columns.first?.count ?? 0
        for (name, column) in zip(names, columns) where column.count != count {
            throw AnalysisError.unequalColumns(
                first: names[0], count: count, second: name, other: column.count)
        }
        try context.reserveMemory(count * names.count * TableValue.bytesPerCell)
        let rows = try (0..<count).map { row in
            if row & 0xFFF == 0xFFF { try context.poll() }
            return try zip(names, columns).map { name, column in try cell(column[row], name, row) }
        }
        return TableValue(columns: names, rows: rows)
    }

    private static func rows(
        _ items: [Value], _ context: any CallContext
    ) throws -> TableValue {
        var names: [String] = []
        // By code points, as the keys of the dicts are.
        var places: [Text: Int] = [:]
        var rows: [[Value]] = []
        for (number, item) in items.enumerated() {
            if number & 0xFFF == 0xFFF { try context.poll() }
            guard case .dict(let dict) = item else {
                throw AnalysisError.noTableRow(row: number, found: item.kind.phrase)
            }
            var row = [Value](repeating: .nothing, count: names.count)
            for pair in dict.table.pairs {
                let name = try name(pair.key)
                if let place = places[Text(name)] {
                    row[place] = try cell(pair.value, name, number)
                } else {
                    places[Text(name)] = names.count
                    names.append(name)
                    row.append(try cell(pair.value, name, number))
                }
            }
            rows.append(row)
            // Rows that each bring a column of their own make a table as wide as it is long.
            try context.reserveMemory(rows.count * names.count * TableValue.bytesPerCell)
        }
        for index in rows.indices where rows[index].count < names.count {
            rows[index] += Array(repeating: .nothing, count: names.count - rows[index].count)
        }
        return TableValue(columns: names, rows: rows)
    }

    private static func name(_ key: Value) throws -> String {
        guard let name = key.content, name.contains(where: { !$0.isWhitespace }) else {
            throw AnalysisError.noColumnName(found: key.literal)
        }
        return name
    }

    private static func cell(_ value: Value, _ column: String, _ row: Int) throws -> Value {
        switch value {
        case .nothing, .bool, .int, .float, .string: return value
        default: throw AnalysisError.noCell(column: column, row: row, found: value.kind.phrase)
        }
    }
}
