/// What can go wrong in the language model beyond a damaged weights file.
package enum LanguageModelError: Error, Equatable, CustomStringConvertible {
    /// The vocabulary lacks a piece that the tokenizer cannot do without.
    case missingPiece(String)
    /// A metadata entry of a weights file is not what it should be.
    case badMetadata(path: String, key: String, detail: String)
    /// A text has more pieces than the encoder has positions.
    case textTooLong(pieces: Int, limit: Int)
    /// A piece is outside the encoder's vocabulary.
    case unknownPiece(id: Int, vocabulary: Int)
    /// The caller asked to stop.
    case cancelled
    /// The constraint left nothing to write.
    case nothingLegal(step: Int)

    package var description: String {
        switch self {
        case .missingPiece(let piece):
            "the vocabulary of the text encoder lacks the piece \(piece); "
                + "the weights belong to another version of the program"
        case .badMetadata(let path, let key, let detail):
            "weights file \(path): the metadata entry \"\(key)\" is not valid (\(detail)); "
                + "the weights belong to another version of the program"
        case .textTooLong(let pieces, let limit):
            "the text has \(pieces) word pieces, the text encoder takes \(limit); shorten it"
        case .unknownPiece(let id, let vocabulary):
            "word piece \(id) is outside the vocabulary of \(vocabulary) pieces"
        case .cancelled:
            "stopped"
        case .nothingLegal(let step):
            "the code decoder found nothing to write at step \(step)"
        }
    }
}
