import Foundation
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

    /// The same for one that asks for more of the structures that the prompt names.
    static let closeWithMore = 0.04

    /// A program that is less probable than this for each of its tokens is a guess: the decoder was
    /// led by the grammar alone.
    static let guess = 0.7

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
    private let finder: MentionFinder
    private let summary: TurnSummary
    private let spelling: Spelling
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
        spelling = Spelling(lexicon: decoder.metadata["lexicon"], isWord: { words.contains($0) })
        summary = TurnSummary(catalogue: catalogue)
        finder = MentionFinder(structures: structures, isWord: { words.contains($0) })
        // The intent is decided first, then the beam looks for the best program.
        search = BeamSearch(width: beamWidth, committed: 1)
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
        let standIns = StandIns(
            prompt: prompt, context: context, structures: structures,
            isSpoken: { tokens.words[$0] != nil }, finder: finder,
            mended: spelling.mended)
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
        let readings = found.map { read($0, constraint, context, standIns, mentions) }
        return choose(readings, prompt: prompt, answers: answers)
    }

    private func memory(
        pieces: [Piece], context: PlanningContext, standIns: StandIns
    ) throws -> DecoderMemory {
        var descriptions = context.items.map { standIns.replacing(in: $0.description) }
        if descriptions.isEmpty { descriptions = [Self.emptyWorkspace] }
        let turns = context.earlier.suffix(PlanningContext.turnsSeen).map {
            standIns.replacing(in: summary.text(of: $0))
        }
        let embeddings = try cache.embeddings(of: descriptions + turns, by: encoder)
        return decoder.memory(
            prompt: try encoder.promptFeatures(pieces),
            items: Array(embeddings.prefix(descriptions.count)),
            earlier: Array(embeddings.dropFirst(descriptions.count)),
            mentions: context.mentions(in: standIns.prompt, pieces: pieces))
    }

    // MARK: - From what was written to a plan

    /// One line of the beam, read.
    private struct Line {
        enum Content {
            case intent(Intent)
            case program(code: String, readings: [Reading])
            case refused(Refusal)
        }
        let content: Content
        let probability: Double
        /// The probability for one token, all being alike.
        var pace = 1.0
        /// Structures that the prompt names and the program leaves out.
        var missed = 0
        /// Structures that the program asks for and the prompt does not name.
        var unnamed = 0
        /// One of them that nothing said so far speaks of: the decoder has guessed.
        var guessed: String?
    }

    /// Why the checker turned a program down.
    struct Refusal: Sendable {
        let reason: String
        let suggestions: [String]
    }

    private func read(
        _ hypothesis: Hypothesis<ProgramState>, _ constraint: ProgramConstraint,
        _ context: PlanningContext, _ standIns: StandIns, _ mentions: LiteralMentions
    ) -> Line {
        let intent = hypothesis.actions.first.flatMap { tokens.intents[$0] } ?? .refuseScope
        guard intent == .program else {
            return Line(content: .intent(intent), probability: hypothesis.confidence)
        }
        let lexemes = standIns.restored(constraint.lexemes(of: hypothesis.actions))
        let code = Self.canonical(
            ProgramConstraint.sourceText(of: lexemes, catalogue: catalogue, context: context))
        let result = check(code, context: context)
        let content: Line.Content
        if ReportLabel(catalogue: catalogue, context: context).isVain(lexemes) {
            // Something compared with itself: the decoder has lost the other.
            content = .refused(Refusal(reason: Answers.notUnderstoodReason, suggestions: []))
        } else if let mistake = result.diagnostics.first(where: { $0.severity == .error }) {
            content = .refused(
                refusedPhrase(in: lexemes)
                    ?? Refusal(
                        reason: Self.sentence(mistake.message),
                        suggestions: [mistake.hint].compactMap { $0 }))
        } else {
            content = .program(code: code, readings: result.readings)
        }
        let asked = Set(phrases(in: lexemes).map(Self.withoutSide))
        let guessed = structures.first {
            asked.contains($0.name) && !standIns.isInSight($0.name) && !mentions.names($0)
                && !Self.understood.contains($0.name)
        }
        return Line(
            content: content, probability: hypothesis.confidence,
            pace: exp(hypothesis.logProbability / Double(max(1, hypothesis.actions.count))),
            missed: standIns.named.subtracting(Self.understood).count { name in
                !asked.contains(name) && !code.contains(name.replacing(" ", with: "_"))
            },
            unnamed: structures.count {
                asked.contains($0.name) && !standIns.mention($0) && !mentions.names($0)
            }, guessed: guessed?.name)
    }

    /// What the checker says about a program.
    private func check(
        _ code: String, context: PlanningContext
    ) -> (diagnostics: [Diagnostic], readings: [Reading]) {
        let (program, mistakes) = Parser.parse(Source(name: "program", text: code))
        guard !mistakes.hasErrors else { return (mistakes, []) }
        let functions = Dictionary(
            catalogue.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let globals = Dictionary(
            context.items.map { ($0.name, $0.kind) }, uniquingKeysWith: { _, last in last })
        let result = Checker(functions: functions, globals: globals, phrases: phrases)
            .check(program)
        return (result.diagnostics, result.readings)
    }

    /// The anatomy phrases of a program.
    private func phrases(in lexemes: [Lexeme]) -> [String] {
        let takers = Set(
            catalogue.filter { $0.parameters.contains(where: \.isPhrase) }.map(\.name))
        var isTaker = false
        var result: [String] = []
        for lexeme in lexemes {
            switch lexeme {
            case .function(let name): isTaker = takers.contains(name)
            case .string(let phrase) where isTaker:
                result.append(phrase)
                isTaker = false
            default: break
            }
        }
        return result
    }

    /// The first anatomy phrase that nobody understands.
    private func refusedPhrase(in lexemes: [Lexeme]) -> Refusal? {
        guard let resolver = phrases else { return nil }
        for phrase in phrases(in: lexemes) {
            if case .refused(let reason, let suggestions) = resolver.resolve(phrase) {
                return Refusal(reason: Self.sentence(reason), suggestions: suggestions)
            }
        }
        return nil
    }

    /// The first line that stands, if it is probable enough beside the most probable one.
    private func choose(_ lines: [Line], prompt: String, answers: Answers) -> Plan {
        guard let best = lines.first else {
            return Plan(prompt: prompt, outcome: answers.outcome(for: .refuseScope, prompt: prompt))
        }
        let standing = lines.filter { line in
            if case .refused = line.content { return false }
            let isFuller = line.missed < best.missed || best.guessed != nil && line.guessed == nil
            let close = isFuller ? Self.closeWithMore : Self.closeSecond
            return line.probability >= best.probability * close
        }
        // Among close ones the words of the user decide, then probability.
        func rank(_ line: Line) -> (Int, Int, Int) {
            (line.guessed == nil ? 0 : 1, line.missed, line.unnamed)
        }
        let chosen = standing.enumerated().min {
            let (one, other) = (rank($0.element), rank($1.element))
            return one == other ? $0.offset < $1.offset : one < other
        }?.element
        let programs = lines.compactMap { line -> String? in
            if case .program(let code, _) = line.content { return code }
            return nil
        }
        switch (chosen ?? best).content {
        case .intent(let intent):
            return Plan(
                prompt: prompt, outcome: answers.outcome(for: intent, prompt: prompt),
                alternatives: programs)
        case .program(_, _) where best.pace < Self.guess:
            return Plan(prompt: prompt, outcome: answers.notUnderstood, alternatives: programs)
        case .program where (chosen ?? best).guessed != nil:
            let guess = (chosen ?? best).guessed ?? ""
            return Plan(
                prompt: prompt,
                outcome: .refusal(
                    reason: "No structure that I know is named there.",
                    suggestions: ["say “\(guess)” if that is meant"]), alternatives: [])
        case .program(let code, let readings):
            return Plan(
                prompt: prompt,
                outcome: .program(
                    code: code, confidence: (chosen ?? best).probability,
                    readings: readings),
                alternatives: programs.filter { $0 != code })
        case .refused(let refusal):
            return Plan(
                prompt: prompt,
                outcome: .refusal(reason: refusal.reason, suggestions: refusal.suggestions),
                alternatives: programs)
        }
    }
}
