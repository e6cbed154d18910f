import Analysis

/// Finds the structures of the vocabulary in a text, by the names of the table, misspelled ones too.
struct MentionFinder: Sendable {
    /// A name in a text.
    struct Mention: Sendable {
        let structure: StructureName
        let range: Range<String.Index>
        /// A side said in Latin after the name, which the decoder was not taught; part of the range.
        var side: Side = .both
        /// Whether the text has another spelling than the table.
        var isMisspelled = false
    }

    private struct Name: Sendable {
        let words: [String]
        let structure: StructureName
    }

    /// Every name by its first word, the longest first; names of structures with a token too, since
    /// "medial temporal lobe structures" mentions no temporal lobe.
    private let namesByFirstWord: [String: [Name]]
    private let namesByWords: [[String]: StructureName]
    /// What an adjective stands for: the insular volume.
    private let structuresByAdjective: [String: StructureName]
    private let names: [Name]
    /// Whether a word is one that people use, so that it is no misspelling of another.
    private let isWord: @Sendable (String) -> Bool

    init(structures: [StructureName], isWord: @escaping @Sendable (String) -> Bool) {
        var byFirst: [String: [Name]] = [:]
        var byWords: [[String]: StructureName] = [:]
        for structure in structures {
            for name in [structure.name] + structure.synonyms {
                let words = PhraseNormalizer.key(name).split(separator: " ").map(String.init)
                // "hippocampus and amygdala" in a question are two structures, whatever they are together.
                guard let first = words.first, !words.contains("and") else { continue }
                byFirst[first, default: []].append(Name(words: words, structure: structure))
                byWords[words] = structure
            }
        }
        names = byFirst.values.flatMap(\.self)
        namesByFirstWord = byFirst.mapValues { $0.sorted { $0.words.count > $1.words.count } }
        namesByWords = byWords
        structuresByAdjective = PhraseForm.nouns.compactMapValues { noun in
            byWords[noun.split(separator: " ").map(String.init)]
        }
        self.isWord = isWord
    }

    /// What structures are called by their kind; normalised.
    static let kinds: Set<String> = ["lobe", "ventricle"]

    /// The words of a text that name structures, in lower case.
    func words(in text: String) -> Set<String> {
        Set(
            mentions(in: text).flatMap { mention in
                text[mention.range].lowercased().split { !$0.isLetter }.map(String.init)
            })
    }

    /// The structures that a text names, in its order, none inside another name.
    func mentions(in text: String) -> [Mention] {
        let words = Self.words(of: text)
        var found: [Mention] = []
        var index = 0
        while index < words.count {
            let exact = name(at: index, in: words)
            guard let name = exact ?? misspelled(at: index, in: words) else {
                index += 1
                continue
            }
            let end = index + name.words.count
            if stands(index..<end, in: words, text) {
                found += listed(before: index, of: name, in: words, text)
                let side = latinSide(at: end, in: words)
                let last = words[side == .both ? end - 1 : end]
                found.append(
                    Mention(
                        structure: name.structure,
                        range: words[index].range.lowerBound..<last.range.upperBound, side: side,
                        isMisspelled: exact == nil))
            }
            index = end
        }
        return found
    }

    private func name(at index: Int, in words: [Word]) -> Name? {
        let key = words[index].key
        let named = namesByFirstWord[key]?.first { name in
            index + name.words.count <= words.count
                && words[index..<index + name.words.count].map(\.key).elementsEqual(name.words)
        }
        return named ?? structuresByAdjective[key].map { Name(words: [key], structure: $0) }
    }

    /// The one structure that the words here are a slip or two away from.
    private func misspelled(at index: Int, in words: [Word]) -> Name? {
        var best: (distance: Int, name: Name)?
        var isUnique = true
        for name in names where index + name.words.count <= words.count {
            let written = words[index..<index + name.words.count].map(\.key)
            var total = 0
            for (own, wanted) in zip(written, name.words) {
                if own == wanted { continue }
                // Short words are too near to others, and a word that people use is meant.
                guard wanted.count > 4, !isWord(own), !Self.kinds.contains(own),
                    let slips = EditDistance.between(
                        own, wanted, limit: EditDistance.tolerance(length: wanted.count))
                else {
                    total = .max
                    break
                }
                total += slips
            }
            guard total < .max, total > 0 else { continue }
            guard let known = best, known.distance <= total else {
                best = (total, name)
                isUnique = true
                continue
            }
            if known.distance == total, known.name.structure != name.structure { isUnique = false }
        }
        return isUnique ? best?.name : nil
    }

