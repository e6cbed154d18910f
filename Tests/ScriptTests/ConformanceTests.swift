import Foundation
import Testing

@testable import Script

/// A program of the conformance tree; what CPython does with it stands in its last comments.
struct ConformanceProgram: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String

    var testDescription: String { name }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Conformance")

    static let all: [ConformanceProgram] = {
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
        return (paths ?? []).filter { $0.hasSuffix(".py") }.sorted().map { path in
            let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            return ConformanceProgram(name: path, text: text ?? "")
        }
    }()

    /// The expected block: from `# prints:` to the end, or nil for a refused program.
    var expected: String? {
        guard
            let range = text.range(of: "# prints:\n", options: .backwards)
                ?? text.range(of: "# prints:", options: .backwards)
        else { return nil }
        return String(text[range.lowerBound...]).trimmingCharacters(in: .newlines)
    }

    /// The identifier of the diagnostic with which the language refuses the program.
    var refusal: String? {
        guard text.hasPrefix("# refused: ") else { return nil }
        return text.split(separator: "\n")[0].dropFirst("# refused: ".count).description
    }
}

@Suite struct ConformanceTests {
    @Test(arguments: ConformanceProgram.all.filter { $0.refusal == nil })
    func runsAsUnderCPython(program: ConformanceProgram) throws {
        let expected = try #require(program.expected, "\(program.name) carries no expectations")
        let outcome = Runner.run(program.text, name: program.name)
        var lines = ["# prints:"]
        lines += outcome.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map { $0.isEmpty ? "#" : "# \($0)" }
        if let failure = outcome.failure {
            guard case .error(let name) = failure.reason else {
                Issue.record("\(program.name): \(failure)")
                return
            }
            lines.append("# error: \(name.rawValue) at \(failure.diagnostic.span.start.line)")
        }
        #expect(lines.joined(separator: "\n") == expected, "\(program.name)")
    }

    /// What CPython runs without an error, the checker lets pass.
    @Test(
        arguments: ConformanceProgram.all.filter {
            $0.refusal == nil && !$0.text.contains("try:") && !$0.text.contains("# error:")
        })
    func passesTheChecker(program: ConformanceProgram) {
        let source = Source(name: program.name, text: program.text)
        let result = Checker(functions: [:], globals: [:], phrases: nil).check(source).result
        let errors = result.diagnostics.filter { $0.severity == .error }
        #expect(
            errors.isEmpty, "\(DiagnosticRenderer.render(errors, source: source, colored: false))")
    }

    @Test(arguments: ConformanceProgram.all.filter { $0.refusal != nil })
    func refuses(program: ConformanceProgram) {
        let source = Source(name: program.name, text: program.text)
        let result = Checker(functions: [:], globals: [:], phrases: nil).check(source).result
        #expect(
            result.diagnostics.first { $0.severity == .error }?.identifier == program.refusal,
            "\(program.name)")
    }
}
