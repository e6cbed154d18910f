import Foundation
import Tensors

/// One whole line of writing that the search found.
package struct Hypothesis<State: Sendable>: Sendable {
    /// What was written, the start left out.
    package let actions: [Int]

    /// Log-probability that the decoder alone gives to these actions, natural logarithm.
    package let logProbability: Double

    /// Log-probability when only legal actions compete: never below `logProbability`.
    package let legalLogProbability: Double

    /// The state of the constraint at the end.
    package let state: State

    /// Probability that the decoder alone gives to the whole line.
    package var confidence: Double { exp(logProbability) }
}

/// Looks for the most probable lines of writing that a constraint allows.
///
/// With a width of 1 this is greedy decoding.
package struct BeamSearch: Sendable {
    /// Lines kept at each step.
    package let width: Int

    /// Actions at the beginning that are decided one by one, before the beam opens.
    ///
    /// A whole program is less probable than a refusal of one token even where programs together
    /// are far more probable: what sort of answer it is has to be decided first.
    package let committed: Int

    /// A line that is less probable than this beside the best whole one is given up.
    package let leastShare: Double

    package init(width: Int, committed: Int = 0, leastShare: Double = 0) {
        precondition(width >= 1, "a beam needs a line")
        self.width = width
        self.committed = committed
        self.leastShare = leastShare
    }

    /// A line that is not yet whole.
    private struct Line<State: Sendable> {
        var actions: [Int] = []
        var logProbability = 0.0
        var legalLogProbability = 0.0
        var state: State
        var cache: CodeDecoder.Cache
    }

    /// One step that a line could take.
    private struct Move {
        let line: Int
        let action: Int
        let logProbability: Double
        let legalLogProbability: Double
    }

    /// Writes under a constraint.
    ///
    /// - Parameter isCancelled: asked before every step.
    /// - Returns: whole lines, the most probable first; as many as the beam is wide at most.
    /// - Throws: `LanguageModelError.cancelled`, or `.nothingLegal` when no line became whole
    ///   within the decoder's positions.
    package func run<Constraint: DecodingConstraint>(
        _ decoder: CodeDecoder, memory: DecoderMemory, constraint: Constraint,
        isCancelled: () -> Bool = { false }
    ) throws -> [Hypothesis<Constraint.State>] {
        var lines = [
            Line(state: constraint.initialState, cache: CodeDecoder.Cache(for: decoder))
        ]
        var whole: [Hypothesis<Constraint.State>] = []
        var step = 0
        while !lines.isEmpty, step < decoder.configuration.positions {
            if isCancelled() { throw LanguageModelError.cancelled }
            var caches = lines.map(\.cache)
            let logits = decoder.step(
                lines.map { $0.actions.last ?? constraint.startAction }, memory: memory,
                caches: &caches)
            let moves = bestMoves(
                from: lines, logits: logits, constraint: constraint,
                count: step < committed ? 1 : width)
            var next: [Line<Constraint.State>] = []
            for move in moves {
                var line = lines[move.line]
                line.actions.append(move.action)
                line.logProbability = move.logProbability
                line.legalLogProbability = move.legalLogProbability
                line.cache = caches[move.line]
                constraint.advance(&line.state, by: move.action)
                if constraint.isComplete(line.state) {
                    whole.append(
                        Hypothesis(
                            actions: line.actions, logProbability: line.logProbability,
                            legalLogProbability: line.legalLogProbability, state: line.state))
                } else {
                    next.append(line)
                }
            }
            whole.sort { $0.logProbability > $1.logProbability }
            // A line only loses probability as it grows: what cannot win any more is dropped.
            if let best = whole.first {
                let least = best.logProbability + log(leastShare)
                next.removeAll { $0.logProbability < least }
                whole.removeAll { $0.logProbability < least }
            }
            if whole.count >= width {
                let worst = whole[width - 1].logProbability
                next.removeAll { $0.logProbability <= worst }
            }
            lines = next
            step += 1
        }
        guard !whole.isEmpty else { throw LanguageModelError.nothingLegal(step: step) }
        return Array(whole.prefix(width))
    }

    /// The best legal moves of all lines, the most probable first.
    private func bestMoves<Constraint: DecodingConstraint>(
        from lines: [Line<Constraint.State>], logits: Matrix, constraint: Constraint, count: Int
    ) -> [Move] {
        var moves: [Move] = []
        for (number, line) in lines.enumerated() {
            let legal = constraint.legalActions(in: line.state).members
            let row = logits.row(number)
            let all = Self.logSumExp(row)
            let legalLogits = legal.map { row[row.startIndex + $0] }
            let allowed = Self.logSumExp(legalLogits[...])
            let best = legal.indices.sorted { legalLogits[$0] > legalLogits[$1] }.prefix(count)
            for index in best {
                let logit = Double(legalLogits[index])
                moves.append(
                    Move(
                        line: number, action: legal[index],
                        logProbability: line.logProbability + logit - all,
                        legalLogProbability: line.legalLogProbability + logit - allowed))
            }
        }
        moves.sort { $0.logProbability > $1.logProbability }
        return Array(moves.prefix(count))
    }

    /// log Σ exp, in double precision and without overflow.
    static func logSumExp(_ logits: ArraySlice<Float>) -> Double {
        guard let greatest = logits.max() else { return -.infinity }
        let sum = logits.reduce(0.0) { $0 + exp(Double($1 - greatest)) }
        return Double(greatest) + log(sum)
    }
}
