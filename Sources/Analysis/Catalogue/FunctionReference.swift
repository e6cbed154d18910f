import Script

/// The reference page of the built-in functions, made from their declarations.
package enum FunctionReference {
    /// The text of `Documentation/Functions.md`.
    package static var markdown: String {
        var lines = [
            "# Functions",
            "",
            "<!-- Written by `scripts/update-reference` from the declarations in",
            "     Sources/Analysis/Functions; change them there. -->",
            "",
            "What a program can call, beside the language's own built-ins.",
            "",
        ]
        for builtIn in Catalogue.builtIns {
            lines.append("- [`\(builtIn.signature.synopsis)`](#\(builtIn.signature.name))")
        }
        for builtIn in Catalogue.builtIns {
            lines.append("")
            lines += page(of: builtIn)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One function's page, for `:help NAME` too.
    package static func help(for name: String) -> String? {
        Catalogue.builtIns.first { $0.signature.name == name }
            .map { page(of: $0).joined(separator: "\n") }
    }

    private static func page(of builtIn: any BuiltIn.Type) -> [String] {
        let signature = builtIn.signature
        var lines = [
            "## \(signature.name)", "", "`\(signature.synopsis)`", "", signature.summary, "",
        ]
        for parameter in signature.parameters {
            let unit = parameter.unit.map { ", \($0)" } ?? ""
            lines.append(
                "- `\(parameter.name)` (\(parameter.kind.description)\(unit)): \(parameter.summary)"
            )
        }
        if signature.result != .none {
            let unit = signature.resultUnit.map { ", \($0)" } ?? ""
            lines.append(
                "- gives: \(signature.result.description)\(unit); \(signature.resultSummary)")
        }
        for paragraph in builtIn.details { lines += ["", paragraph] }
        for example in signature.examples { lines += ["", "```python", example, "```"] }
        return lines
    }
}
