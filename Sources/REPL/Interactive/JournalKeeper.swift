import Foundation
import Session

/// Writes the session and says, without ever stopping the work, when that fails.
final class JournalKeeper {
    private var journal: SessionJournal
    private let console: Console
    private let machine: () -> (weights: [SessionHeader.Weights], precision: String)

    init(
        _ journal: SessionJournal, console: Console,
        machine: @escaping () -> (weights: [SessionHeader.Weights], precision: String)
    ) {
        self.journal = journal
        self.console = console
        self.machine = machine
    }

    var path: String { journal.path }
    var folder: String { journal.folder }
    var stepCount: Int { journal.stepCount }

    func record(_ input: LoadedInput) {
        attempt { try journal.record(input.record(from: journal.folder)) }
    }

    func append(_ step: StepRecord) {
        if journal.isNew {
            // Read only now: checksums of weights take a moment that the start should not.
            let machine = machine()
            journal.record(
                weights: machine.weights, precision: machine.precision,
                tolerance: Tolerance.of(precision: machine.precision))
        }
        attempt { try journal.append(withoutFolder(step)) }
    }

    /// Messages name files as the user typed them; in the file no path shows where it lies.
    private func withoutFolder(_ step: StepRecord) -> StepRecord {
        func relative(_ text: String) -> String {
            SessionPath.hidingFolders(text, besides: journal.folder)
        }
        var step = step
        step.error = step.error.map(relative)
        step.warnings = step.warnings.map(relative)
        return step
    }

    /// Goes on in another file, after closing this one.
    func move(to journal: SessionJournal) {
        _ = close()
        self.journal = journal
    }

    /// - Returns: Whether everything is in the file.
    func close() -> Bool {
        do {
            try journal.close()
            return true
        } catch {
            console.error("\(error)")
            console.say("The steps of this session that are not in the file are lost.", .error)
            return false
        }
    }

    private func attempt(_ body: () throws -> Void) {
        do { try body() } catch { console.error("\(error)") }
    }
}

/// By how much a replayed value may differ, relative to its size, and count as the same.
enum Tolerance {
    /// Exact arithmetic of label maps and float32 leave only the last digits; bfloat16 has eight
    /// bits for a number, so that voxels at a border may change sides.
    static func of(precision: String) -> Double {
        precision == "float32" ? 1e-6 : 0.01
    }
}

/// Where a session is kept that was given no file.
enum DefaultSessionPath {
    /// A new name in the user's folder of program states (XDG), which is made if need be; in the
    /// working folder for who has no home, or one that cannot be written.
    ///
    /// - Parameter warn: Is told when the file will lie where nobody looks for it.
    static func make(
        environment: [String: String], now: Date = Date(), warn: (String) -> Void
    ) -> String {
        let usual = UserFolder.state.path(environment: environment) + "/sessions"
        try? FileManager.default.createDirectory(
            atPath: usual, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let isUsual = FileManager.default.isWritableFile(atPath: usual)
        let folder = isUsual ? usual : FileManager.default.currentDirectoryPath
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "yyyy-MM-dd-HHmmss"
        let base = folder + "/" + format.string(from: now)
        var path = base + ".md"
        var number = 2
        while FileManager.default.fileExists(atPath: path) {
            path = "\(base)-\(number).md"
            number += 1
        }
        if !isUsual {
            warn(
                "Sessions cannot be kept in \(usual); this one goes to \(path). "
                    + "--session names another file.")
        }
        return path
    }
}

/// Days as sessions write them.
enum Today {
    static func text(_ now: Date = Date()) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "yyyy-MM-dd"
        return format.string(from: now)
    }
}
