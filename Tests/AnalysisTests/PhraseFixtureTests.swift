import Foundation
import LanguageModel
import Script
import Tensors
import TestSupport
import Testing

@testable import Analysis

/// Two hundred names as people write them, and fifty phrases that mean nothing here, read with the
/// table and the trained judge.
@Suite struct PhraseFixtureTests {
    private struct Fixture {
        /// Phrase and the name that the tool writes.
        var names: [(phrase: String, meaning: String)] = []
        var refused: [String] = []

        static func read() throws -> Fixture {
            let file = Places.fixture("Fixtures/phrases.txt", of: "AnalysisTests")
            var fixture = Fixture()
            var isRefused = false
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            where !line.hasPrefix("#") {
                if line == "refused" {
                    isRefused = true
                } else if isRefused {
                    fixture.refused.append(String(line))
                } else {
                    let parts = line.split(separator: " -> ").map(String.init)
                    fixture.names.append((try #require(parts.first), try #require(parts.last)))
                }
            }
            return fixture
        }
    }

    /// The table alone where the encoder's weights are missing.
    private static let resolver: AnatomyResolver? = {
        let path = Places.models.appendingPathComponent("encoder.safetensors").path
        guard let file = try? WeightsFile(path: path),
            let encoder = try? TextEncoder(weights: file),
            let head = try? PhraseHead(weights: file),
            let threshold = file.metadata["phrase_threshold"].flatMap(Double.init)
        else { return nil }
        return AnatomyResolver(
            vocabulary: Samples.vocabulary,
            judge: EncoderJudge(encoder: encoder, head: head, threshold: threshold))
    }()

    private static let hasWeights = FileManager.default.fileExists(
        atPath: Places.models.appendingPathComponent("encoder.safetensors").path)

    @Test(.enabled(if: hasWeights, "the trained weights are not there"))
    func namesReachTheRightTarget() throws {
        let fixture = try Fixture.read()
        #expect(fixture.names.count == 200)
        let literal = Set(Samples.vocabulary.structures.flatMap(\.names).map { $0.lowercased() })
        let own = fixture.names.count { name in
            var words = name.phrase.lowercased()
            for side in ["left ", "right "] where words.hasPrefix(side) {
                words.removeFirst(side.count)
            }
            return !literal.contains(words)
        }
        #expect(own >= 60)
        let resolver = try #require(Self.resolver)
        var judged = 0
        for (phrase, meaning) in fixture.names {
            switch resolver.resolve(phrase) {
            case .accepted(let canonical):
                #expect(canonical == meaning, "\(phrase)")
            case .readAs(let canonical, let confidence):
                judged += 1
                #expect(canonical == meaning, "\(phrase) \(confidence)")
            case .refused(let reason, let suggestions):
                Issue.record("\(phrase): \(reason) \(suggestions)")
            }
        }
        // The judge has its share in it.
        #expect(judged > 0)
    }

    @Test(.enabled(if: hasWeights, "the trained weights are not there"))
    func whatMeansNothingHereIsRefused() throws {
        let fixture = try Fixture.read()
        #expect(fixture.refused.count == 50)
        let resolver = try #require(Self.resolver)
        for phrase in fixture.refused {
            guard case .refused = resolver.resolve(phrase) else {
                Issue.record("\(phrase): \(resolver.resolve(phrase))")
                continue
            }
        }
    }

    /// Side words before and after, in every name: the other side is never understood.
    @Test func leftAndRightAreNeverConfused() {
        for structure in Samples.vocabulary.structures where structure.isSided {
            for name in structure.names {
                for (side, other) in [("left", "right"), ("right", "left")] {
                    for phrase in [
                        "\(side) \(name)", "\(name) on the \(side)", "\(name), \(side)",
                        "\(name) of the \(side) hemisphere", "\(side)-sided \(name)",
                    ] {
                        let meaning = Samples.resolver.resolve(phrase)
                        #expect(
                            meaning == .accepted(canonical: "\(side) \(structure.name)"),
                            "\(phrase), not \(other)")
                    }
                }
            }
        }
    }
}
