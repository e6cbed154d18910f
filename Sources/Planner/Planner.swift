import LanguageModel
import Script

/// Turns a prompt into a program, or into a refusal, a question or help.
///
/// The decoder writes under the grammar of `ProgramConstraint`; what it wrote is run through the
/// checker, and the most probable program that passes is the plan.
package struct Planner: Sendable {
    /// A program is taken in place of a more probable one that the checker refuses only if it is
    /// at least this probable beside it: another meaning is no answer.
    static let closeSecond = 0.25

    /// The same for one that asks for more of the structures that the prompt names, or in place of
    /// one that compares something with itself.
    static let closeWithMore = 0.04

    /// A program that is less probable than this for each of its tokens is a guess: the decoder was
    /// led by the grammar alone.
    static let guess = 0.55

    /// The share of a prompt's words that have to be known.
    static let leastKnown = 0.5

    /// Structures that people mean without naming them ("how many lesions", "of the whole head").
    static let understood: Set<String> = [
        "brain", "head", "intracranial volume", "white matter lesion",
    ]

    /// What the memory holds when the workspace is empty; it may not be pointed at.
    static let emptyWorkspace = "nothing loaded"

    let encoder: TextEncoder
    let decoder: CodeDecoder
    let tokens: CodeTokenTable
    let catalogue: [Signature]
    let structures: [StructureName]
    let phrases: (any PhraseResolver)?
    let search: BeamSearch
    let finder: MentionFinder
    let summary: TurnSummary
    let spelling: Spelling
    let calibration: Calibration
    let isWord: @Sendable (String) -> Bool
    private let cache = EmbeddingCache()

    /// A planner for one catalogue.
    ///
    /// - Parameters:
    ///   - catalogue: the host's functions.
    ///   - structures: what anatomy phrases may name.
    ///   - phrases: who decides about phrases; nil accepts every phrase.
    ///   - beamWidth: programs considered at once.
    /// - Throws: `PlannerError` if the decoder's tokens do not fit.
    package init(
        encoder: TextEncoder, decoder: CodeDecoder, catalogue: [Signature],
        structures: [StructureName], phrases: (any PhraseResolver)?, beamWidth: Int = 4
    ) throws {
        guard let json = decoder.metadata["tokens"] else {
            throw PlannerError.badTokenTable(path: decoder.path, detail: "there is none")
        }
        tokens = try CodeTokenTable(json: json, path: decoder.path)
        guard tokens.count == decoder.configuration.tokens else {
            throw PlannerError.tokenCount(
                path: decoder.path, table: tokens.count, decoder: decoder.configuration.tokens)
        }
        self.encoder = encoder
        self.decoder = decoder
        self.catalogue = catalogue
        self.structures = structures
        self.phrases = phrases
        let words = Set(encoder.tokenizer.vocabulary)
        let isKnown: @Sendable (String) -> Bool = { words.contains($0) }
        spelling = Spelling(lexicon: decoder.metadata["lexicon"], isWord: isKnown)
        calibration = Calibration(json: decoder.metadata["confidence"])
        summary = TurnSummary(catalogue: catalogue)
        isWord = isKnown
        finder = MentionFinder(structures: structures, isWord: isKnown)
        // The intent is decided first, then the beam looks for the best program.
        search = BeamSearch(
            width: beamWidth, committed: 1, leastShare: Self.closeWithMore)
    }

    /// Plans one prompt.
    ///
    /// - Parameter isCancelled: asked before every token.
    /// - Throws: `LanguageModelError.cancelled` when the caller asked to stop.
    package func plan(
        _ prompt: String, context: PlanningContext,
        isCancelled: () -> Bool = { false }
    ) throws -> Plan {
        let answers = Answers(catalogue: catalogue, structures: structures, context: context)
        guard prompt.contains(where: { !$0.isWhitespace }) else {
            return Plan(prompt: prompt, outcome: answers.nothingAsked)
        }
        let anatomy = finder.words(in: prompt)
        guard isReadable(prompt, anatomy: anatomy, context) else {
            return Plan(prompt: prompt, outcome: answers.notUnderstood)
        }
        // Names are not to be mended into other words.
        let mended = spelling.mended(prompt, kept: context.names.union(anatomy))
        let standIns = StandIns(
            prompt: mended, context: context, structures: structures,
            isSpoken: { tokens.words[$0] != nil }, finder: finder)
        let pieces = encoder.tokenizer.encode(
            standIns.prompt,
            limit: min(encoder.configuration.positions, decoder.configuration.promptPositions))
        let memory = try memory(pieces: pieces, context: context, standIns: standIns)
        let constraint = ProgramConstraint(
            tokens: tokens, catalogue: catalogue, structures: structures, context: context,
            prompt: standIns.prompt, pieces: pieces, memoryCount: memory.count,
            limit: decoder.configuration.positions - 1)
        let found = try search.run(
            decoder, memory: memory, constraint: constraint, isCancelled: isCancelled)
        let mentions = LiteralMentions(in: prompt)
        let named = context.mentions(in: standIns.prompt, pieces: pieces)
        let details = SpokenDetails(
            mended, named: named.map { context.items[$0.item] },
            before: context.earlier.last?.code ?? "", finder: finder)
        let readings = found.map { read($0, constraint, context, standIns, mentions, details) }
        return choose(readings, prompt: prompt, answers: answers)
    }

    /// Whether enough of a prompt's words are words, names or anatomy, misspelled ones counting too.
    private func isReadable(
        _ prompt: String, anatomy: Set<String>, _ context: PlanningContext
    ) -> Bool {
        let names = Set(
            context.items.flatMap { $0.name.lowercased().split(separator: "_").map(String.init) })
        let words = prompt.lowercased().split { !$0.isLetter }.map(String.init)
            .filter { $0.count > 1 && $0.allSatisfy(\.isASCII) }
        guard !words.isEmpty else { return true }
        let known = words.count { word in
            isWord(word) || names.contains(word) || anatomy.contains(word)
                || spelling.knows(word)
        }
        return Double(known) >= Self.leastKnown * Double(words.count)
    }

    private func memory(
        pieces: [Piece], context: PlanningContext, standIns: StandIns
    ) throws -> DecoderMemory {
        var descriptions = context.items.map {
            standIns.replacing(in: context.description(of: $0))
        }
        if descriptions.isEmpty { descriptions = [Self.emptyWorkspace] }
        let turns = context.earlier.suffix(PlanningContext.turnsSeen).map {
            standIns.replacing(in: summary.text(of: $0))
        }
        return decoder.memory(
            prompt: try encoder.promptFeatures(pieces),
            items: try cache.embeddings(of: descriptions, by: encoder),
            earlier: try cache.features(of: turns, by: encoder),
            mentions: context.mentions(in: standIns.prompt, pieces: pieces))
    }
}
