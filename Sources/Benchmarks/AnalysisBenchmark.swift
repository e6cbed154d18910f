import Foundation
import Volumes

/// Measures and image operations on a 1 mm head, beside the Python library named in each row.
///
/// Both sides work on the same files; `training/analysis_bench.py` has the other side. Times are the
/// best of several runs, since other work on the machine only adds time.
enum AnalysisBenchmark {
    /// A head of 181 × 217 × 181 voxels of 1 mm, from Debian's mricron-data.
    private static let demo = "/usr/share/mricron/templates/ch2.nii.gz"
    private static let script = "training/analysis_bench.py"

    /// - Parameter arguments: The Python to run, `python3` by default.
    static func run(_ arguments: [String]) throws {
        guard arguments.count < 2 else { Benchmarks.usage() }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("analysis-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Large blocks shall go back to the system when they are freed, so that peaks are those of one
        // row; the C library reads that when a program starts.
        let threshold = "MALLOC_MMAP_THRESHOLD_"
        if getenv(threshold) == nil {
            setenv(threshold, "1000000", 1)
            execv("/proc/self/exe", CommandLine.unsafeArgv)
        }
        let trial = try AnalysisTrial(scan: VolumeFile.readVolume(at: demo).volume)
        try trial.write(to: folder)
        let own = try trial.rows.map { try measure($0, input: trial.scan.voxels.count * 4) }
        let others = python(arguments.first ?? "python3", folder)
        print(line("", ["program s", "python s", "ratio", "copies"], "beside"))
        for row in own {
            let other = others[row.name]
            let cells = [
                text(row.seconds), other.map { text($0.seconds) } ?? "-",
                other.map { String(format: "%.2f", row.seconds / $0.seconds) } ?? "-",
                row.copies.map { String(format: "%.1f", $0) } ?? "-",
            ]
            print(line(row.name, cells, other?.beside ?? ""))
            if let note = row.note { print("    program: \(note)") }
            if let note = other?.note { print("    python:  \(note)") }
        }
    }

    private struct Row {
        let name: String
        let seconds: Double
        /// Memory that the operation took at its highest beside its input, result included, in copies of
        /// the scan (32-bit numbers).
        let copies: Double?
        let note: String?
    }

    private static func measure(_ row: AnalysisTrial.Row, input: Int) throws -> Row {
        var best = Double.infinity
        var copies: Double?
        var note: String?
        for _ in 0..<row.repeats {
            PeakMemory.reset()
            let before = PeakMemory.now()
            let start = ContinuousClock.now
            note = try row.body()
            let spent = (ContinuousClock.now - start).components
            best = min(best, Double(spent.seconds) + Double(spent.attoseconds) * 1e-18)
            if let before, let peak = PeakMemory.highest() {
                let used = Double(peak - before) / Double(input)
                copies = min(copies ?? .infinity, used)
            }
        }
        return Row(name: row.name, seconds: best, copies: copies, note: note)
    }

    private struct Other: Decodable {
        let seconds: Double
        let beside: String
        let note: String?
    }

    /// What the script prints: rows by their names; none where Python or a library is missing.
    private static func python(_ executable: String, _ folder: String) -> [String: Other] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [executable, script, folder]
        let output = Pipe()
        process.standardOutput = output
        do {
            try process.run()
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return try JSONDecoder().decode([String: Other].self, from: data)
        } catch {
            FileHandle.standardError.write(Data("\(executable) \(script): \(error)\n".utf8))
            return [:]
        }
    }

    private static func text(_ seconds: Double) -> String { String(format: "%.3f", seconds) }

    private static func line(_ name: String, _ cells: [String], _ beside: String) -> String {
        let padded = cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }
        let gap = String(repeating: " ", count: max(1, 26 - name.count))
        return name + gap + padded.joined() + "   " + beside
    }
}

/// Resident memory of this process, bytes, from the kernel's account; nil where there is none.
private enum PeakMemory {
    /// Forgets the peak so far.
    static func reset() {
        try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    }

    static func now() -> Int? { value("VmRSS:") }
    static func highest() -> Int? { value("VmHWM:") }

    private static func value(_ key: String) -> Int? {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix(key) }
        return line?.split(separator: " ").dropLast().last.flatMap { Int($0) }.map { $0 * 1024 }
    }
}
