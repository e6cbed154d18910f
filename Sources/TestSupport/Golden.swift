import Foundation

/// A text that a test expects, kept in a file and reviewed like code.
///
/// With `VOXELPROMPT_UPDATE_GOLDENS=1` the files are written anew instead of compared.
package enum Golden {
    /// What differs between a text and its golden file, or `nil` when nothing does.
    ///
    /// - Parameters:
    ///   - text: What the program made.
    ///   - path: The file, below `Tests/<target>/Goldens`.
    ///   - target: The test target.
    package static func difference(
        _ text: String, _ path: String, of target: String
    ) throws -> String? {
        let file = Places.fixture("Goldens/" + path, of: target)
        let text = text.hasSuffix("\n") ? text : text + "\n"
        if ProcessInfo.processInfo.environment["VOXELPROMPT_UPDATE_GOLDENS"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return nil
        }
        guard let data = FileManager.default.contents(atPath: file.path) else {
            return "\(file.path) is missing; VOXELPROMPT_UPDATE_GOLDENS=1 writes it:\n\(text)"
        }
        let expected = String(decoding: data, as: UTF8.self)
        if expected == text { return nil }
        return "\(file.path) differs.\nexpected:\n\(expected)\nfound:\n\(text)"
    }
}
