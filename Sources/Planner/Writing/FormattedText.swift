/// A text with variables in it, as an f-string has them.
struct FormattedText: Sendable, Equatable {
    enum Part: Sendable, Equatable {
        case text(String)
        case variable(Int)
    }

    private(set) var parts: [Part] = []

    init(_ parts: [Part]) {
        for part in parts {
            if case .text(let text) = part, case .text(let before)? = self.parts.last {
                self.parts[self.parts.count - 1] = .text(before + text)
            } else {
                self.parts.append(part)
            }
        }
    }

    /// Parts with a space between each two.
    init(words: [Part]) {
        self.init(words.flatMap { [.text(" "), $0] }.dropFirst().map(\.self))
    }

    /// As it will be printed: a plain string, a variable alone, or both together.
    var lexeme: Lexeme {
        switch (parts.first, parts.count) {
        case (nil, _): .string("")
        case (.text(let text)?, 1): .string(text)
        case (.variable(let number)?, 1): .variable(number)
        default: .formatted(self)
        }
    }

    /// The same with its texts changed.
    func mapped(_ change: (String) -> String) -> FormattedText {
        FormattedText(
            parts.map { part in
                if case .text(let text) = part { .text(change(text)) } else { part }
            })
    }

    // MARK: - Variables as characters

    /// Characters of private use: a label is put together from words, and a variable is one of them.
    private static let firstMark: UInt32 = 0xF0000

    /// The character that stands for a variable in a text.
    static func mark(_ variable: Int) -> String {
        UnicodeScalar(firstMark + UInt32(variable)).map { String(Character($0)) } ?? ""
    }

    /// The text with a character for each variable.
    var marked: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .variable(let number): Self.mark(number)
            }
        }.joined()
    }

    /// Reads a text that has a character for each variable.
    init(marked: String) {
        self.init(
            marked.unicodeScalars.map { scalar in
                let number = Int(scalar.value) - Int(Self.firstMark)
                return (0..<0xFFFD).contains(number)
                    ? .variable(number) : .text(String(Character(scalar)))
            })
    }
}
