import Analysis
import Foundation
import Script

/// A prompt that is a program already.
struct TypedProgram {
    /// What runs: the text itself, a lone value being printed.
    let code: String

    /// - Returns: nil for words; a program is what reads as one and calls a function of the catalogue.
    init?(_ prompt: String) {
        let prompt = prompt.trimmingCharacters(in: .whitespacesAndNewlines)
        let (program, mistakes) = Parser.parse(Source(name: "prompt", text: prompt))
        guard !mistakes.hasErrors, !program.statements.isEmpty,
            Self.callsFunction(prompt)
        else { return nil }
        if program.statements.count == 1, case .expression(let value) = program.statements[0].form,
            !Self.saysSomething(value)
        {
            code = "print(\(prompt))"
        } else {
            code = prompt
        }
    }

    private static func callsFunction(_ text: String) -> Bool {
        text.matches(of: /([A-Za-z_][A-Za-z_0-9]*)\(/).contains {
            Catalogue.signatures[String($0.output.1)] != nil
        }
    }

    private static func saysSomething(_ value: Script.Expression) -> Bool {
        guard case .call(let callee, _) = value.form, case .name(let name) = callee.form else {
            return false
        }
        return name == "print" || Catalogue.signatures[name]?.result == Kind.none
    }
}
