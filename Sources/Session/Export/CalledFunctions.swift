import Analysis
import Script

/// What the programs of a session call, in the order in which they do.
struct CalledFunctions {
    /// Built-in functions, each once.
    private(set) var names: [String] = []
    /// The phrases that `segment` was given as text, each once.
    private(set) var phrases: [String] = []

    init(in programs: [String]) {
        for code in programs { read(code) }
    }

    private mutating func read(_ code: String) {
        let bytes = Array(code.utf8)
        var isInSegment = false
        for token in Highlighter.tokens(of: Source(name: "code", text: code)) {
            let range = token.span.start.offset..<min(token.span.end.offset, bytes.count)
            let text = String(decoding: bytes[range], as: UTF8.self)
            switch token.tokenClass {
            case .function:
                isInSegment = text == "segment"
                if Catalogue.signatures[text] != nil, !names.contains(text) { names.append(text) }
            case .string where isInSegment:
                let phrase = String(text.dropFirst().dropLast())
                if !phrases.contains(phrase) { phrases.append(phrase) }
                isInSegment = false
            default: break
            }
        }
    }
}
