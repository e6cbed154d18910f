import Foundation
import Script

/// A program that ran, with the prompt that it answered.
struct RememberedProgram: Codable, Hashable {
    let prompt: String
    /// What ran.
    let code: String
    /// What the planner had written.
    let generated: String
    /// Names of the workspace that the codes use, with their kinds in words.
    let names: [String: String]
    /// YYYY-MM-DD.
    let date: String
    /// The prompt's embedding: unit length, float32, little-endian, base64.
    let embedding: String
    /// The weights that made the embedding.
    let encoder: String

    var isEdited: Bool { code != generated }

    /// Prompts that differ in case and blanks only have one key.
    var key: String { Self.key(of: prompt) }

    static func key(of prompt: String) -> String {
        prompt.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func packed(_ embedding: [Float]) -> String {
        var data = Data(capacity: embedding.count * 4)
        for value in embedding {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
        return data.base64EncodedString()
    }

    /// nil where the text is none of `packed`.
    var features: [Float]? {
        guard let data = Data(base64Encoded: embedding), data.count % 4 == 0 else { return nil }
        return stride(from: 0, to: data.count, by: 4).map { start in
            let bits = (0..<4).reduce(UInt32(0)) { bits, byte in
                bits | UInt32(data[start + byte]) << (8 * UInt32(byte))
            }
            return Float(bitPattern: bits)
        }
    }
}
