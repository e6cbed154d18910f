import Foundation
import LanguageModel
import Script

@testable import Planner

/// The trained weights, where they are: beside the sources, or where `VOXELPROMPT_MODELS` says.
enum TrainedModel {
    static let folder: String? = {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folders: [String?] = [
            ProcessInfo.processInfo.environment["VOXELPROMPT_MODELS"],
            repository.appendingPathComponent("models").path,
        ]
        return folders.compactMap { $0 }.first { folder in
            ["encoder", "decoder"].allSatisfy {
                FileManager.default.fileExists(atPath: "\(folder)/\($0).safetensors")
            }
        }
    }()

    static var isPresent: Bool { folder != nil }

    /// Structures of the vocabulary as the training fixture lists them.
    static func structures() throws -> [StructureName] {
        try TrainingProgramTests.Fixture.read().structureNames
    }

    /// Accepts the table's names and synonyms, and refuses all else.
    struct TableResolver: PhraseResolver {
        let structures: [StructureName]

        func resolve(_ phrase: String) -> PhraseResolution {
            var words = phrase.lowercased()
            for side in ["left ", "right "] where words.hasPrefix(side) {
                words.removeFirst(side.count)
            }
            let known = structures.contains { $0.name == words || $0.synonyms.contains(words) }
            return known
                ? .accepted(canonical: phrase)
                : .refused(reason: "\"\(phrase)\" is no structure known here", suggestions: [])
        }
    }

    static func planner() throws -> Planner {
        let folder = folder ?? "models"
        return try Planner(
            encoder: TextEncoder(weightsAt: folder + "/encoder.safetensors"),
            decoder: CodeDecoder(weightsAt: folder + "/decoder.safetensors"),
            catalogue: Samples.catalogue, structures: structures(),
            phrases: TableResolver(structures: structures()))
    }
}
