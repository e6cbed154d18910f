import Analysis
import Foundation
import LanguageModel
import Planner

/// From a prompt to its program with the trained models, beside PyTorch writing with the same decoder
/// (`training/language/bench.py`).
///
/// The prompts are those of the test on parity: held-out ways of saying, with workspaces and earlier
/// turns.
enum PlannerBenchmark {
    private static let prompts = "Tests/PlannerTests/Fixtures/parity.json"
    private static let script = "training.language.bench"

    private struct Fixture: Decodable {
        struct Item: Decodable {
            let name: String
            let kind: String
            let details: String
        }
        struct Case: Decodable {
            let prompt: String
            let items: [Item]
        }
        let cases: [Case]
    }

    /// - Parameter arguments: the Python with PyTorch to run beside; none runs no Python.
    static func run(_ arguments: [String]) throws {
        guard arguments.count < 2 else { Benchmarks.usage() }
        let cases = try JSONDecoder().decode(
            Fixture.self, from: Data(contentsOf: URL(fileURLWithPath: prompts))
        ).cases
        var clock = ContinuousClock.now
        let encoder = try TextEncoder(weightsAt: "models/encoder.safetensors")
        let decoder = try CodeDecoder(weightsAt: "models/decoder.safetensors")
        let vocabulary = try Vocabulary(path: "models/vocabulary.json")
        let planner = try Planner(
            encoder: encoder, decoder: decoder, catalogue: Array(Catalogue.signatures.values),
            structures: vocabulary.structures.map { StructureName($0) },
            phrases: AnatomyResolver(vocabulary: vocabulary))
        line("loading, s", clock.duration(to: .now).inSeconds)
        var times: [Double] = []
        for sample in cases {
            clock = .now
            _ = try planner.plan(sample.prompt, context: context(sample.items))
            times.append(clock.duration(to: .now).inSeconds)
        }
        times.sort()
        line("prompt to program, median of \(times.count), s", times[times.count / 2])
        line("prompt to program, worst, s", times[times.count - 1])
        let rate = try tokensPerSecond(encoder, decoder, cases.prefix(60).map(\.prompt))
        line("greedy tokens a second", rate)
        guard let python = arguments.first, let other = torch(python) else { return }
        line("PyTorch's", other)
        line("ratio", rate / other)
    }

    private static func context(_ items: [Fixture.Item]) -> PlanningContext {
        PlanningContext(
            items: items.map { item in
                let isImage = ["scan", "image"].contains(item.kind)
                return .init(
                    name: item.name, kind: isImage ? .volume : item.kind == "mask" ? .mask : .float,
                    details: item.details, isDerived: item.kind == "image")
            })
    }

    /// Tokens that the decoder writes when nothing constrains it and nothing else is computed.
    private static func tokensPerSecond(
        _ encoder: TextEncoder, _ decoder: CodeDecoder, _ prompts: [String]
    ) throws -> Double {
        var tokens = 0
        var spent = 0.0
        for prompt in prompts {
            let pieces = encoder.tokenizer.encode(
                prompt, limit: decoder.configuration.promptPositions)
            let memory = decoder.memory(
                prompt: try encoder.promptFeatures(pieces),
                items: try encoder.embed(["t1 scan"]), earlier: [], mentions: [])
            let clock = ContinuousClock.now
            var caches = [CodeDecoder.Cache(for: decoder)]
            var action = 0
            // As many as a program of some length has, whatever they are.
            for _ in 0..<60 {
                let logits = decoder.step([action], memory: memory, caches: &caches)
                let row = logits.row(0)
                action = (row.indices.max { row[$0] < row[$1] } ?? 0) - row.startIndex
                tokens += 1
            }
            spent += clock.duration(to: .now).inSeconds
        }
        return Double(tokens) / spent
    }

    private static func torch(_ python: String) -> Double? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, "-m", script]
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return nil }
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func line(_ name: String, _ value: Double) {
        let column = name.padding(toLength: 46, withPad: " ", startingAt: 0)
        print(column, String(format: "%.3f", value))
    }
}
