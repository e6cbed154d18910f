import Foundation
import LanguageModel
import Script
import Testing

@testable import Planner

/// Whatever is written under the grammar parses, passes the checker and ends.
struct RandomWalkTests {
    /// Walks for each workspace and limit.
    static let walks = 200

    struct Walk {
        let actions: [Int]
        let isComplete: Bool
    }

    /// Writes at random: each walk prefers other tokens, so that all corners are reached.
    ///
    /// - Parameter favoured: tokens to be written often, in programs of short lines.
    static func walk(
        _ constraint: ProgramConstraint, seed: UInt64, favoured: Set<Int> = []
    ) -> Walk {
        var random = SeededGenerator(seed: seed)
        let marks = constraint.tokens.marks
        let operators = marks.arithmetic.union(marks.comparisons)
        let branches = Set(["else", "elif"].map(constraint.tokens.keyword))
        let weights = (0..<constraint.actionCount).map { action in
            var weight = pow(10, Double.random(in: -1.5...1.5, using: &random))
            // Every other walk is terse, so that there is room for many statements.
            if seed % 2 == 0, operators.contains(action) { weight *= 0.05 }
            if branches.contains(action) { weight *= 60 }
            if favoured.contains(action) { weight *= 30 }
            if !favoured.isEmpty, action == marks.comma || operators.contains(action) {
                weight *= 0.02
            }
            return weight
        }
        var state = constraint.initialState
        var actions: [Int] = []
        while !constraint.isComplete(state), actions.count <= constraint.limit {
            var legal = constraint.legalActions(in: state).members
            // Programs are what is tested here.
            if actions.isEmpty {
                let programs = legal.filter { constraint.tokens.intents[$0] == .program }
                if !programs.isEmpty { legal = programs }
            }
            guard !legal.isEmpty else { break }
            var left = Double.random(in: 0..<legal.reduce(0) { $0 + weights[$1] }, using: &random)
            let action = legal.first { action in
                left -= weights[action]
                return left < 0
            }
            let chosen = action ?? legal[0]
            constraint.advance(&state, by: chosen)
            actions.append(chosen)
        }
        return Walk(actions: actions, isComplete: constraint.isComplete(state))
    }

    static func mistakes(in code: String, _ context: PlanningContext) -> [String] {
        let source = Source(name: "walk", text: code)
        let (program, mistakes) = Parser.parse(source)
        let functions = Dictionary(uniqueKeysWithValues: Samples.catalogue.map { ($0.name, $0) })
        let globals = Dictionary(uniqueKeysWithValues: context.items.map { ($0.name, $0.kind) })
        let result = Checker(
            functions: functions, globals: globals,
            phrases: Samples.Resolver(prompt: Samples.prompt)
        ).check(program)
        return (mistakes + result.diagnostics).filter { $0.severity == .error }.map {
            "\($0.message) at line \($0.span.start.line): \($0.identifier)"
        }
    }

    @Test(arguments: Samples.workspaces.keys.sorted(), [191, 60, 20])
    func everyWalkEndsAndChecks(workspace: String, limit: Int) throws {
        let context = try #require(Samples.workspaces[workspace])
        let constraint = try Samples.constraint(context, limit: limit)
        var seen: Set<String> = []
        for seed in 0..<UInt64(Self.walks) {
            let walk = Self.walk(constraint, seed: seed)
            #expect(walk.isComplete, "seed \(seed): \(walk.actions.count) actions")
            #expect(walk.actions.count <= limit)
            let code = constraint.sourceText(
                of: walk.actions, catalogue: Samples.catalogue, context: context)
            let mistakes = Self.mistakes(in: code, context)
            #expect(mistakes.isEmpty, "seed \(seed):\n\(code)")
            if !walk.isComplete || !mistakes.isEmpty { return }
            seen.insert(code)
        }
        // Not one program over and over.
        #expect(seen.count > Self.walks / 4)
    }

    @Test func walksReachEveryFunctionAndStatement() throws {
        let context = try #require(Samples.workspaces["two scans and results"])
        let constraint = try Samples.constraint(context)
        var text = ""
        // What is rare takes some more of them.
        for seed in 1000..<UInt64(1000 + 8 * Self.walks) {
            text += constraint.sourceText(
                of: Self.walk(constraint, seed: seed).actions, catalogue: Samples.catalogue,
                context: context)
            text += "\n"
        }
        let parts = [
            "segment(t1, ", "volume_ml(", "mean(flair", "show(", "report(", "save(", "print(",
            "abs(", "min(", "max(", "round(", "len([", "if ", "elif ", "else:", "for ", " and ",
            " or ", "not ", "True", "unit=", "mask=", "dentate", "2.5", "1250", ".nii.gz",
            "left_hippocampus", "lesion_volume", "\\\"really\\\"", " / ", " <= ", "-",
            "plot({", "halfway(", ".csv", " & ", " | ", "~", " * left_hippocampus",
            "table({",
        ]
        let missing = parts.filter { !text.contains($0) }
        #expect(missing == [])
    }

    /// What needs a variable of its own sort, which few walks have, is reached by those that like it.
    @Test func walksReachLoopsOverTextsAndTheValuesOfDicts() throws {
        let context = try #require(Samples.workspaces["two scans and results"])
        let constraint = try Samples.constraint(context)
        let tokens = constraint.tokens
        let variables = Set(tokens.variables.prefix(6))
        let marks = tokens.marks
        let favoured = variables.union(
            ["for", "in"].map(tokens.keyword) + [marks.openList, marks.openDict, marks.label]
                + ["segment", "volume_ml", "report"].compactMap { tokens.functions[$0] })
        let texts = favoured.union(
            [marks.unquote] + ["left", "thalamus", "brain"].compactMap { tokens.words[$0] })
        let ranks = favoured.union(["argmax", "descending"].compactMap { tokens.functions[$0] })
        let orders = ["descending", "volume_ml", "report"].compactMap { tokens.functions[$0] }
        let sorted = variables.union(["for", "in"].map(tokens.keyword) + [marks.openDict] + orders)
        var text = ""
        for seed in 0..<UInt64(600) {
            let walk = Self.walk(
                constraint, seed: seed, favoured: [texts, ranks, sorted][Int(seed / 200)])
            #expect(walk.isComplete, "seed \(seed)")
            let code = constraint.sourceText(
                of: walk.actions, catalogue: Samples.catalogue, context: context)
            #expect(Self.mistakes(in: code, context).isEmpty, "seed \(seed):\n\(code)")
            text += code + "\n"
        }
        let parts = [
            #"\{(\w+): .* for \1 in \["#, #"\[\S.* for \w+ in "#, #"segment\(\w+, [a-z]"#,
            #"f"\S"#, #"[^:] \w+\[\w+\]"#, #"report\([a-z_0-9]+, "#,
            #"for \w+ in sorted\("#, "lambda ", "reverse=True",
        ]
        let missing = parts.filter { text.range(of: $0, options: .regularExpression) == nil }
        #expect(missing == [])
    }
}
