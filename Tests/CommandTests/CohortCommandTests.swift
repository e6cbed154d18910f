import Foundation
import SyntheticScans
import TestSupport
import Testing
import Volumes

@Suite("Sessions on the command line")
struct CohortCommandTests {
    private let command: Command
    private let people = 4

    init() throws {
        command = try Command()
        let folder = command.folder
        try folder.write(
            """
            total = 0
            for number in range(30000):
                total = total + number
            left = segment(t1, "left hippocampus")
            report("left hippocampus", volume_ml(left), "mL")
            show(t1, left)
            """, to: "left.py")
        _ = try command.run(
            ["--session", "s.md", "--yes"] + Command.scanAndLabels, input: ":run left.py\n")
        for number in 1...people {
            let place = folder.path("sub-\(number)")
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: true)
            try SyntheticHead(leftRadius: 14 + Double(number)).write(to: place)
        }
    }

    private let each = [
        "replay", "s.md", "--each", "sub-*/t1.nii.gz", "--labels", "t1={folder}/labels.nii.gz",
    ]

    @Test func killedHalfWayItGoesOn() throws {
        let (process, input, output, errors) = command.process(each)
        try process.run()
        try input.fileHandleForWriting.close()
        var text = ""
        while !text.contains("2 of \(people)") {
            let data = errors.fileHandleForReading.availableData
            if data.isEmpty { break }
            text += String(decoding: data, as: UTF8.self)
        }
        kill(process.processIdentifier, SIGKILL)
        _ = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let again = try command.run(each)
        #expect(again.code == 0, "\(again.errors)")
        let match = try #require(
            again.output.firstMatch(of: /s_each\.tsv: ([0-9]) ran, ([0-9]) from before/))
        let (ran, kept) = (Int(match.1) ?? 0, Int(match.2) ?? 0)
        #expect(kept >= 2 && ran + kept == people, "\(again.output)")
        let lines = try command.folder.read("s_each.tsv").split(separator: "\n")
        #expect(lines.count == people + 1)
        for (number, line) in lines.dropFirst().enumerated() {
            let volume = SyntheticHead(leftRadius: 15 + Double(number)).millilitres(of: 17)
            #expect(line.split(separator: "\t").last.flatMap { Double($0) } == volume)
        }
    }

    @Test func oneBadScanEndsWith65() throws {
        try command.folder.write("no scan", to: "sub-2/t1.nii.gz")
        let outcome = try command.run(each + ["--table", "out.csv"])
        #expect(outcome.code == 65)
        #expect(outcome.output.contains("out.csv: 3 ran, 1 failed"))
        #expect(outcome.errors.contains("2 of 4, sub-2/t1.nii.gz failed: t1 cannot be loaded"))
        #expect(outcome.errors.contains("left"))
    }

    @Test func nothingMatches() throws {
        let outcome = try command.run(["replay", "s.md", "--each", "no-*"])
        #expect(outcome.code == 66)
        #expect(outcome.errors.contains("No file matches no-*"))
    }

    @Test func stepsAreAskedAbout() throws {
        let outcome = try command.run(["replay", "s.md", "--step"], input: "x\n\n")
        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("segment(t1, \"left hippocampus\")"))
        #expect(
            outcome.output.contains("same: 1 step gave the values of before (to the last bit)"))
        let ended = try command.run(["replay", "s.md", "--step"], input: "q\n")
        #expect(ended.output.contains("step 1 and what follows are left out"))
    }

    @Test func exports() throws {
        let page = try command.run(["export", "s.md", "--output", "s.html"])
        #expect(page.code == 0, "\(page.errors)")
        let html = try command.folder.read("s.html")
        #expect(html.contains("data:image/bmp;base64,"))
        #expect(!html.contains(command.folder.path))
        let again = try command.run(["export", "s.md", "--output", "s.html"])
        #expect(again.code == 65 && again.errors.contains("s.html"))

        let script = try command.run(["export", "s.md", "--output", "s.py"])
        #expect(script.code == 0, "\(script.errors)")
        let run = try command.run(["run", "s.py"] + Command.scanAndLabels)
        #expect(run.output.hasPrefix("left hippocampus: "))
        let methods = try command.run(["export", "s.md", "--as", "methods"])
        #expect(methods.output.contains("voxelprompt 0.1.0"))

        // Without its scan a page has no pictures, and says so.
        try FileManager.default.removeItem(atPath: command.folder.path("t1.nii.gz"))
        let bare = try command.run(["export", "s.md", "--as", "html"])
        #expect(bare.code == 0)
        #expect(bare.errors.contains("The page has no pictures"))
        #expect(!bare.output.contains("data:image"))
    }

    @Test func openSaveAsExportAndFolders() throws {
        let outcome = try command.run(
            ["--session", "new.md", "--yes"],
            input: """
                :open s.md
                :list
                :save as deep/copy.md
                :run left.py
                :export copy.html
                :open copy.md
                :load sub-1
                :load .
                """)
        #expect(outcome.errors.contains("The session goes on in s.md."))
        #expect(outcome.output.contains("t1      volume"))
        // The folder is missing; the session stays where it is.
        #expect(outcome.errors.contains("there is no folder deep"))
        #expect(try command.folder.read("copy.html").contains("id=\"step-2\""))
        #expect(outcome.errors.contains("There is no session file copy.md"))
        #expect(outcome.output.contains("1  labels.nii.gz\n2  t1.nii.gz\n"))
        #expect(outcome.output.contains("sub-4/t1.nii.gz"))
        #expect(!FileManager.default.fileExists(atPath: command.folder.path("new.md")))

        let copy = try command.run(
            ["--session", "s.md", "--yes"], input: ":save as sub-1/copy.md\n:run left.py\n")
        #expect(copy.errors.contains("The session goes on in sub-1/copy.md"))
        let replay = try command.run(["replay", "sub-1/copy.md"])
        #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
        #expect(replay.output.contains("same: 3 steps"))
        #expect(try command.run(["replay", "s.md"]).output.contains("same: 2 steps"))
    }
}
