import Foundation
import Tensors

extension WeightsFile {
    /// A metadata entry that holds JSON.
    func decodedMetadata<Content: Decodable>(
        _ key: String, as type: Content.Type
    ) throws -> Content {
        let text = try requiredMetadata(key)
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw LanguageModelError.badMetadata(
                path: path, key: key, detail: "not the JSON it should be")
        }
    }

    /// Attention heads, which no tensor's shape tells, from the `configuration` entry.
    func headCount(width: Int) throws -> Int {
        struct Heads: Decodable {
            let heads: Int
        }
        let heads = try decodedMetadata("configuration", as: Heads.self).heads
        guard heads > 0, width % heads == 0 else {
            throw LanguageModelError.badMetadata(
                path: path, key: "configuration", detail: "\(heads) heads for width \(width)")
        }
        return heads
    }
}
