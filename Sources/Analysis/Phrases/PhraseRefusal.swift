/// Why a phrase cannot be taken for a structure.
package struct PhraseRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        case empty
        case tooLong(length: Int)
        case sideAlone(word: String)
        case contradictorySides
        case relativeSide(word: String)
        case noSides(structure: String, side: Side)
        case ambiguous(abbreviation: String)
        case misspelt
        case several
        case negated(word: String)
        /// A structure that only label maps mark.
        case onlyInLabelMaps
        case unknown
        /// The judge itself failed, e.g. a damaged weights file.
        case judgeFailed(reason: String)
    }

    /// The phrase as the user wrote it.
    package let phrase: String
    package let problem: Problem
    /// Names to write instead, the best first.
    package let suggestions: [String]

    package init(phrase: String, problem: Problem, suggestions: [String] = []) {
        self.phrase = phrase
        self.problem = problem
        self.suggestions = suggestions
    }

    package var description: String { message }

    /// The reason followed by what to write instead.
    package var message: String {
        suggestions.isEmpty ? "\(reason)." : "\(reason) — \(advice)"
    }

    /// What is wrong with the phrase, without the suggestions.
    package var reason: String {
        switch problem {
        case .empty: "the phrase is empty: name a structure, e.g. “left hippocampus”"
        case .tooLong(let length):
            "the phrase is \(length) characters long: name one structure in a few words"
        case .sideAlone: "“\(phrase)” names a side but no structure"
        case .contradictorySides: "“\(phrase)” asks for one side and for both"
        case .relativeSide(let word):
            "“\(word)” depends on something else: say “left” or “right”"
        case .noSides(let structure, let side):
            "the \(structure) has no \(side.rawValue) side: it is one structure in the midline "
                + "or is not divided"
        case .ambiguous(let abbreviation):
            "“\(abbreviation)” can mean several structures"
        case .misspelt: "“\(phrase)” is no known structure"
        case .several:
            "“\(phrase)” names more than one structure: segment each and join the masks with |"
        case .negated(let word):
            "“\(phrase)” leaves something out (“\(word)”): segment both and combine the masks "
                + "with & and ~"
        case .onlyInLabelMaps:
            "“\(phrase)” is marked only in label maps that have it: give one for the scan "
                + "(--labels NAME=PATH)"
        case .unknown: "“\(phrase)” is no known structure"
        case .judgeFailed(let reason): "“\(phrase)” cannot be judged: \(reason)"
        }
    }

    private var advice: String {
        let quoted = suggestions.map { "“\($0)”" }
        switch problem {
        case .misspelt, .ambiguous, .contradictorySides:
            return "did you mean \(Self.alternatives(quoted))?"
        case .noSides, .relativeSide:
            return "ask for \(Self.alternatives(quoted))."
        default:
            return quoted.count == 1
                ? "the nearest known name is \(quoted[0])."
                : "the nearest known names are \(quoted.joined(separator: ", "))."
        }
    }

    private static func alternatives(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