    private func latinSide(at index: Int, in words: [Word]) -> Side {
        guard index < words.count, words[index].key.count > 5 else { return .both }
        let word = words[index].key
        guard word.hasPrefix("sinist") || word.hasPrefix("dext") else { return .both }
        return PhraseForm.sideWords[word] ?? .both
    }

    /// The "frontal" of "frontal, parietal and temporal lobes".
    private func listed(
        before index: Int, of name: Name, in words: [Word], _ text: String
    ) -> [Mention] {
        var mentions: [Mention] = []
        var end = index
        search: while end > 0 {
            var last = end
            if ["and", "or"].contains(words[last - 1].key) {
                last -= 1
            } else if !Self.gap(words, last, text).contains(",") {
                break
            }
            for tail in 1..<max(2, name.words.count) where tail < name.words.count {
                for length in 1...3 where last - length >= 0 {
                    let own = words[last - length..<last].map(\.key)
                    guard let structure = namesByWords[own + name.words.suffix(tail)] else {
                        continue
                    }
                    let range =
                        words[last - length].range.lowerBound..<words[last - 1].range.upperBound
                    mentions.insert(Mention(structure: structure, range: range), at: 0)
                    end = last - length
                    continue search
                }
            }
            break
        }
        return mentions
    }

    /// In a question, "hippocampal atrophy" is what is measured of the hippocampus.
    private static let foreign = PhraseForm.foreign.subtracting(["atrophy"])

    /// Whether the words of a name mean the structure itself, not a part of it or something else that
    /// is named after it.
    private func stands(_ place: Range<Int>, in words: [Word], _ text: String) -> Bool {
        let end = words[place.upperBound - 1].range.upperBound
        let start = words[place.lowerBound].range.lowerBound
        // A file or a name of the workspace.
        if end < text.endIndex {
            let next = text.index(after: end)
            if "/_".contains(text[end]) { return false }
            if text[end] == ".", next < text.endIndex, text[next].isLetter { return false }
        }
        if start > text.startIndex, "/_".contains(text[text.index(before: start)]) { return false }
        if place.upperBound < words.count, Self.foreign.contains(words[place.upperBound].key),
            Self.gap(words, place.upperBound, text).allSatisfy({ $0 == " " || $0 == "-" })
        {
            return false
        }
        guard place.lowerBound > 0 else { return true }
        let before = words[place.lowerBound - 1].key
        if PhraseForm.directions.contains(before) { return false }
        let isPart = place.lowerBound > 1 && before == "of"
        return !(isPart && PhraseForm.parts.contains(words[place.lowerBound - 2].key))
    }

    // MARK: - Words

    private struct Word {
        /// Normalised.
        let key: String
        let range: Range<String.Index>
    }

    private static func words(of text: String) -> [Word] {
        var words: [Word] = []
        var index = text.startIndex
        while index < text.endIndex {
            guard text[index].isLetter || text[index].isNumber else {
                index = text.index(after: index)
                continue
            }
            let start = index
            while index < text.endIndex,
                text[index].isLetter || text[index].isNumber || "'’".contains(text[index])
            {
                index = text.index(after: index)
            }
            // Articles have no key.
            let key = PhraseNormalizer.key(String(text[start..<index]))
            if !key.isEmpty { words.append(Word(key: key, range: start..<index)) }
        }
        return words
    }

    /// What stands between a word and the one before it.
    private static func gap(_ words: [Word], _ index: Int, _ text: String) -> Substring {
        text[words[index - 1].range.upperBound..<words[index].range.lowerBound]
    }
}
