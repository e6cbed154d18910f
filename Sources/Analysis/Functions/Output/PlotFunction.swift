import Script

/// `plot(data, title="")`.
enum PlotFunction: BuiltIn {
    static let signature = Signature(
        name: "plot",
        summary: "Draws a series or bars in plain characters.",
        parameters: [
            Parameter(
                "data", [.list, .tuple, .dict, .table],
                "a list of numbers, numbers by their names, or a table such as a histogram"),
            Parameter("title", .string, "a line above it", defaultValue: .text("")),
        ],
        result: .none,
        examples: [
            """
            volumes = {}
            for side in ["left", "right"]:
                volumes[side] = volume_ml(segment(t1, f"{side} hippocampus"))
            plot(volumes, title="hippocampus, mL")
            """,
            "plot(histogram(t1, segment(t1, \"thalamus\"), bins=12), title=\"thalamus\")",
        ], effect: .shows)

    static let details = [
        "A list is drawn as a series, ten lines high, from its smallest to its largest number; None "
            + "leaves a gap. Where it is longer than the terminal is wide, neighbours are averaged.",
        "A dict gives a bar for each number, # from 0 upward, - below 0. A table gives a bar for "
            + "each row: the first column names it, the last one holds its number.",
        "Errors: nothing to draw, more than 100000 numbers or 1000 bars, a value that is no number, "
            + "NaN or infinite.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let content: Plotting.Content
        switch arguments.value(named: "data") {
        case .dict(let dict):
            content = .bars(try bars(dict.table.pairs.map { ($0.key, $0.value) }))
        case .object(let object):
            guard let table = object as? TableValue else { throw arguments.mismatch("data") }
            let rows = table.rows.compactMap { row in
                row.first.flatMap { first in row.last.map { (first, $0) } }
            }
            content = .bars(try bars(rows))
        default: content = .series(try series(arguments.items(named: "data")))
        }
        let title = TableValue.shortened(try arguments.string(named: "title"))
        try binding.effects.plot(Plotting(title: title, content: content))
        return .nothing
    }

    private static func series(_ items: [Value]) throws -> [Double?] {
        try requireCount(items.count, limit: 100_000, of: "numbers")
        return try items.map { item in
            if case .nothing = item { return nil }
            return try number(item)
        }
    }

    private static func bars(_ rows: [(Value, Value)]) throws -> [Plotting.Bar] {
        try requireCount(rows.count, limit: 1000, of: "bars")
        return try rows.map { label, value in
            let text = label.number.map(NumberText.short) ?? label.display
            return Plotting.Bar(label: text, value: try number(value))
        }
    }

    private static func number(_ value: Value) throws -> Double {
        guard let number = value.number, number.isFinite else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: "data",
                found: value.number == nil ? value.kind.phrase : value.literal,
                allowed: "finite numbers")
        }
        return number
    }

    private static func requireCount(_ count: Int, limit: Int, of what: String) throws {
        guard (1...limit).contains(count) else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: "data", found: "\(count)",
                allowed: "1 to \(limit) \(what)")
        }
    }
}
