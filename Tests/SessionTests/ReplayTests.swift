import Foundation
import SyntheticScans
import TestSupport
import Testing
import Volumes

@testable import Session

@Suite("Replay")
struct ReplayTests {
    private static let programs = [
        """
        left = segment(t1, "left hippocampus")
        report("left hippocampus volume", volume_ml(left), "mL")
        """,
        "y = 1 / 0",
        """
        right = segment(t1, "right hippocampus")
        report("ratio", volume_ml(left) / volume_ml(right))
        print("right:", volume_ml(right))
        save(right, "right.nii.gz")
        """,
    ]

    private struct Run {
        let verdict: ReplayVerdict
        let events: [ReplayEvent]
        let names: [String]
    }

    private func replay(
        _ folder: SessionFolder, _ path: String, substitutes: [Replay.Substitute] = [],
        weights: [SessionHeader.Weights] = [], precision: String = "float32"
    ) throws -> Run {
        let replay = Replay(
            try SessionDocument(path: path), path: path, engine: folder.engine,
            substitutes: substitutes, weights: weights, precision: precision)
        var events: [ReplayEvent] = []
        let (verdict, workspace) = try replay.run { events.append($0) }
        return Run(verdict: verdict, events: events, names: workspace.names)
    }

    @Test func theSameInputsGiveTheSameValues() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let run = try replay(folder, path)
        #expect(run.verdict == .same)
        #expect(
            run.events == [
                .same(step: 1, prompt: "a prompt", values: 1, deviation: 0),
                .notSaved(step: 3, path: "right.nii.gz"),
                .same(step: 3, prompt: "a prompt", values: 1, deviation: 0),
            ])
        #expect(run.names == ["t1", "left", "right"])
        #expect(!FileManager.default.fileExists(atPath: "right.nii.gz"))
    }

    @Test func folderAndDataMayMoveTogether() throws {
        let folder = try SessionFolder()
        try folder.record(Self.programs)
        let moved = folder.folder.path("moved")
        try FileManager.default.createDirectory(atPath: moved, withIntermediateDirectories: true)
        for name in ["t1.nii.gz", "labels.nii.gz", "session.md"] {
            try FileManager.default.moveItem(
                atPath: folder.folder.path(name), toPath: moved + "/" + name)
        }
        #expect(try replay(folder, moved + "/session.md").verdict == .same)
    }

    @Test func aChangedInputIsSaidFirstAndDifferencesAreListed() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let other = SyntheticHead(leftRadius: 24)
        try FileManager.default.removeItem(atPath: folder.folder.path("labels.nii.gz"))
        try VolumeFile.write(other.labels, to: folder.folder.path("labels.nii.gz"))
        let run = try replay(folder, path)
        #expect(run.verdict == .different)
        guard case .changedInput(let input, _) = run.events.first else {
            Issue.record("\(run.events)")
            return
        }
        #expect(input.role == .labels)
        guard case .different(1, _, let values, nil)? = run.events.dropFirst().first else {
            Issue.record("\(run.events)")
            return
        }
        #expect(values.count == 1)
        #expect(values[0].old?.content == .number(SyntheticHead().millilitres(of: 17)))
        #expect(values[0].new?.content == .number(other.millilitres(of: 17)))
    }

    @Test func anotherScanGivesNewValues() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let other = SyntheticHead(leftRadius: 24, rightRadius: 25)
        let place = folder.folder.path("other")
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try other.write(to: place)
        let run = try replay(
            folder, path,
            substitutes: [
                .init(role: .scan, name: "t1", path: place + "/t1.nii.gz"),
                .init(role: .labels, name: "t1", path: place + "/labels.nii.gz"),
            ])
        #expect(run.verdict == .ranAnew)
        let values = run.events.compactMap { event -> [ReportedValue]? in
            if case .new(_, _, let values, _) = event { values } else { nil }
        }
        #expect(values.first?.map(\.content) == [.number(other.millilitres(of: 17))])
        #expect(values.count == 2)
    }

    @Test func anotherScanWithoutItsLabelMapDoesNotGetTheOldOne() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let run = try replay(
            folder, path,
            substitutes: [.init(role: .scan, name: "t1", path: folder.folder.path("t1.nii.gz"))])
        #expect(run.verdict == .failedAnew)
        #expect(run.events.contains(.labelsLeftOut(name: "t1")))
    }

    @Test func editedCodeIsWhatRuns() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let edited = text.replacingOccurrences(
            of: "left = segment(t1, \"left hippocampus\")",
            with: "left = segment(t1, \"right hippocampus\")")
        try Data(edited.utf8).write(to: URL(fileURLWithPath: path))
        let run = try replay(folder, path)
        #expect(run.verdict == .different)
        let text1 = run.events.map(\.text).joined(separator: "\n")
        #expect(text1.contains("left hippocampus volume: "))
        #expect(text1.contains("ratio: "))
    }

    @Test func aStepThatFailsNowIsADifference() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data(
            text.replacingOccurrences(of: "segment(t1, \"right", with: "segmnt(t1, \"right").utf8
        )
        .write(to: URL(fileURLWithPath: path))
        let run = try replay(folder, path)
        #expect(run.verdict == .different)
        guard case .failed(3, _, let message)? = run.events.last else {
            Issue.record("\(run.events)")
            return
        }
        #expect(message.contains("segmnt"))
    }

    @Test func weightsAndPrecisionAreCompared() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data(
            text.replacingOccurrences(
                of: "scans:", with: "weights:\n  vision.safetensors: aa\n  gone.bin: bb\nscans:"
            ).utf8
        ).write(to: URL(fileURLWithPath: path))
        let run = try replay(
            folder, path, weights: [.init(file: "vision.safetensors", checksum: "cc")],
            precision: "bfloat16")
        #expect(
            Array(run.events.prefix(3)) == [
                .changedWeights(file: "vision.safetensors", old: "aa", new: "cc"),
                .missingWeights(file: "gone.bin"),
                .otherPrecision(old: "float32", new: "bfloat16"),
            ])
        #expect(run.verdict == .same)
    }

    @Test func whatCannotRun() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        #expect(throws: Replay.Failure.unknownName("t2", known: ["t1"])) {
            try replay(
                folder, path, substitutes: [.init(role: .scan, name: "t2", path: "x.nii")])
        }
        let empty = try folder.record(["y = 1 / 0"], to: "empty.md")
        #expect(throws: Replay.Failure.nothingToRun(path: empty)) { try replay(folder, empty) }
        try FileManager.default.removeItem(atPath: folder.folder.path("t1.nii.gz"))
        #expect {
            try replay(folder, path)
        } throws: { error in
            "\(error)".contains("t1 cannot be loaded") && "\(error)".contains("--scan t1=PATH")
        }
    }

    @Test func aCutOffStepIsLeftOut() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let cut = try #require(text.range(of: "<!-- end of step 3"))
        try Data(text[..<cut.lowerBound].utf8).write(to: URL(fileURLWithPath: path))
        let run = try replay(folder, path)
        #expect(run.verdict == .same)
        #expect(
            run.events == [
                .cutOff(step: 3), .same(step: 1, prompt: "a prompt", values: 1, deviation: 0),
            ])
    }
}
