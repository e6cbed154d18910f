import Foundation
import Session
import Volumes

/// The folder that holds vocabulary and weights.
package struct ModelFolder: Hashable, Sendable {
    static let vocabularyName = "vocabulary.json"
    static let encoderName = "encoder.safetensors"
    static let decoderName = "decoder.safetensors"
    static let visionName = "vision.safetensors"

    package let path: String

    /// Finds the folder: `--models`, then `VOXELPROMPT_MODELS`, then beside the executable, then
    /// share/voxelprompt under its prefix, then models/ of the checkout that it was built in.
    ///
    /// - Parameters:
    ///   - named: What `--models` says.
    ///   - executable: The path of the program's file.
    /// - Throws: `ModelError`.
    package init(
        named: String?, environment: [String: String], executable: String
    ) throws {
        for (folder, source) in [
            (named, "--models"), (environment["VOXELPROMPT_MODELS"], "VOXELPROMPT_MODELS"),
        ] {
            guard let folder, !folder.isEmpty else { continue }
            let expanded = NSString(string: folder).expandingTildeInPath
            guard Self.holdsModels(expanded) else {
                throw ModelError.badFolder(folder, source: source)
            }
            path = expanded
            return
        }
        let home = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        var candidates = [
            home.path, home.appendingPathComponent("models").path,
            home.deletingLastPathComponent().appendingPathComponent("share/voxelprompt").path,
        ]
        var folder = home
        // .build/<triple>/<configuration>/voxelprompt lies three folders below the checkout.
        for _ in 0..<4 where folder.path != "/" {
            folder.deleteLastPathComponent()
            if FileManager.default.fileExists(atPath: folder.path + "/Package.swift") {
                candidates.append(folder.appendingPathComponent("models").path)
            }
        }
        guard let found = candidates.first(where: Self.holdsModels) else {
            throw ModelError.noFolder(searched: candidates)
        }
        path = found
    }

    /// The path of a file in the folder.
    func file(_ name: String) -> String { path + "/" + name }

    /// A file that must be there.
    ///
    /// - Parameter purpose: What cannot be done without it: "no prompt can be turned into code".
    /// - Throws: `ModelError.missing`.
    func requiredFile(_ name: String, purpose: String) throws -> String {
        let path = file(name)
        guard FileManager.default.fileExists(atPath: path) else {
            throw ModelError.missing(path: path, purpose: purpose)
        }
        return path
    }

    /// The checksums of the files that decide what comes out, those that are there.
    package func checksums() -> [SessionHeader.Weights] {
        [Self.vocabularyName, Self.encoderName, Self.decoderName, Self.visionName].compactMap {
            name in
            guard let checksum = try? Checksum.sha256(ofFileAt: file(name)) else { return nil }
            return SessionHeader.Weights(file: name, checksum: checksum)
        }
    }

    private static func holdsModels(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/" + vocabularyName)
    }
}
