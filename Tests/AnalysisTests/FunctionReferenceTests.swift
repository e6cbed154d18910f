import Analysis
import Foundation
import Script
import TestSupport
import Testing

@Suite struct FunctionReferenceTests {
    @Test(
        "The reference pages are what declarations and vocabulary say",
        arguments: [
            ("Functions.md", FunctionReference.markdown),
            ("Structures.md", StructureReference.markdown(Samples.vocabulary)),
        ])
    func page(name: String, text: String) throws {
        let file = Places.package.appendingPathComponent("Documentation/\(name)")
        if ProcessInfo.processInfo.environment["VOXELPROMPT_UPDATE_GOLDENS"] == "1" {
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

    @Test func onlySegmentTakesAPhraseAndFewRunTheNetwork() {
        #expect(
            Catalogue.signatures.values.filter(\.runsNetwork).map(\.name).sorted() == [
                "all_structures", "brain_mask", "compare", "halfway", "intracranial_volume",
                "location", "register", "segment", "skull_strip", "tissue_volumes",
            ])
        let phrases = Catalogue.signatures.values.flatMap(\.parameters).filter(\.isPhrase)
        #expect(phrases.map(\.name) == ["structure"])
    }

    @Test func completionOffersEveryPhraseThatIsAccepted() {
        let phrases = Samples.vocabulary.phrases
        #expect(phrases.contains("left hippocampus"))
        #expect(!phrases.contains("left third ventricle"))
        for phrase in phrases {
            #expect(Samples.resolver.resolve(phrase) == .accepted(canonical: phrase))
        }
    }
}
