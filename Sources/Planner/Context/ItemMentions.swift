import Foundation
import LanguageModel

extension PlanningContext {
    /// The items whose name a prompt writes, word for word, in the prompt's order.
    ///
    /// Case does not count, and an underscore may be a space.
    func mentions(in prompt: String, pieces: [Piece]) -> [ItemMention] {
        let text = prompt.lowercased()
        // Offsets must be those of the prompt itself.
        guard text.utf8.count == prompt.utf8.count else { return [] }
        var found: [(offset: Int, mention: ItemMention)] = []
        for (index, item) in items.enumerated() {
            let name = item.name.lowercased()
            let ranges = [name, name.replacing("_", with: " ")].compactMap {
                Self.word($0, in: text)
            }
            guard let range = ranges.min(by: { $0.lowerBound < $1.lowerBound }) else { continue }
            let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
            let end = text.utf8.distance(from: text.startIndex, to: range.upperBound)
            let inside = pieces.indices.filter {
                !pieces[$0].isMark && pieces[$0].range.lowerBound < end
                    && pieces[$0].range.upperBound > start
            }
            guard let first = inside.first, let last = inside.last else { continue }
            found.append((start, ItemMention(item: index, pieces: first...last)))
        }
        return found.enumerated().sorted {
            ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
        }.map(\.element.mention)
    }

    /// The first place where a word stands by itself.
    private static func word(_ word: String, in text: String) -> Range<String.Index>? {
        guard !word.isEmpty else { return nil }
        func isPart(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || character == "_"
        }
        var start = text.startIndex
        while let range = text.range(of: word, range: start..<text.endIndex) {
            let isBegun =
                range.lowerBound > text.startIndex
                && isPart(text[text.index(before: range.lowerBound)])
            let isOpen = range.upperBound < text.endIndex && isPart(text[range.upperBound])
            if !isBegun, !isOpen { return range }
            start = text.index(after: range.lowerBound)
        }
        return nil
    }
}
