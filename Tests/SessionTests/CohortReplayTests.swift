import Foundation
import SyntheticScans
import TestSupport
import Testing
import Volumes

@testable import Session

@Suite("A session on many scans")
struct CohortReplayTests {
    private let folder: SessionFolder
    private let session: String
    private let radii = [15.0, 18, 21, 24]

    init() throws {
        folder = try SessionFolder()
        session = try folder.record([
            """
            left = segment(t1, "left hippocampus")
            report("left hippocampus", volume_ml(left), "mL")
            """,
            "report(\"large\", volume_ml(left) > 20)\nreport(\"left hippocampus\", 0, \"%\")",
        ])
        for (number, radius) in radii.enumerated() {
            let place = folder.folder.path("bids/sub-0\(number + 1)/anat")
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: true)
            try SyntheticHead(leftRadius: radius).write(to: place)
            try FileManager.default.moveItem(
                atPath: place + "/t1.nii.gz", toPath: place + "/sub-0\(number + 1)_T1w.nii.gz")
        }
    }

    private var table: String { folder.folder.path("out.tsv") }

    private func cohort(
        name: String? = nil, pattern: String = "bids/*/anat/*_T1w.nii.gz", table: String? = nil,
        session: String? = nil, weights: [SessionHeader.Weights] = [],
        others: [Replay.Substitute]? = nil
    ) throws -> CohortReplay {
        try CohortReplay(
            SessionDocument(path: session ?? self.session), path: session ?? self.session,
            engine: folder.engine, name: name, pattern: folder.folder.path(pattern),
            others: others
                ?? [.init(role: .labels, name: "t1", path: "{folder}/labels.nii.gz")],
            to: nil, table: table ?? self.table, weights: weights, precision: "float32")
    }

    private func rows() throws -> [[String]] {
        SeparatedValues.rows(
            of: String(decoding: try Data(contentsOf: URL(fileURLWithPath: table)), as: UTF8.self),
            separator: "\t")
    }

    @Test func aRowForEachScanAndAColumnForEachValue() throws {
        let outcome = try cohort().run { _ in }
        #expect(outcome == .init(ran: 4, failed: 0, kept: 0, isStopped: false, columns: 3))
        let rows = try rows()
        #expect(
            rows[0] == [
                "file", "participant_id", "session_id", "acq_date", "sha256", "status", "message",
                "left_hippocampus_mL", "large", "left_hippocampus_percent",
            ])
        for (number, radius) in radii.enumerated() {
            let row = rows[number + 1]
            let volume = SyntheticHead(leftRadius: radius).millilitres(of: 17)
            #expect(row[0] == "bids/sub-0\(number + 1)/anat/sub-0\(number + 1)_T1w.nii.gz")
            #expect(row[1] == "sub-0\(number + 1)")
            #expect(row[5] == "ran")
            #expect(Double(row[7]) == volume)
            #expect(row[8] == (volume > 20 ? "True" : "False"))
        }
        let sidecar = try #require(
            JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(fileURLWithPath: folder.folder.path("out.json"))))
                as? [String: Any])
        #expect(
            sidecar["left_hippocampus_mL"] as? [String: String]
                == ["LongName": "left hippocampus", "Units": "mL"])
    }

    @Test func whatWasStoppedGoesOnWithoutRepeating() throws {
        let whole = try cohort().run { _ in }
        #expect(whole.ran == 4)
        let expected = try rows()
        try FileManager.default.removeItem(atPath: table)

        // Stopped while the third scan is being worked on.
        let state = StopAfter(2)
        let first = try cohort().run(
            isCancelled: { state.isRaised },
            told: { event in
                if case .ran = event { state.count() }
            })
        #expect(first.isStopped && first.ran == 2)
        #expect(try rows().count == 3)
        var ran: [String] = []
        let second = try cohort().run { event in
            if case .ran(let place, _) = event { ran.append(place.file) }
        }
        #expect(second == .init(ran: 2, failed: 0, kept: 2, isStopped: false, columns: 3))
        #expect(ran.map { $0.contains("sub-03") || $0.contains("sub-04") } == [true, true])
        #expect(try rows() == expected)
        #expect(!FileManager.default.fileExists(atPath: table + ".lock"))
    }

    @Test func oneBadScanDoesNotStopTheRestAndIsTriedAgain() throws {
        let bad = folder.folder.path("bids/sub-02/anat/sub-02_T1w.nii.gz")
        let good = try Data(contentsOf: URL(fileURLWithPath: bad))
        try Data("no scan".utf8).write(to: URL(fileURLWithPath: bad))
        let outcome = try cohort().run { _ in }
        #expect(outcome.ran == 3 && outcome.failed == 1)
        let row = try rows()[2]
        #expect(row[5] == "failed")
        #expect(row[6].contains("t1 cannot be loaded"))
        #expect(!row[6].contains(folder.folder.path))
        #expect(row[7] == "n/a")

        try good.write(to: URL(fileURLWithPath: bad))
        let again = try cohort().run { _ in }
        #expect(again.ran == 1 && again.kept == 3)
        #expect(try rows().map { $0[5] } == ["status", "ran", "ran", "ran", "ran"])
    }

    @Test func aChangedScanRunsAgain() throws {
        _ = try cohort().run { _ in }
        let scan = folder.folder.path("bids/sub-01/anat/sub-01_T1w.nii.gz")
        try FileManager.default.removeItem(atPath: scan)
        try FileManager.default.copyItem(
            atPath: folder.folder.path("bids/sub-04/anat/sub-04_T1w.nii.gz"), toPath: scan)
        #expect(try cohort().run { _ in }.ran == 1)
    }

    @Test func commaSeparatedToo() throws {
        let csv = folder.folder.path("out.csv")
        _ = try cohort(table: csv).run { _ in }
        #expect(try cohort(table: csv).run { _ in }.kept == 4)
        #expect(try folder.folder.read("out.csv").hasPrefix("file,participant_id,"))
    }

    @Test func theTableOfAnotherSessionIsNotTouched() throws {
        _ = try cohort().run { _ in }
        let before = try folder.folder.read("out.tsv")
        let other = try folder.record(["report(\"x\", 1)"], to: "other.md")
        #expect(throws: CohortReplay.Failure.otherTable(path: table)) {
            try cohort(session: other).run { _ in }
        }
        #expect(throws: CohortReplay.Failure.otherTable(path: table)) {
            try cohort(weights: [.init(file: "w", checksum: "a")]).run { _ in }
        }
        #expect(try folder.folder.read("out.tsv") == before)
    }

    @Test func twoProgramsDoNotFillOneTable() throws {
        let lock = FileLock.taken(at: table + ".lock")
        #expect(lock != nil)
        _ = withExtendedLifetime(lock) {
            #expect(throws: CohortReplay.Failure.tableInUse(path: table)) {
                try cohort().run { _ in }
            }
        }
    }

    @Test func whatCannotBegin() throws {
        let path = folder.folder.path("none*")
        #expect(throws: CohortReplay.Failure.noMatch(pattern: path)) {
            try cohort(pattern: "none*")
        }
        #expect(throws: CohortReplay.Failure.unknownName("t2", known: ["t1"])) {
            try cohort(name: "t2")
        }
        #expect(throws: CohortReplay.Failure.badTableName(path: "t.xlsx")) {
            try cohort(table: "t.xlsx")
        }
        #expect(throws: CohortReplay.Failure.alsoGiven(name: "t1")) {
            try cohort(others: [.init(role: .scan, name: "t1", path: "x.nii")])
        }
    }

    @Test(arguments: [
        ("left hippocampus", "mL", "left_hippocampus_mL"),
        ("share (of ICV)", "%", "share_of_ICV_percent"),
        ("área", "mm²", "área_mm2"), ("", "", "value"), ("file", "", "file_value"),
        ("--", "", "value"),
    ])
    func columnNames(label: String, unit: String, name: String) {
        #expect(CohortTable.columnName(label: label, unit: unit) == name)
    }
}

/// Raised after so many calls.
private final class StopAfter: @unchecked Sendable {
    private var left: Int

    init(_ count: Int) { left = count }

    var isRaised: Bool { left <= 0 }
    func count() { left -= 1 }
}
