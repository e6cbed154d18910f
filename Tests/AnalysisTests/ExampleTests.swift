import Analysis
import Foundation
import Script
import TestSupport
import Testing
import Volumes

/// The examples of the reference page are whole programs: they are checked and run here.
@Suite struct ExampleTests {
    private struct Failure: Error {}

    @Test(arguments: Catalogue.signatures.values.flatMap(\.examples).sorted())
    func everyExampleRuns(_ example: String) throws {
        if example.contains("t2") || example.contains("bias_correct") {
            return try runsOnHeads(example)
        }
        let folder = try TemporaryFolder()
        // Both sides of everything that the examples ask for, in the middle of the grid.
        let map = Samples.map([
            (0, 1), (17, 2), (53, 2), (10, 3), (49, 2), (3, 2), (42, 2), (2, 2), (41, 2), (18, 1),
            (54, 2), (0, 1),
        ])
        let segmenter = LabelMapSegmenter(map, name: "seg.nii", vocabulary: Samples.vocabulary)
        let effects = RecordingEffects(folder: folder.path)
        let scan = Samples.scan(on: map.geometry)
        let source = Source(name: "example", text: example)
        let (program, problems) = Parser.parse(source)
        #expect(problems.isEmpty)
        let result = Checker(
            functions: Catalogue.signatures, globals: ["t1": .volume], phrases: Samples.resolver
        ).check(program)
        #expect(result.diagnostics.isEmpty, "\(result.diagnostics)")

        let interpreter = Interpreter(
            functions: Catalogue.functions(
                binding: AnalysisBinding(
                    resolver: Samples.resolver, segmenters: OneSegmenter(segmenter: segmenter),
                    effects: effects)),
            print: { _ in })
        _ = try interpreter.run(program, globals: ["t1": .object(scan)])
        let record = effects.record
        #expect(
            !record.shown.isEmpty || !record.reported.isEmpty || !record.saved.isEmpty
                || !record.plotted.isEmpty)
        #expect(record.warnings.isEmpty)
    }

    /// Examples of two visits, and of what takes a whole head.
    private func runsOnHeads(_ example: String) throws {
        let folder = try TemporaryFolder()
        let bench = RegistrationBench(
            motion: .translation(SIMD3(5, 0, -4)) * Affine(rotationVector: SIMD3(0.1, 0, 0.1)),
            folder: folder.path)
        let (program, problems) = Parser.parse(Source(name: "example", text: example))
        #expect(problems.isEmpty)
        let result = Checker(
            functions: Catalogue.signatures, globals: ["t1": .volume, "t2": .volume],
            phrases: Samples.resolver
        ).check(program)
        #expect(result.diagnostics.isEmpty, "\(result.diagnostics)")
        let interpreter = Interpreter(
            functions: Catalogue.functions(binding: bench.binding), print: { _ in })
        _ = try interpreter.run(
            program, globals: ["t1": .object(bench.t1), "t2": .object(bench.t2)])
        let record = bench.effects.record
        #expect(!record.shown.isEmpty || !record.reported.isEmpty || !record.saved.isEmpty)
        #expect(record.warnings.isEmpty)
    }

    /// Runs a program that must fail, and gives the message.
    private func failure(of code: String) throws -> String {
        let map = Samples.map([(0, 1), (17, 2), (0, 1)])
        let segmenter = LabelMapSegmenter(map, name: "seg.nii", vocabulary: Samples.vocabulary)
        let interpreter = Interpreter(
            functions: Catalogue.functions(
                binding: AnalysisBinding(
                    resolver: Samples.resolver, segmenters: OneSegmenter(segmenter: segmenter),
                    effects: RecordingEffects())),
            print: { _ in })
        let (program, _) = Parser.parse(Source(name: "program", text: code))
        let scan = Samples.scan(on: map.geometry)
        do {
            _ = try interpreter.run(program, globals: ["t1": .object(scan)])
        } catch let failure as RuntimeFailure {
            return failure.diagnostic.message
        }
        throw Failure()
    }

    @Test(
        "Errors of functions reach the program's reader",
        arguments: [
            ("name = \"flux capacitor\"\nsegment(t1, name)", "is no known structure"),
            ("segment(t1, \"left\" + \" thalamus\")", "has no labels for left thalamus"),
            ("mean(t1, t1 > 1000)", "mean of an empty mask is undefined"),
            ("m = t1 > 5\nreport(\"a\", (t1 > 5) - m)", "a & ~b is a without b"),
            ("t1 / 0", "divides by zero"),
        ])
    func errors(code: String, expected: String) throws {
        #expect(try failure(of: code).contains(expected))
    }

    @Test func thePhraseIsCheckedBeforeAnythingRuns() {
        let (program, _) = Parser.parse(
            Source(name: "p", text: "segment(t1, \"left hipocampus\")"))
        let result = Checker(
            functions: Catalogue.signatures, globals: ["t1": .volume], phrases: Samples.resolver
        ).check(program)
        let diagnostic = result.diagnostics.first
        #expect(diagnostic?.severity == .error)
        let words = [diagnostic?.message, diagnostic?.hint].compactMap { $0 }
        #expect(words.joined(separator: " ").contains("left hippocampus"))
    }
}
