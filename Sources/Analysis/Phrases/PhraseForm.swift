/// A phrase taken apart: the side as an explicit feature, and the words that are left.
package struct PhraseForm: Hashable, Sendable {
    /// What the phrase says about the side.
    package enum SideWords: Hashable, Sendable {
        case unsaid
        case said(Side)
        /// One side and both at once (`"both left hippocampi"`).
        case contradictory
        /// A side that depends on something else (`"contralateral"`).
        case relative(word: String)
    }

    /// The phrase as written.
    package let original: String
    package let side: SideWords
    /// Normalised words without side and articles.
    package let words: [String]
    /// The words as written, without side and articles: what the text encoder reads.
    package let text: String

    /// The side asked for; both when the phrase names none.
    package var askedSide: Side {
        if case .said(let side) = side { side } else { .both }
    }

    /// Whether the phrase names a side at all.
    package var namesSide: Bool { side != .unsaid }

    package init(_ phrase: String) {
        original = phrase
        var tokens = PhraseNormalizer.tokens(phrase)
        var found: Set<Side> = []
        var relative: String?
        var index = 0
        while index < tokens.count {
            let word = tokens[index].word
            if Self.relativeWords.contains(word) { relative = relative ?? word }
            guard let side = Self.sideWords[word] else {
                index += 1
                continue
            }
            found.insert(side)
            index = Self.removeSide(at: index, from: &tokens)
        }
        if let relative {
            self.side = .relative(word: relative)
        } else if found.contains(.both), found.count > 1, found != Set(Side.allCases) {
            self.side = .contradictory
        } else if found.count > 1 {
            self.side = .said(.both)
        } else {
            self.side = found.first.map { .said($0) } ?? .unsaid
        }
        tokens = Self.withoutRepetition(tokens)
        words = tokens.map(\.word)
        text = tokens.map(\.raw).joined(separator: " ")
    }

    /// Normalised keys under which the phrase may be found, the most literal first.
    var candidates: [String] {
        var lists = [words]
        if let of = words.firstIndex(of: "of") {
            lists.append(Array(words[(of + 1)...] + words[..<of]))
        }
        // "Total white matter volume" is the total white matter's before it is any white matter's.
        lists += lists.map { $0.filter { !Self.objects.contains($0) } }
        lists += lists.map { $0.filter { !Self.fillers.contains($0) } }
        lists += lists.map { $0.filter { $0 != "brain" } }
        lists += lists.map { $0.map { Self.nouns[$0] ?? $0 } }
        var keys: [String] = []
        for list in lists where !list.isEmpty {
            let key = list.filter { $0 != "of" || list.first != "of" }.joined(separator: " ")
            if !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    /// Takes a side and the words that only belong to it out of a list of words.
    ///
    /// - Returns: The index at which reading goes on.
    private static func removeSide(at index: Int, from tokens: inout [Token]) -> Int {
        let words = tokens.map(\.word)
        var lower = index
        var upper = index + 1
        while upper < words.count, ["hand", "side", "sided", "half"].contains(words[upper]) {
            upper += 1
        }
        if lower > 0, words[lower - 1] == "side" { lower -= 1 }
        if lower > 0, prepositions.contains(words[lower - 1]) {
            // "on the left", "in the left hemisphere", but not "cortex of the left cerebellum".
            var after = upper
            if after < words.count, words[after] == "cerebral" { after += 1 }
            if after < words.count, ["hemisphere", "brain"].contains(words[after]) { after += 1 }
            let isWhole = after > upper && words[after - 1] != "cerebral"
            let end = isWhole ? after : upper
            let isClosed = end == words.count || ["and", "or"].contains(words[end])
            if isClosed, lower > 1 {
                lower -= 1
                upper = end
            } else if isClosed, end == upper {
                lower -= 1
            }
        } else if upper < words.count, ["and", "or"].contains(words[upper]),
            upper + 1 < words.count, sideWords[words[upper + 1]] != nil
        {
            upper += 1
        } else if words[upper...] == ["hemisphere"],
            words[..<lower].contains(where: { !fillers.contains($0) })
        {
            // "Cortical volume, left hemisphere".
            upper = words.count
        }
        tokens.removeSubrange(lower..<upper)
        return lower
    }

    /// `"hippocampus and hippocampus"`, left over from "left hippocampus and right hippocampus", is
    /// one structure.
    private static func withoutRepetition(_ tokens: [Token]) -> [Token] {
        let parts = tokens.split(omittingEmptySubsequences: true) { $0.word == "and" }
        guard let first = parts.first,
            parts.allSatisfy({ $0.map(\.word) == first.map(\.word) })
        else { return tokens }
        return Array(first)
    }

    private typealias Token = PhraseNormalizer.Token

    /// Words that say a side by themselves, normalised; Latin ones too.
    package static let sideWords: [String: Side] = [
        "left": .left, "l": .left, "lt": .left, "lh": .left, "sinister": .left, "sinistra": .left,
        "sinistrum": .left, "lefthand": .left, "leftsided": .left,
        "right": .right, "r": .right, "rt": .right, "rh": .right, "dexter": .right,
        "dextra": .right, "dextrum": .right, "righthand": .right, "rightsided": .right,
        "both": .both, "bilateral": .both, "bilaterally": .both,
    ]

    private static let relativeWords: Set<String> = [
        "ipsilateral", "contralateral", "ipsilesional",
    ]
    private static let prepositions: Set<String> = ["on", "in", "at", "to", "of", "from", "for"]

    /// Words that change nothing about which structure is meant.
    private static let fillers: Set<String> = objects.union([
        "whole", "entire", "complete", "full", "total", "all", "human", "patient", "subject",
        "participant", "person", "my", "his", "her", "their", "this", "that", "anatomical", "in",
        "of",
    ])

    /// The fillers that say what is made of a structure.
    private static let objects: Set<String> = [
        "structure", "region", "area", "tissue", "volume", "mask", "segmentation",
    ]

    /// Adjectives, normalised, that stand for a structure when the noun that followed them was a filler.
    package static let nouns = [
        "hippocampal": "hippocampus", "thalamic": "thalamus", "amygdalar": "amygdala",
        "putaminal": "putamen", "striatal": "striatum", "accumbal": "accumben",
        "cerebellar": "cerebellum", "lesional": "lesion", "hemispheric": "hemisphere",
        "parenchymal": "parenchyma", "cortical": "cortex", "ventricular": "ventricle",
        "pallidal": "pallidum", "amygdaloid": "amygdala", "cerebral": "cerebrum",
        "chiasmal": "chiasm", "chiasmatic": "chiasm", "insular": "insula", "cuneal": "cuneus",
        "precuneal": "precuneus", "ocular": "eye", "arterial": "artery", "venous": "vein",
        "vascular": "vessel", "mucosal": "mucosa", "lobar": "lobe",
        "lentiform": "lentiform nucleus",
    ]
}
