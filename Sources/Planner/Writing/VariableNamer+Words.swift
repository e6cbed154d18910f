import Foundation

extension VariableNamer {
    /// Keywords of the language and of Python, and names of Python's own functions: legal or not, a
    /// reader would stumble over them.
    static let words: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield", "match", "case", "type",
        "abs", "all", "any", "bool", "chr", "dict", "divmod", "enumerate", "filter", "float",
        "format", "hash", "id", "input", "int", "isinstance", "iter", "len", "list", "map", "max",
        "min", "next", "object", "open", "ord", "pow", "print", "range", "repr", "reversed",
        "round", "set", "slice", "sorted", "str", "sum", "tuple", "vars", "zip",
    ]

    private static let longest = 48

    /// Endings of function names that state a unit, which a variable's name need not.
    private static let unitEndings = ["_ml", "_mm3", "_mm2", "_mm", "_percent"]

    /// What a function measures, by its name: `volume_ml` measures a volume.
    static func measure(_ function: String) -> String {
        if let part = ResultPart.all[function] { return part.variable }
        for ending in unitEndings where function.hasSuffix(ending) && function != ending {
            return String(function.dropLast(ending.count))
        }
        return function
    }

    /// Words as a name: lower case, ASCII, joined by underscores.
    static func identifier(_ words: String) -> String {
        let plain = words.folding(
            options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        let parts = plain.lowercased().unicodeScalars.split { scalar in
            !(scalar.isASCII && (scalar.properties.isAlphabetic || scalar.value.isDigit))
        }
        var name = ""
        for part in parts {
            let longer = name.isEmpty ? String(part) : name + "_" + String(part)
            if longer.count > longest { break }
            name = longer
        }
        if name.isEmpty { return "region" }
        return name.first?.isNumber == true ? "region_" + name : name
    }

    /// The name itself, or with the first number that makes it free.
    package static func unused(
        _ name: String, _ taken: inout Set<String>, separator: String = "_"
    ) -> String {
        var free = name
        var number = 2
        while !taken.insert(free).inserted {
            free = "\(name)\(separator)\(number)"
            number += 1
        }
        return free
    }

    /// The definition of each variable: its first assignment, or what its `for` walks through.
    static func lines(_ lexemes: [Lexeme]) -> [Line] {
        var seen: Set<Int> = []
        return statements(lexemes).flatMap { line in
            var lines: [Line] = []
            for index in line.indices.dropLast(3) where line[index] == .keyword("for") {
                guard case .variable(let number) = line[index + 1], seen.insert(number).inserted
                else { continue }
                let list = Definition(line[(index + 3)...])
                lines.append(Line(variable: number, definition: list, isLoop: true))
            }
            if case .variable(let number) = line.first, line.count > 2, line[1] == .symbol("="),
                seen.insert(number).inserted
            {
                let definition = Definition(line.dropFirst(2))
                lines.append(Line(variable: number, definition: definition, isLoop: false))
            }
            return lines
        }
    }

    /// Where each variable of a `for` is in use, as indices: to the end of its block, or of what is
    /// made of a list.
    static func lives(_ lexemes: [Lexeme]) -> [Int: ClosedRange<Int>] {
        var lives: [Int: ClosedRange<Int>] = [:]
        for index in lexemes.indices.dropLast() {
            guard lexemes[index] == .keyword("for"), case .variable(let number) = lexemes[index + 1]
            else { continue }
            let isMade = index > 0 && [.symbol("{"), .symbol("[")].contains(lexemes[index - 1])
            let (opener, closer): ([Lexeme], [Lexeme]) =
                isMade
                ? ([.symbol("{"), .symbol("[")], [.symbol("}"), .symbol("]")])
                : ([.indent], [.dedent])
            var depth = isMade ? 1 : 0
            let end = lexemes.indices.dropFirst(index).first { place in
                if opener.contains(lexemes[place]) { depth += 1 }
                guard closer.contains(lexemes[place]) else { return false }
                depth -= 1
                return depth == 0
            }
            lives[number] = index...(end ?? lexemes.count - 1)
        }
        return lives
    }

    /// Names from the text beside which a variable is reported: `report("total volume", v3)`.
    static func labels(_ lexemes: [Lexeme]) -> [Int: String] {
        var labels: [Int: String] = [:]
        for line in statements(lexemes) {
            guard line.count > 5, case .function = line[0], case .string(let label) = line[2],
                line[3] == .symbol(","), case .variable(let number) = line[4],
                line[5] == .symbol(")") || line[5] == .symbol(","), labels[number] == nil
            else { continue }
            labels[number] = identifier(label)
        }
        return labels
    }

    private static func statements(_ lexemes: [Lexeme]) -> [[Lexeme]] {
        lexemes.filter { $0 != .indent && $0 != .dedent }
            .split(separator: .newline).map(Array.init)
    }
}

extension Definition {
    var isNumber: Bool {
        switch self {
        case .number: true
        case .negated(let inner): inner.isNumber
        default: false
        }
    }
}

extension UInt32 {
    fileprivate var isDigit: Bool { (48...57).contains(self) }
}
