import Foundation

@testable import Script

/// Runs programs for tests.
enum Runner {
    struct Outcome {
        var output = ""
        var globals: [String: Value] = [:]
        var failure: RuntimeFailure?
    }

    final class Collector: @unchecked Sendable {
        private let lock = NSLock()
        private var text = ""

        func append(_ more: String) { lock.withLock { text += more } }

        var content: String { lock.withLock { text } }
    }

    static func run(
        _ text: String, name: String = "test", functions: [HostFunction] = [],
        globals: [String: Value] = [:], limits: Limits = Limits(),
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> Outcome {
        let source = Source(name: name, text: text)
        let (program, diagnostics) = Parser.parse(source)
        var outcome = Outcome()
        if let first = diagnostics.first(where: { $0.severity == .error }) {
            outcome.failure = RuntimeFailure(
                reason: .refused, diagnostic: first, source: source, calls: [])
            return outcome
        }
        let collector = Collector()
        let table = Dictionary(uniqueKeysWithValues: functions.map { ($0.signature.name, $0) })
        let interpreter = Interpreter(
            functions: table, limits: limits, isCancelled: isCancelled,
            print: { collector.append($0) })
        do {
            outcome.globals = try interpreter.run(program, globals: globals)
        } catch let failure as RuntimeFailure {
            outcome.failure = failure
        } catch {
            preconditionFailure("runs throw RuntimeFailure")
        }
        outcome.output = collector.content
        return outcome
    }
}
