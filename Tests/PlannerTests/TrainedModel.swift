import Analysis
import Foundation
import LanguageModel
import Script

@testable import Planner

/// The trained weights, where they are: beside the sources, or where `VOXELPROMPT_MODELS` says.
enum TrainedModel {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static let folder: String? = {
        let folders: [String?] = [
            ProcessInfo.processInfo.environment["VOXELPROMPT_MODELS"],
            repository + "/models",
        ]
        return folders.compactMap { $0 }.first { folder in
            ["encoder", "decoder"].allSatisfy {
                FileManager.default.fileExists(atPath: "\(folder)/\($0).safetensors")
            }
        }
    }()

    static var isPresent: Bool { folder != nil }

    static func planner() throws -> Planner {
        let folder = folder ?? "models"
        let vocabulary = try Vocabulary(path: repository + "/models/vocabulary.json")
        return try Planner(
            encoder: TextEncoder(weightsAt: folder + "/encoder.safetensors"),
            decoder: CodeDecoder(weightsAt: folder + "/decoder.safetensors"),
            catalogue: Array(Catalogue.signatures.values),
            structures: vocabulary.structures.map { StructureName($0) },
            phrases: AnatomyResolver(vocabulary: vocabulary))
    }
}
