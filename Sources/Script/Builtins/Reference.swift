/// The reference of the language's own functions and methods, for `Documentation/Language.md`.
package enum Reference {
    /// Markdown tables.
    package static var markdown: String {
        let functions = Builtins.all.values.filter { $0.errorName == nil }
        var text = section("Functions", functions, prefix: "")
        text += section("`math`", Array(MathFunctions.all.values), prefix: "math.")
        text += "Constants: "
        text += MathFunctions.constants.keys.sorted().map { "`math.\($0)`" }.joined(separator: ", ")
        text += ".\n\n"
        let kinds: [(String, [String: Builtin])] = [
            ("Strings", Methods.string), ("Lists", Methods.list),
            ("Tuples and ranges", Methods.tuple),
            ("Dicts", Methods.dict), ("Sets", Methods.set), ("Whole numbers", Methods.int),
            ("Fractions", Methods.float),
        ]
        for (title, table) in kinds { text += section(title, Array(table.values), prefix: ".") }
        text += "### Errors\n\n"
        for name in ErrorName.allCases where name.parent == nil || name.parent == .exception {
            let children = ErrorName.allCases.filter { $0.parent == name && name != .exception }
            text += "- `\(name.rawValue)`"
            if !children.isEmpty {
                text += ": " + children.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            }
            text += "\n"
        }
        return text
    }

    /// What a method gives, in a few words, whatever value it belongs to; nil for other names.
    package static func summary(ofMethod name: String) -> String? {
        let tables = [
            Methods.string, Methods.list, Methods.tuple, Methods.dict, Methods.set, Methods.int,
            Methods.float,
        ]
        return tables.lazy.compactMap { $0[name]?.summary }.first
    }

    private static func section(_ title: String, _ builtins: [Builtin], prefix: String) -> String {
        var text = "### \(title)\n\n| call | gives | |\n| --- | --- | --- |\n"
        for builtin in builtins.sorted(by: { $0.name < $1.name }) {
            text +=
                "| `\(prefix)\(builtin.synopsis)` | \(builtin.result.description) | \(builtin.summary) |\n"
        }
        return text + "\n"
    }
}

extension Builtin {
    /// The call as Python's documentation writes it.
    var synopsis: String {
        var words: [String] = []
        var style = Parameter.Style.positional
        for parameter in parameters {
            if style == .positional, parameter.style != .positional, !words.isEmpty {
                words.append("/")
            }
            if parameter.style == .keyword, style != .keyword, style != .variadic {
                words.append("*")
            }
            style = parameter.style
            let star = parameter.style == .variadic ? "*" : ""
            words.append(star + parameter.name + (parameter.defaultText.map { "=" + $0 } ?? ""))
        }
        if style == .positional, !words.isEmpty { words.append("/") }
        return "\(name)(\(words.joined(separator: ", ")))"
    }
}
