import Analysis

/// The prompt in words that the decoder knows best.
///
/// A structure in other words than the table's, or misspelled, gets the table's name. The decoder was
/// trained with some structures of the vocabulary; a prompt that names another one is put to it with
/// one that it knows ("is the left hippocampus larger than the right?" for the insula), and what it
/// writes is put back. It knows nothing about anatomy that this could lead astray: it learns how a
/// question becomes a program.
struct StandIns: Sendable {
    /// The prompt that the decoder reads.
    let prompt: String
    /// What stands for what, in the order of mention.
    private let pairs: [Pair]
    /// Structures that the prompt names.
    let named: Set<String>
    /// Structures that the workspace and earlier turns speak of.
    private let around: Set<String>
    /// Kinds of structures that the prompt speaks of.
    private let kinds: Set<String>
    /// Words of the prompt that stand in one or two structures' names.
    private let tellingWords: Set<String>
    private let finder: MentionFinder

    private struct Pair: Sendable, Equatable {
        let structure: String
        let standIn: String
    }

    /// Structures that stand in for others: the ones that training says most about.
    private static let sided = [
        "hippocampus", "amygdala", "thalamus", "caudate", "putamen", "pallidum", "accumbens",
        "cerebellum",
    ]
    private static let unsided = [
        "brainstem", "third ventricle", "fourth ventricle", "optic chiasm",
    ]

    /// - Parameters:
    ///   - structures: what can be asked for.
    ///   - isSpoken: whether the decoder has a token for a structure's name.
    ///   - finder: finds them in a text.
    init(
        prompt: String, context: PlanningContext, structures: [StructureName],
        isSpoken: (String) -> Bool, finder: MentionFinder
    ) {
        self.finder = finder
        let words = Set(PhraseNormalizer.key(prompt).split(separator: " ").map(String.init))
        kinds = MentionFinder.kinds.intersection(words)
        tellingWords = words.filter { word in
            let count = structures.count { $0.name.split(separator: " ").contains { $0 == word } }
            return word.count > 4 && (1...2).contains(count)
        }
        let names = context.names
        // A word that names a scan or a result is that, whatever else it means.
        let own = finder.mentions(in: prompt).filter { mention in
            !names.contains(prompt[mention.range].lowercased())
        }
        named = Set(own.map(\.structure.name))
        let texts = [prompt] + Self.surroundings(context).map(Self.plain)
        let others = texts.dropFirst().flatMap(finder.mentions)
        around = Set(others.map(\.structure.name))
        let mentioned = (own + others).map(\.structure)
            .filter { !isSpoken($0.name) }
        guard !mentioned.isEmpty else {
            self.prompt = Self.replacing(own, in: prompt, by: [])
            pairs = []
            return
        }
        let literal = texts.map { LiteralMentions(in: $0) }
        let free = structures.filter { structure in
            isSpoken(structure.name) && !literal.contains { $0.names(structure) }
        }
        var left = [true: Self.sided, false: Self.unsided].mapValues { names in
            names.filter { name in free.contains { $0.name == name } }
        }
        var pairs: [Pair] = []
        for structure in mentioned where !pairs.contains(where: { $0.structure == structure.name })
        {
            guard let standIn = left[structure.isSided]?.first else { continue }
            left[structure.isSided]?.removeFirst()
            pairs.append(Pair(structure: structure.name, standIn: standIn))
        }
        self.pairs = pairs
        self.prompt = Self.replacing(own, in: prompt, by: pairs)
    }

    /// Whether a structure was found by its words, in whatever form.
    func mention(_ structure: StructureName) -> Bool {
        named.contains(structure.name) || pairs.contains { $0.structure == structure.name }
    }

    /// Whether the prompt, the workspace or an earlier turn speaks of a structure, by its name, by a word
    /// that few names have ("without the fourth") or as one of its kind ("all four lobes").
    func isInSight(_ name: String) -> Bool {
        if named.contains(name) || around.contains(name) { return true }
        let words = name.split(separator: " ").map(String.init)
        if words.contains(where: tellingWords.contains) { return true }
        return words.last.map(kinds.contains) ?? false
    }

    /// A description or an earlier prompt as the decoder reads it.
    func replacing(in text: String) -> String {
        guard !pairs.isEmpty else { return text }
        let plain = Self.plain(text)
        let mentions = finder.mentions(in: plain)
        return mentions.isEmpty ? text : Self.replacing(mentions, in: plain, by: pairs)
    }

    /// What the decoder wrote, with the structures that were asked for.
    func restored(_ lexemes: [Lexeme]) -> [Lexeme] {
        guard !pairs.isEmpty else { return lexemes }
        return lexemes.map { lexeme in
            switch lexeme {
            case .string(let content): .string(restored(content))
            case .formatted(let text): .formatted(text.mapped { restored($0) })
            default: lexeme
            }
        }
    }

    private func restored(_ text: String) -> String {
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        if words.count == 1 { return restored(fileName: text) }
        for pair in pairs {
            let wanted = pair.standIn.split(separator: " ").map(String.init)
            var index = 0
            while index + wanted.count <= words.count {
                if Array(words[index..<index + wanted.count]) == wanted {
                    words.replaceSubrange(index..<index + wanted.count, with: [pair.structure])
                }
                index += 1
            }
        }
        return words.joined(separator: " ")
    }

    /// One word: a structure alone, or the name of a file made of its words.
    private func restored(fileName text: String) -> String {
        let stem = text.hasSuffix(".nii.gz") ? String(text.dropLast(7)) : text
        let isFile = stem.count < text.count
        let words = stem.split(separator: "_", omittingEmptySubsequences: false)
        if words.count == 1, !isFile {
            return pairs.first { $0.standIn == text }?.structure ?? text
        }
        guard isFile, words.count > 1 || pairs.contains(where: { $0.standIn == stem }) else {
            return text
        }
        var name = "_\(stem)_"
        for pair in pairs {
            name = name.replacing(
                "_\(Self.joined(pair.standIn))_", with: "_\(Self.joined(pair.structure))_")
        }
        return String(name.dropFirst().dropLast()) + ".nii.gz"
    }

    private static func joined(_ name: String) -> String {
        name.split(separator: " ").joined(separator: "_")
    }

    /// Names of the workspace with their details, and what was said before.
    private static func surroundings(_ context: PlanningContext) -> [String] {
        context.items.map(context.description)
            + context.earlier.suffix(PlanningContext.turnsSeen).flatMap { [$0.prompt, $0.code] }
    }

    /// Underscores of names as spaces, so that their words can be told apart.
    private static func plain(_ text: String) -> String {
        text.replacing("_", with: " ")
    }

    private static func replacing(
        _ mentions: [MentionFinder.Mention], in text: String, by pairs: [Pair]
    ) -> String {
        var result = text
        for mention in mentions.reversed() {
            let pair = pairs.first { $0.structure == mention.structure.name }
            // "brain volume" means the brain, but says what is wanted of it.
            if pair == nil, result[mention.range].lowercased().contains("volume") { continue }
            result.replaceSubrange(
                mention.range, with: mention.side.naming(pair?.standIn ?? mention.structure.name))
        }
        return result
    }
}
