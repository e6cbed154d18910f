import Analysis
import Foundation
import Script
import TestSupport
import Testing

@Suite struct FunctionReferenceTests {
    @Test func theReferencePageIsWhatTheDeclarationsSay() throws {
        let file = Places.package.appendingPathComponent("Documentation/Functions.md")
        let text = FunctionReference.markdown
        if ProcessInfo.processInfo.environment["VOXELPROMPT_UPDATE_GOLDENS"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == text, "scripts/update-reference writes the page anew")
    }

    @Test(arguments: Catalogue.signatures.keys.sorted())
    func everyFunctionIsDeclaredInFull(_ name: String) throws {
        let builtIn = try #require(Catalogue.builtIns.first { $0.signature.name == name })
        let signature = builtIn.signature
        #expect(signature.summary.hasSuffix("."))
        #expect(signature.examples.count == 2)
        #expect(!builtIn.details.isEmpty)
        #expect(signature.parameters.allSatisfy { !$0.summary.isEmpty })
        #expect(signature.result == .none || !signature.resultSummary.isEmpty)
        #expect(FunctionReference.help(for: name)?.contains("`\(signature.synopsis)`") == true)
    }

    @Test func thereIsNoHelpForWhatDoesNotExist() {
        #expect(FunctionReference.help(for: "segmnet") == nil)
    }

    @Test func onlySegmentRunsTheNetworkAndTakesAPhrase() {
        #expect(Catalogue.signatures.values.filter(\.runsNetwork).map(\.name) == ["segment"])
        let phrases = Catalogue.signatures.values.flatMap(\.parameters).filter(\.isPhrase)
        #expect(phrases.map(\.name) == ["structure"])
    }
}
