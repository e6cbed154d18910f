import Foundation
import Session
import TestSupport
import Testing

@Suite("Killed in the middle of a session")
struct KillTests {
    /// How often; `VOXELPROMPT_KILLS` asks for more than a test run has time for.
    private static let kills =
        ProcessInfo.processInfo.environment["VOXELPROMPT_KILLS"].flatMap { Int($0) } ?? 4

    @Test func everyFinishedStepIsInTheFileAndReplays() throws {
        let command = try Command()
        // Steps of different length, so that a kill falls anywhere.
        for count in 1...5 {
            try command.folder.write(
                """
                total = 0
                for number in range(\(count * 3000)):
                    total = total + number
                mask = segment(t1, "left hippocampus")
                report("total", total)
                report("volume", volume_ml(mask), "mL")
                """, to: "p\(count).py")
        }
        var random = SystemRandomNumberGenerator()
        for round in 0..<Self.kills {
            let session = "s\(round).md"
            let seen = try kill(command, session, after: Int.random(in: 1...6, using: &random))
            let path = command.folder.path(session)
            guard FileManager.default.fileExists(atPath: path) else {
                #expect(seen <= 2)
                continue
            }
            let document = try SessionDocument(path: path)
            let complete = document.steps.filter(\.isComplete)
            // The values of a step are seen before it is in the file, those of the next after.
            #expect(complete.count >= seen / 2 - 1, "round \(round): \(document.text)")
            #expect(complete.allSatisfy { $0.values.count == 2 && $0.status == .ran })
            if !complete.isEmpty {
                let replay = try command.run(["replay", session])
                #expect(replay.code == 0, "round \(round): \(replay.output)\(replay.errors)")
            }
        }
    }

    /// Starts a session with many steps and kills it when so many lines of results were seen.
    ///
    /// - Returns: The lines seen in all.
    private func kill(_ command: Command, _ session: String, after lines: Int) throws -> Int {
        let (process, input, output, errors) = command.process(
            ["--session", session, "--yes"] + Command.labels)
        signal(SIGPIPE, SIG_IGN)
        try process.run()
        let text = (0..<40).map { ":run p\($0 % 5 + 1).py\n" }.joined()
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        var seen = 0
        while seen < lines {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { break }
            seen += data.count { $0 == 10 }
        }
        Foundation.kill(process.processIdentifier, SIGKILL)
        seen += output.fileHandleForReading.readDataToEndOfFile().count { $0 == 10 }
        _ = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return seen
    }
}
