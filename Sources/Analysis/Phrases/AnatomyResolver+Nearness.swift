extension AnatomyResolver {
    /// Names that the phrase is one slip of the keyboard away from, with the side, the nearest
    /// first and at most three.
    ///
    /// A slip may sit in the structure (`"hipocampus"`) or in the side (`"letf hippocampus"`).
    func nearMisses(of form: PhraseForm) -> [String] {
        var found: [(distance: Int, name: String)] = []
        func look(_ words: [String], side: Side) {
            let phrase = words.joined(separator: " ")
            for (key, name, isSided) in knownKeys where isSided || side == .both {
                if let distance = slips(from: phrase, to: key) {
                    found.append((distance, side.naming(name)))
                }
            }
        }
        look(form.words, side: form.askedSide)
        if !form.namesSide, form.words.count > 1 {
            for (index, word) in form.words.enumerated() {
                for side in [Side.left, .right]
                where EditDistance.between(word, side.rawValue, limit: 1) != nil {
                    var rest = form.words
                    rest.remove(at: index)
                    if let name = lookUp(PhraseForm(rest.joined(separator: " ")))?.baseName {
                        found.append((1, side.naming(name)))
                    }
                }
            }
        }
        found.sort { ($0.distance, $0.name.count, $0.name) < ($1.distance, $1.name.count, $1.name) }
        // A second-best correction only confuses when the best is nearer.
        let best = found.first?.distance
        var names: [String] = []
        for candidate in found where candidate.distance == best && !names.contains(candidate.name) {
            names.append(candidate.name)
        }
        return Array(names.prefix(3))
    }

    /// The number of slips that lead from a phrase to a name, if it is a misspelling of it: every
    /// word must be as good as right, so that two different short words are not taken for slips.
    private func slips(from phrase: String, to key: String) -> Int? {
        let limit = EditDistance.tolerance(length: min(phrase.count, key.count))
        guard limit > 0, let distance = EditDistance.between(phrase, key, limit: limit),
            distance > 0
        else { return nil }
        let words = phrase.split(separator: " ")
        let names = key.split(separator: " ")
        guard words.count == names.count else { return distance }
        for (word, name) in zip(words, names) {
            let wordLimit = max(1, EditDistance.tolerance(length: min(word.count, name.count)))
            let isRight = EditDistance.between(String(word), String(name), limit: wordLimit) != nil
            if !isRight || (name.count <= 3 && word != name) { return nil }
        }
        return distance
    }

    /// The known structures that the parts of `"X and Y"` name, if all parts name one.
    func namedParts(of form: PhraseForm) -> [String] {
        let parts = form.words.split { $0 == "and" || $0 == "or" }
        guard parts.count > 1 else { return [] }
        let names = parts.compactMap { part -> String? in
            lookUp(PhraseForm(part.joined(separator: " ")))?.baseName
        }
        return names.count == parts.count ? names : []
    }

    /// The names that share most with a phrase by their letters; a poor man's nearness, used where
    /// no judge says better.
    func nearestNames(to form: PhraseForm) -> [String] {
        let phrase = form.words.joined(separator: " ")
        let wanted = Self.letterPairs(phrase)
        var best: [String: Double] = [:]
        for (key, name, _) in knownKeys {
            let pairs = Self.letterPairs(key)
            let shared = Double(wanted.intersection(pairs).count)
            let score = 2 * shared / Double(max(1, wanted.count + pairs.count))
            best[name] = max(best[name] ?? 0, score)
        }
        return best.filter { $0.value > 0.2 }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(3).map(\.key)
    }

    private static func letterPairs(_ text: String) -> Set<String> {
        let letters = Array(" \(text) ")
        return Set(zip(letters, letters.dropFirst()).map { "\($0)\($1)" })
    }

    /// Every normalised name with the name that it stands for.
    private var knownKeys: [(key: String, name: String, isSided: Bool)] {
        vocabulary.keys.map { ($0.key, $0.structure.name, $0.structure.isSided) }
            + labelTerms.keys.map { key in
                let isSided = labelTerms.sides(ofKey: key)?[.left] != nil
                return (key, labelTerms.name(ofKey: key), isSided)
            }
    }
}
