import Foundation

/// Brings the many ways to write one name to one form: case, hyphens, articles, plurals,
/// possessives, British and American spelling, ordinals.
///
/// Names of the table and phrases of the user go through the same steps, so the result need not be
/// good English, only the same on both sides.
package enum PhraseNormalizer {
    /// A name in normalised form, its words parted by single spaces. Sides are kept as words.
    package static func key(_ name: String) -> String {
        words(name).joined(separator: " ")
    }

    /// The words of a key in alphabetical order without joining words, so that
    /// `"ventricle, lateral"` meets `"lateral ventricle"`.
    static func wordBag(_ key: String) -> String {
        key.split(separator: " ").filter { $0 != "of" && $0 != "and" }.sorted()
            .joined(separator: " ")
    }

    /// A key without its spaces, so that `"post-central gyrus"` meets `"postcentral gyrus"`.
    static func joined(_ key: String) -> String {
        key.filter { $0 != " " }
    }

    /// A word of a phrase.
    struct Token: Hashable {
        /// As written.
        let raw: String
        /// Normalised.
        let word: String
    }

    /// The normalised words of a phrase, articles dropped.
    static func words(_ phrase: String) -> [String] { tokens(phrase).map(\.word) }

    /// The words of a phrase, as written and normalised, articles dropped.
    static func tokens(_ phrase: String) -> [Token] {
        let plain = phrase.replacingOccurrences(of: "’", with: "'")
            .replacingOccurrences(of: "&", with: " and ")
            .replacingOccurrences(of: "+", with: " and ")
        var tokens: [Token] = []
        for piece in plain.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "'") }) {
            var word = piece.lowercased()
                .folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil)
            if word.hasSuffix("'s") { word.removeLast(2) }
            word.removeAll { $0 == "'" }
            guard !word.isEmpty, !articles.contains(word) else { continue }
            word = spellings[word] ?? word
            tokens.append(Token(raw: String(piece), word: singular(word)))
        }
        return tokens
    }

    /// The singular of an English or Latin word, as far as anatomy needs it.
    static func singular(_ word: String) -> String {
        if let known = irregularPlurals[word] { return known }
        func replacing(_ ending: String, by new: String, longerThan length: Int) -> String? {
            guard word.hasSuffix(ending), word.count > length else { return nil }
            return word.dropLast(ending.count) + new
        }
        if let latin = replacing("ices", by: "ex", longerThan: 5) { return latin }
        if let latin = replacing("ae", by: "a", longerThan: 4) { return latin }
        if let latin = replacing("i", by: "us", longerThan: 4) { return latin }
        if let latin = replacing("ales", by: "alis", longerThan: 6) { return latin }
        if let latin = replacing("iores", by: "ior", longerThan: 7) { return latin }
        if let english = replacing("ies", by: "y", longerThan: 4) { return english }
        if let english = replacing("uses", by: "us", longerThan: 5) { return english }
        if let english = replacing("xes", by: "x", longerThan: 4) { return english }
        for kept in ["us", "is", "ss", "as", "os"] where word.hasSuffix(kept) { return word }
        // Accumbens and pons would lose their s too: harmless, as both sides of a comparison do.
        return replacing("s", by: "", longerThan: 3) ?? word
    }

    private static let articles: Set<String> = ["the", "a", "an"]

    /// American to British, and ordinals to words.
    private static let spellings = [
        "gray": "grey", "tumor": "tumour", "tumors": "tumours", "edema": "oedema",
        "hemorrhage": "haemorrhage", "hemorrhages": "haemorrhages", "hematoma": "haematoma",
        "ischemic": "ischaemic", "fiber": "fibre", "fibers": "fibres", "center": "centre",
        "3rd": "third", "4th": "fourth", "5th": "fifth", "iii": "third", "iv": "fourth",
        "3": "third", "4": "fourth",
    ]

    private static let irregularPlurals = [
        "putamina": "putamen", "pallida": "pallidum", "cerebella": "cerebellum",
        "cerebra": "cerebrum", "striata": "striatum", "ganglia": "ganglion",
        "chiasmata": "chiasma", "crania": "cranium", "claustra": "claustrum",
        "cornua": "cornu", "corpora": "corpus", "amygdalas": "amygdala", "insulas": "insula",
        "gyri": "gyrus", "gyruses": "gyrus", "matters": "matter",
    ]
}
