import Foundation
import Script

extension Planner {
    /// A program in canonical layout, without a line break at its end.
    static func canonical(_ text: String) -> String {
        let formatted = Formatter.format(Source(name: "program", text: text)) ?? text
        return formatted.trimmingCharacters(in: .newlines)
    }

    /// A message of a part as an answer: with a capital letter and a full stop.
    static func sentence(_ message: String) -> String {
        let start = message.prefix(1).uppercased() + message.dropFirst()
        return start.hasSuffix(".") || start.hasSuffix("?") ? start : start + "."
    }

    /// A phrase of a program without the side before its structure.
    static func withoutSide(_ phrase: String) -> String {
        for side in ["left ", "right "] where phrase.hasPrefix(side) {
            return String(phrase.dropFirst(side.count))
        }
        return phrase
    }
}
