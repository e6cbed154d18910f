import Foundation
import LanguageModel
import Script

extension Planner {
    /// One line of the beam, read.
    struct Line {
        enum Content {
            case intent(Intent)
            case program(code: String, readings: [Reading])
            case refused(Refusal)
        }
        let content: Content
        let probability: Double
        /// The program compares something with itself: the decoder has lost the other.
        var isVain = false
        /// The probability for one token, all being alike.
        var pace = 1.0
        /// Structures, sides, numbers and scans that the prompt names and the program leaves out.
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

    func read(
        _ hypothesis: Hypothesis<ProgramState>, _ constraint: ProgramConstraint,
        _ context: PlanningContext, _ standIns: StandIns, _ mentions: LiteralMentions,
        _ details: SpokenDetails
    ) -> Line {
        let intent = hypothesis.actions.first.flatMap { tokens.intents[$0] } ?? .refuseScope
        guard intent == .program else {
            return Line(content: .intent(intent), probability: hypothesis.confidence)
        }
        let lexemes = standIns.restored(constraint.lexemes(of: hypothesis.actions))
        let code = Self.canonical(
            constraint.sourceText(of: lexemes, catalogue: catalogue, context: context))
        let check = ProgramCheck(code, catalogue: catalogue, context: context, phrases: phrases)
        let content: Line.Content
        let isVain = ReportLabel(catalogue: catalogue, context: context).isVain(lexemes)
        if isVain {
            content = .refused(Refusal(reason: Answers.notUnderstoodReason, suggestions: []))
        } else if let mistake = check.mistake {
            content = .refused(
                refusedPhrase(in: lexemes)
                    ?? Refusal(
                        reason: Self.sentence(mistake.message),
                        suggestions: [mistake.hint].compactMap { $0 }))
        } else {
            content = .program(code: code, readings: check.readings)
        }
        let phrases = Set(phrases(in: lexemes))
        let asked = Set(phrases.map(Self.withoutSide))
        // Who goes through the parts of a structure one by one asks for the structure.
        let listed = structures.filter { $0.isListed(in: asked) }
        let covered = asked.union(listed.map(\.name))
        func isInSight(_ structure: StructureName) -> Bool {
            standIns.isInSight(structure.name) || mentions.names(structure)
        }
        let guessed = structures.first { structure in
            asked.contains(structure.name) && !isInSight(structure)
                && !Self.understood.contains(structure.name)
                && !listed.contains { $0.parts.contains(structure.name) && isInSight($0) }
        }
        return Line(
            content: content, probability: hypothesis.confidence, isVain: isVain,
            pace: exp(hypothesis.logProbability / Double(max(1, hypothesis.actions.count))),
            missed: standIns.named.subtracting(Self.understood).count { name in
                !covered.contains(name) && !code.contains(name.replacing(" ", with: "_"))
            } + details.missing(from: lexemes, phrases: phrases, code: code),
            unnamed: structures.count {
                asked.contains($0.name) && !standIns.mention($0) && !mentions.names($0)
            }, guessed: guessed?.name)
    }

    /// The anatomy phrases of a program, those of its lists and loops too.
    private func phrases(in lexemes: [Lexeme]) -> [String] {
        TextChoices(lexemes).phrases(in: lexemes, places: catalogue.phrasePlaces)
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
    func choose(_ lines: [Line], prompt: String, answers: Answers) -> Plan {
        guard let best = lines.first else {
            return Plan(prompt: prompt, outcome: answers.outcome(for: .refuseScope, prompt: prompt))
        }
        let standing = lines.filter { line in
            if case .refused = line.content { return false }
            let isFuller = line.missed < best.missed || best.guessed != nil && line.guessed == nil
            let close = isFuller || best.isVain ? Self.closeWithMore : Self.closeSecond
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
        let line = chosen ?? best
        switch line.content {
        case .intent(let intent):
            return Plan(
                prompt: prompt, outcome: answers.outcome(for: intent, prompt: prompt),
                alternatives: programs)
        case .program(_, _) where best.pace < Self.guess:
            return Plan(prompt: prompt, outcome: answers.notUnderstood, alternatives: programs)
        case .program where line.guessed != nil:
            let guess = line.guessed ?? ""
            return Plan(
                prompt: prompt,
                outcome: .refusal(
                    reason: "No structure that I know is named there.",
                    suggestions: ["say “\(guess)” if that is meant"]), alternatives: [])
        case .program(let code, let readings):
            return Plan(
                prompt: prompt,
                outcome: .program(
                    code: code,
                    confidence: calibration.confidence(line.probability),
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
