/// A function or method of the language itself.
final class Builtin: Sendable {
    /// One parameter, as its declaration says.
    struct Parameter: Sendable {
        enum Style: Sendable {
            case positional, either, keyword, variadic
        }

        let name: String
        let style: Style
        let kind: Kind
        /// The default as a program would write it; nil makes the argument required.
        let defaultText: String?
    }

    /// The arguments of a call, one for each parameter.
    struct Call {
        let machine: Machine
        /// What a method is called on.
        let receiver: Value
        let values: [Value?]
        /// What the variadic parameter takes.
        let rest: [Value]
        let name: String

        subscript(index: Int) -> Value { values[index] ?? .nothing }

        func has(_ index: Int) -> Bool { values[index] != nil }
    }

    let name: String
    let parameters: [Parameter]
    let result: Kind
    let summary: String
    /// Whether it names a type, such as `int` or `ValueError`.
    let isType: Bool
    /// Set for the constructors of errors.
    let errorName: ErrorName?
    private let positionalCount: Int
    private let isVariadic: Bool
    private let body: @Sendable (Call) throws -> Value

    /// - Parameter parameters: As Python writes them, with kinds after a colon:
    ///   `"items:iterable, /, *, key=None"`.
    init(
        _ name: String, _ parameters: String, _ result: Kind, _ summary: String,
        isType: Bool = false, errorName: ErrorName? = nil,
        body: @escaping @Sendable (Call) throws -> Value
    ) {
        self.name = name
        self.parameters = Builtin.parse(parameters)
        self.result = result
        self.summary = summary
        self.isType = isType
        self.errorName = errorName
        self.body = body
        positionalCount =
            self.parameters.filter { $0.style == .positional || $0.style == .either }.count
        isVariadic = self.parameters.contains { $0.style == .variadic }
    }

    private static func parse(_ text: String) -> [Parameter] {
        var parameters: [Parameter] = []
        var style = Parameter.Style.either
        for piece in text.split(separator: ", ") {
            if piece == "/" {
                parameters = parameters.map {
                    Parameter(
                        name: $0.name, style: .positional, kind: $0.kind,
                        defaultText: $0.defaultText)
                }
                continue
            }
            if piece == "*" {
                style = .keyword
                continue
            }
            let halves = piece.split(separator: "=", maxSplits: 1)
            let head = halves[0].split(separator: ":")
            let isVariadic = head[0].hasPrefix("*")
            parameters.append(
                Parameter(
                    name: String(head[0].drop { $0 == "*" }),
                    style: isVariadic ? .variadic : style,
                    kind: head.count > 1 ? kinds[String(head[1])] ?? .any : .any,
                    defaultText: halves.count > 1 ? String(halves[1]) : nil))
            if isVariadic { style = .keyword }
        }
        return parameters
    }

    private static let kinds: [String: Kind] = [
        "number": .number, "int": [.bool, .int], "string": .string, "iterable": .iterable,
        "function": .function, "list": .list, "set": .set, "dict": .dict,
        "sized": [.string, .list, .tuple, .dict, .set, .range, .iterator, .table, .other],
        "reversible": [.string, .list, .tuple, .dict, .range, .iterator],
    ]

    /// What help, completion and checker show of it.
    var signature: Signature {
        Signature(
            name: name, summary: summary,
            parameters: parameters.map { parameter in
                Script.Parameter(
                    parameter.name, parameter.kind, "",
                    defaultValue: parameter.defaultText.map(Builtin.defaultValue),
                    isVariadic: parameter.style == .variadic)
            }, result: result)
    }

    private static func defaultValue(_ text: String) -> Value {
        switch text {
        case "None": .nothing
        case "False": .bool(false)
        case "True": .bool(true)
        case "()": .tuple(of: [])
        default:
            Int(text).map { .int($0) } ?? Double(text).map { .float($0) }
                ?? .text(String(text.dropFirst().dropLast()))
        }
    }

    // MARK: Calling

    func call(
        _ machine: Machine, receiver: Value = .nothing, _ arguments: [Value],
        _ keywords: [KeywordValue] = []
    ) throws -> Value {
        var values: [Value?] = Array(repeating: nil, count: parameters.count)
        var rest: [Value] = []
        if arguments.count > positionalCount {
            guard isVariadic else { throw countFault(arguments.count) }
            rest = Array(arguments[positionalCount...])
        }
        for index in 0..<min(positionalCount, arguments.count) { values[index] = arguments[index] }
        for keyword in keywords { try bind(keyword, to: &values) }
        for (index, parameter) in parameters.enumerated()
        where values[index] == nil && parameter.defaultText == nil && parameter.style != .variadic {
            throw countFault(arguments.count)
        }
        return try body(
            Call(machine: machine, receiver: receiver, values: values, rest: rest, name: name))
    }

    private func bind(_ keyword: KeywordValue, to values: inout [Value?]) throws {
        let place = parameters.firstIndex {
            $0.name == keyword.name && ($0.style == .either || $0.style == .keyword)
        }
        guard let place else {
            let known = parameters.filter { $0.style == .either || $0.style == .keyword }
            throw Fault.unknownKeyword(
                function: name, keyword: keyword.name,
                nearest: Spelling.nearest(to: keyword.name, among: known.map(\.name)))
        }
        if values[place] != nil {
            throw Fault.duplicateArgument(function: name, name: keyword.name)
        }
        values[place] = keyword.value
    }

    /// How many positional arguments a call may have.
    var allowedCounts: ClosedRange<Int> {
        let required = parameters.filter {
            ($0.style == .positional || $0.style == .either) && $0.defaultText == nil
        }
        return required.count...(isVariadic ? Int.max : positionalCount)
    }

    private func countFault(_ given: Int) -> Fault {
        .argumentCount(function: name, expected: countWords, given: given)
    }

    /// "exactly one argument", "at least 1 argument", "from 1 to 3 arguments".
    var countWords: String {
        let allowed = allowedCounts
        func words(_ count: Int) -> String { "\(count) argument\(count == 1 ? "" : "s")" }
        if allowed.upperBound == Int.max { return "at least " + words(allowed.lowerBound) }
        if allowed.lowerBound == allowed.upperBound {
            return allowed.lowerBound == 0 ? "no arguments" : "exactly " + words(allowed.lowerBound)
        }
        return "from \(allowed.lowerBound) to " + words(allowed.upperBound)
    }
}

/// `name=value` of a call, evaluated.
struct KeywordValue {
    let name: String
    let value: Value
}
