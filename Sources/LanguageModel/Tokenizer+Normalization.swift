import Foundation

/// One scalar of the normalised text and where it came from.
struct NormalizedScalar: Sendable {
    let scalar: Unicode.Scalar
    /// UTF-8 offsets in the original text.
    var range: Range<Int>
}

extension Tokenizer {
    /// The words of a text, normalised; punctuation marks and ideographs are words of their own.
    static func words(of text: String) -> [[NormalizedScalar]] {
        var words: [[NormalizedScalar]] = []
        var word: [NormalizedScalar] = []
        func close() {
            if !word.isEmpty { words.append(word) }
            word = []
        }
        var offset = 0
        for scalar in text.unicodeScalars {
            let range = offset..<offset + UTF8.width(scalar)
            offset = range.upperBound
            if isDropped(scalar) { continue }
            if isBlank(scalar) {
                close()
                continue
            }
            let isAlone = isIdeograph(scalar)
            if isAlone { close() }
            for normal in normalized(scalar) {
                if isBlank(normal) {
                    close()
                } else if isPunctuation(normal) {
                    close()
                    words.append([NormalizedScalar(scalar: normal, range: range)])
                } else {
                    word.append(NormalizedScalar(scalar: normal, range: range))
                }
            }
            if isAlone { close() }
        }
        close()
        return words
    }

    /// Canonical decomposition without its accents, in lower case.
    private static func normalized(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        if scalar.isASCII { return Array(scalar.properties.lowercaseMapping.unicodeScalars) }
        let decomposed = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
        return decomposed.filter { $0.properties.generalCategory != .nonspacingMark }
            .flatMap { $0.properties.lowercaseMapping.unicodeScalars }
    }

    /// Control and format characters, private use and unassigned: no part of any word.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\t", "\n", "\r": return false
        case "\u{FFFD}": return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: return true
        default: return false
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace
    }

    /// All ASCII that is neither letter, digit nor blank, and whatever Unicode calls punctuation.
    static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 33...47, 58...64, 91...96, 123...126: return true
        case 0...127: return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    /// The blocks that the reference treats as ideographs, its gap at 2B820 included.
    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
            0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            return true
        default: return false
        }
    }
}
