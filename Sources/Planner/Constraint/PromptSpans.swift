import LanguageModel

/// Which spans of a prompt may be copied into a program.
///
/// A span runs from the first character of one word piece to the last of another, and never cuts a
/// word or a number in two.
struct PromptSpans: Sendable {
    /// A number written in the prompt.
    struct Number: Sendable, Equatable {
        let first: Int
        let last: Int
        /// As a program writes it.
        let literal: String
        var isWhole: Bool { !literal.contains(".") }
        var isZero: Bool { literal.allSatisfy { $0 == "0" || $0 == "." } }
    }

    private let utf8: [UInt8]
    private let pieces: [Piece]

    /// Pieces at which a copied text may begin, ascending.
    let starts: [Int]
    /// Pieces at which a copied text may end, ascending.
    let ends: [Int]
    let numbers: [Number]
    /// What may be the name of a file: words between spaces, quotes and closing marks left out. Where
    /// some look like files, only those.
    let files: [ClosedRange<Int>]
    /// Whether one of them has the ending of a file.
    let namesFiles: Bool

    init(prompt: String, pieces: [Piece]) {
        let utf8 = Array(prompt.utf8)
        self.utf8 = utf8
        self.pieces = pieces
        func cuts(_ offset: Int) -> Bool {
            guard offset > 0, offset < utf8.count else { return false }
            let (before, after) = (utf8[offset - 1], utf8[offset])
            return before.isLetter && after.isLetter || before.isDigit && after.isDigit
        }
        let inner = pieces.indices.filter { !pieces[$0].isMark }
        let starts = inner.filter { !cuts(pieces[$0].range.lowerBound) }
        let ends = inner.filter { !cuts(pieces[$0].range.upperBound) }
        var numbers: [Number] = []
        for first in starts where utf8[pieces[first].range.lowerBound].startsNumber {
            for last in ends where last >= first && last < first + 12 {
                let range = pieces[first].range.lowerBound..<pieces[last].range.upperBound
                if let literal = Self.literal(utf8, range) {
                    numbers.append(Number(first: first, last: last, literal: literal))
                }
            }
        }
        self.starts = starts.filter { start in ends.contains { $0 >= start } }
        self.ends = ends
        self.numbers = numbers
        let words = Self.words(utf8, pieces)
        let likeFiles = words.filter(\.isFile)
        files = (likeFiles.isEmpty ? words : likeFiles).map(\.pieces)
        namesFiles = words.contains(where: \.endsLikeFile)
    }

    /// A word between spaces, quotes and closing marks left out.
    private struct Word {
        let pieces: ClosedRange<Int>
        let text: String
        /// Whether it has the ending of a file.
        var endsLikeFile: Bool {
            [".nii", ".gz", ".csv", ".tsv", ".json", ".txt", ".mgz", ".png"].contains {
                text.hasSuffix($0)
            }
        }
        var isFile: Bool { text.contains("/") || endsLikeFile }
    }

    private static func words(_ utf8: [UInt8], _ pieces: [Piece]) -> [Word] {
        let inner = pieces.indices.filter { !pieces[$0].isMark }
        var found: [Word] = []
        var index = 0
        while index < utf8.count {
            guard !utf8[index].isSpace else {
                index += 1
                continue
            }
            var end = index
            while end < utf8.count, !utf8[end].isSpace { end += 1 }
            var range = index..<end
            index = end
            while let first = range.first, utf8[first].opensName { range.removeFirst() }
            while let last = range.last, utf8[last].closesName { range.removeLast() }
            guard
                let first = inner.first(where: { pieces[$0].range.lowerBound == range.lowerBound }),
                let last = inner.last(where: { pieces[$0].range.upperBound == range.upperBound }),
                first <= last
            else { continue }
            let text = String(decoding: utf8[range], as: UTF8.self).lowercased()
            found.append(Word(pieces: first...last, text: text))
        }
        return found
    }

    /// The original characters from one piece to another.
    func text(from first: Int, to last: Int) -> String {
        let range = pieces[first].range.lowerBound..<pieces[last].range.upperBound
        return String(decoding: utf8[range], as: UTF8.self)
    }

    /// The literal for a copied number, or nil if the span is none.
    func number(from first: Int, to last: Int) -> Number? {
        numbers.first { $0.first == first && $0.last == last }
    }

    /// A number as people write it, as a program writes it: 1,250 is 1250, 3,5 is 3.5.
    ///
    /// - Returns: nil if the span is no whole number of the prompt.
    private static func literal(_ utf8: [UInt8], _ range: Range<Int>) -> String? {
        // Not the "5" of "2.5" or ".5", nor the "1" of "1,250", but that of "1..5".
        if continuesNumber(utf8, before: range.lowerBound) { return nil }
        if continuesNumber(utf8, after: range.upperBound) { return nil }
        let text = String(decoding: utf8[range], as: UTF8.self)
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        var whole = String(halves[0])
        var fraction = halves.count == 2 ? String(halves[1]) : nil
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1 {
            if groups.dropFirst().allSatisfy({ $0.count == 3 }), (1...3).contains(groups[0].count) {
                whole = groups.joined()
            } else if groups.count == 2, fraction == nil, (1...2).contains(groups[1].count) {
                whole = String(groups[0])
                fraction = String(groups[1])
            } else {
                return nil
            }
        }
        let digits = whole + (fraction ?? "")
        guard !digits.isEmpty, digits.count <= 15, digits.utf8.allSatisfy(\.isDigit),
            fraction?.isEmpty != true
        else { return nil }
        whole = String(whole.drop { $0 == "0" })
        if whole.isEmpty { whole = "0" }
        return fraction.map { "\(whole).\($0)" } ?? whole
    }

    private static func continuesNumber(_ utf8: [UInt8], before offset: Int) -> Bool {
        guard offset > 0 else { return false }
        if utf8[..<offset].suffix(2).elementsEqual("..".utf8) { return false }
        if utf8[offset - 1].isDigit || utf8[offset - 1] == UInt8(ascii: ".") { return true }
        return offset > 1 && utf8[offset - 1].joinsDigits && utf8[offset - 2].isDigit
    }

    private static func continuesNumber(_ utf8: [UInt8], after offset: Int) -> Bool {
        guard offset < utf8.count else { return false }
        if utf8[offset].isDigit { return true }
        return offset + 1 < utf8.count && utf8[offset].joinsDigits && utf8[offset + 1].isDigit
    }
}

extension UInt8 {
    fileprivate var isSpace: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }
    fileprivate var opensName: Bool { "\"'([<".utf8.contains(self) }
    fileprivate var closesName: Bool { "\"')]>,;:!?.".utf8.contains(self) }
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// ASCII letters, and all that is not ASCII: letters with accents above all.
    fileprivate var isLetter: Bool {
        self >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    fileprivate var joinsDigits: Bool { self == UInt8(ascii: ".") || self == UInt8(ascii: ",") }
    fileprivate var startsNumber: Bool { isDigit || self == UInt8(ascii: ".") }
}
