import Analysis
import Foundation

/// What a program that answers a prompt takes up, word for word: sides, numbers and scans' names.
///
/// Beside the structures, these are what a decoder most easily loses or swaps; of two programs that
/// are about as probable, the one that has them is meant.
struct SpokenDetails: Sendable {
    /// Structures with the side that stands before them ("left hippocampus").
    let sided: Set<String>
    let numbers: Set<Double>
    /// Scans and images that the prompt calls by their name.
    let names: Set<String>
    /// The turn before was about both sides and the prompt says none ("and for the caudate?"): a
    /// program that takes one side has guessed it.
    let wantsBothSides: Bool

    /// What turns the unit of a number into another one: centimetres, litres, shares.
    private static let factors = [1, 10, 0.1, 100, 0.01, 1000, 0.001]
    /// What may follow a number directly: "5mm", "95th". The rest is a name or a field strength.
    private static let endings: Set<String> = [
        "", "mm", "cm", "ml", "cc", "mm3", "%", "th", "x", "yr", "y",
    ]

    /// - Parameters:
    ///   - prompt: as the user wrote it, but for slips of the pen.
    ///   - named: the names of the workspace that stand in it.
    ///   - before: the program of the turn before.
    init(
        _ prompt: String, named: some Sequence<PlanningContext.Item>, before: String = "",
        finder: MentionFinder
    ) {
        let spoken = Self.words(of: prompt).contains { PhraseForm.sideWords[$0] != nil }
        wantsBothSides = !spoken && Set(["left", "right"]).isSubset(of: Self.words(of: before))
        sided = Set(
            finder.mentions(in: prompt).compactMap { mention in
                Self.side(before: mention.range.lowerBound, in: prompt)?
                    .naming(mention.structure.name)
            })
        let scans = named.filter { $0.kind == .volume }.map(\.name)
        names = Set(scans)
        let words = Set(scans.map { $0.lowercased() })
        numbers = Set(
            prompt.lowercased().split { $0.isWhitespace || "()[],;:?!=<>*+-–/".contains($0) }
                .filter { !words.contains(String($0)) }.compactMap(Self.number))
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
    }

    private static func side(before place: String.Index, in text: String) -> Side? {
        let before = text[..<place].reversed().drop { $0.isWhitespace }
        let word = String(before.prefix { $0.isLetter }.reversed()).lowercased()
        let side = PhraseForm.sideWords[word]
        return side == .both ? nil : side
    }

    private static func number(_ word: Substring) -> Double? {
        let digits = word.prefix { $0.isNumber || $0 == "." }
        let ending = word.dropFirst(digits.count).trimmingCharacters(in: ["."])
        guard word.first?.isNumber == true, endings.contains(ending) else { return nil }
        return Double(digits.last == "." ? digits.dropLast() : digits)
    }

    /// How many of them a program leaves out.
    ///
    /// - Parameters:
    ///   - phrases: the anatomy phrases that it asks for.
    ///   - code: the program itself, which may use a mask of the workspace in the place of a phrase.
    func missing(from lexemes: [Lexeme], phrases: Set<String>, code: String) -> Int {
        let written = lexemes.compactMap { lexeme -> Double? in
            if case .number(let text) = lexeme { Double(text) } else { nil }
        }
        let lone = phrases.count { phrase in
            let (side, rest) = (phrase.prefix { $0 != " " }, phrase.drop { $0 != " " })
            let other = side == "left" ? "right" : side == "right" ? "left" : nil
            return other.map { !phrases.contains($0 + rest) } ?? false
        }
        return (wantsBothSides ? lone : 0)
            + sided.count { phrase in
                !phrases.contains(phrase) && !code.contains(phrase.replacing(" ", with: "_"))
            }
            + numbers.count { number in
                !written.contains { own in
                    Self.factors.contains { abs(own - number * $0) <= 1e-9 * max(1, own) }
                }
            } + names.count { !lexemes.contains(.item($0)) }
    }
}
