import Planner
import Terminal
import Testing

@testable import REPL

@Suite("A server that plans is away")
struct ServerQuestionTests {
    private let away = RemotePlannerError.unreachable(host: "h", reason: "r")

    private func mayUse(_ error: RemotePlannerError, _ reader: ScriptedReader) throws -> Bool {
        try ServerQuestion(console: Console(environment: [:]), reader: reader)
            .mayUseBuiltInModel(after: error)
    }

    @Test func onlyAYesUsesTheBuiltInModel() throws {
        #expect(try mayUse(away, ScriptedReader(lines: "y")))
        #expect(try mayUse(away, ScriptedReader(lines: " YES ")))
        #expect(try !mayUse(away, ScriptedReader(lines: "n")))
        #expect(try !mayUse(away, ScriptedReader([.interrupted])))
        #expect(try !mayUse(away, ScriptedReader([.endOfFile])))
    }

    @Test func otherAnswersAreAskedAgain() throws {
        let reader = ScriptedReader(lines: "", "maybe", "n")
        #expect(try !mayUse(away, reader))
        #expect(reader.questions.count == 3)
    }

    @Test func wrongSettingsAreNoReasonToAsk() throws {
        let reader = ScriptedReader(lines: "y")
        #expect(try !mayUse(.openKey(host: "h"), reader))
        #expect(reader.questions.isEmpty)
    }
}
