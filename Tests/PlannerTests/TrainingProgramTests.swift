import Analysis
import Foundation
import LanguageModel
import Script
import Testing

@testable import Planner

/// Every program that the decoder is taught is legal under the grammar and prints as the same code.
struct TrainingProgramTests {
    struct Fixture: Decodable {
        struct Structure: Decodable {
            let name: String
            let sided: Bool
            let synonyms: [String]
        }
        struct Item: Decodable {
            let name: String
            let kind: String
            let details: String
        }
        struct Case: Decodable {
            let prompt: String
            let items: [Item]
            let earlier: [String]
            let pieces: [Int]
            let ranges: [[Int]]
            let actions: [Int]
            let task: String
            let code: String
        }
        let tokens: [CodeToken]
        let structures: [Structure]
        let cases: [Case]

        static func read() throws -> Fixture {
            let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Fixtures/programs.json")
            return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
        }

        var structureNames: [StructureName] {
            structures.map {
                StructureName(name: $0.name, isSided: $0.sided, synonyms: $0.synonyms)
            }
        }
    }

    static let catalogue = Array(Catalogue.signatures.values)

    static func context(
        _ items: [Fixture.Item], earlier: [String] = []
    ) -> PlanningContext {
        let kinds: [String: Kind] = [
            "scan": .volume, "image": .volume, "mask": .mask, "number": .float, "dict": .dict,
            "list": .list, "transform": .transform, "labels": .labelMap, "table": .table,
        ]
        return PlanningContext(
            items: items.map {
                .init(
                    name: $0.name, kind: kinds[$0.kind] ?? .other, details: $0.details,
                    isDerived: $0.kind == "image", holdsNumbers: $0.kind == "dict")
            }, earlier: earlier.map { .init(prompt: $0) })
    }

    static func constraint(
        _ sample: Fixture.Case, _ fixture: Fixture, _ table: CodeTokenTable
    ) -> ProgramConstraint {
        let pieces = zip(sample.pieces, sample.ranges).map { id, range in
            Piece(id: id, range: range[0]..<range[1])
        }
        return ProgramConstraint(
            tokens: table, catalogue: catalogue, structures: fixture.structureNames,
            context: context(sample.items), prompt: sample.prompt, pieces: pieces,
            memoryCount: pieces.count + max(1, sample.items.count), limit: 191)
    }

    @Test func everyProgramIsLegalAndPrintsAsTaught() throws {
        let fixture = try Fixture.read()
        let table = try CodeTokenTable(tokens: fixture.tokens)
        #expect(fixture.cases.count >= 300)
        for sample in fixture.cases {
            let constraint = Self.constraint(sample, fixture, table)
            var state = constraint.initialState
            for (index, action) in sample.actions.enumerated() {
                guard constraint.legalActions(in: state).contains(action) else {
                    let name = action < table.count ? table.tokens[action].text : "pointer"
                    Issue.record("\(sample.prompt): \(name) at \(index) in\n\(sample.code)")
                    break
                }
                constraint.advance(&state, by: action)
            }
            #expect(constraint.isComplete(state), "\(sample.prompt)")
            guard table.intents[sample.actions[0]] == .program else { continue }
            let lexemes = constraint.lexemes(of: sample.actions).map { lexeme in
                lexeme == .label ? .string("<label>") : lexeme
            }
            let text = ProgramWriter(names: [:]).text(
                of: Expansion(parameter: "name").expanded(lexemes))
            #expect(
                text.filter { $0 != " " && $0 != "\n" }
                    == sample.code.filter { $0 != " " && $0 != "\n" })
        }
    }

    @Test func descriptionsAreWhatTheDecoderWasTaught() throws {
        for sample in try Fixture.read().cases {
            let context = Self.context(sample.items)
            for (item, description) in zip(
                sample.items, context.items.map(context.description))
            {
                let words = [item.name, item.kind, item.details].filter { !$0.isEmpty }
                #expect(description == words.joined(separator: " "))
            }
        }
    }

    /// Beams that fail the check cost answers, so programs as taught have to pass with their names.
    @Test func programsWithChosenNamesParseAndCheck() throws {
        struct AcceptAll: PhraseResolver {
            func resolve(_ phrase: String) -> PhraseResolution { .accepted(canonical: phrase) }
        }
        let fixture = try Fixture.read()
        let table = try CodeTokenTable(tokens: fixture.tokens)
        for sample in fixture.cases where table.intents[sample.actions[0]] == .program {
            let context = Self.context(sample.items)
            let code = Self.constraint(sample, fixture, table).sourceText(
                of: sample.actions, catalogue: Self.catalogue, context: context)
            let (program, mistakes) = Parser.parse(Source(name: "program", text: code))
            let functions = Dictionary(
                uniqueKeysWithValues: Self.catalogue.map { ($0.name, $0) })
            let result = Checker(
                functions: functions,
                globals: Dictionary(context.items.map { ($0.name, $0.kind) }) { $1 },
                phrases: AcceptAll()
            ).check(program)
            let errors = (mistakes + result.diagnostics).filter { $0.severity == .error }
            #expect(errors.isEmpty, "\(code)\n\(errors.map(\.message))")
        }
    }
}
