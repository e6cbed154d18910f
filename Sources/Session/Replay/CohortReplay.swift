import Analysis
import Foundation
import Synchronization
import Volumes

/// Runs a session on many scans, one after the other, into one table. What the table holds already
/// is not run again; a scan that fails does not stop the rest.
package struct CohortReplay {
    /// Why no scan can be run.
    package enum Failure: Error, Hashable, CustomStringConvertible {
        case noMatch(pattern: String)
        case severalScans(known: [String])
        case unknownName(String, known: [String])
        case otherTable(path: String)
        case tableInUse(path: String)
        case badTableName(path: String)
        case alsoGiven(name: String)

        package var description: String {
            switch self {
            case .noMatch(let pattern):
                "No file matches \(pattern). Put the pattern in quotes, so that it reaches the "
                    + "program whole."
            case .severalScans(let known):
                "The session has several scans. Say which one the files replace: --each "
                    + "\(known.first ?? "t1")=PATTERN; it has \(known.joined(separator: ", "))."
            case .unknownName(let name, let known):
                "The session has no scan “\(name)” to replace; it has "
                    + known.joined(separator: ", ") + "."
            case .otherTable(let path):
                "\(path) is there and was not made by this session with these weights. Name another "
                    + "file with --table, or remove it."
            case .tableInUse(let path):
                "\(path) cannot be written: another program is filling it, or its folder is "
                    + "missing or write-protected. Name another file with --table."
            case .badTableName(let path):
                "\(path) is no name for a table: end it in .tsv or .csv."
            case .alsoGiven(let name):
                "--each and --scan both replace \(name). Leave out one of them."
            }
        }
    }

    /// What happens, as it happens.
    package enum Event: Hashable, Sendable {
        /// About all scans, before the first.
        case machine(ReplayEvent)
        case began(count: Int, done: Int)
        case ran(Place, seconds: Double)
        case failed(Place, message: String)
        case warning(file: String, String)
    }

    /// Which scan of how many, and how long the rest will take, in seconds; nil while unknown.
    package struct Place: Hashable, Sendable {
        package let file: String
        package let number: Int
        package let count: Int
        package let secondsLeft: Double?
    }

    package struct Outcome: Hashable, Sendable {
        package var ran = 0
        package var failed = 0
        /// In the table from an earlier run.
        package var kept = 0
        package var isStopped = false
        /// Columns of values in the table.
        package var columns = 0
    }

    let document: SessionDocument
    let path: String
    let engine: Engine
    /// The name that the files take in the session.
    let name: String
    let files: [String]
    /// Other inputs; in their paths {folder}, {name}, {subject} and {session} stand for those of
    /// the scan.
    let others: [Replay.Substitute]
    let last: Int?
    let table: String
    let weights: [SessionHeader.Weights]
    let precision: String

    /// - Parameters:
    ///   - name: Which scan of the session the files replace; nil where it has only one.
    ///   - pattern: As a shell has them.
    ///   - last: The last step that runs.
    ///   - table: The file of the table, .tsv or .csv.
    /// - Throws: `Failure`.
    package init(
        _ document: SessionDocument, path: String, engine: Engine, name: String?, pattern: String,
        others: [Replay.Substitute], to last: Int?, table: String,
        weights: [SessionHeader.Weights], precision: String
    ) throws {
        let known = Set(document.inputs.map(\.name)).sorted()
        guard name.map(known.contains) ?? true else {
            throw Failure.unknownName(name ?? "", known: known)
        }
        guard let chosen = name ?? (known.count == 1 ? known.first : nil) else {
            throw Failure.severalScans(known: known)
        }
        guard CohortTable.separator(of: table) != nil else {
            throw Failure.badTableName(path: table)
        }
        if others.contains(where: { $0.role == .scan && $0.name == chosen }) {
            throw Failure.alsoGiven(name: chosen)
        }
        files = PathPattern.files(pattern)
        guard !files.isEmpty else { throw Failure.noMatch(pattern: pattern) }
        self.document = document
        self.path = path
        self.engine = engine
        self.name = chosen
        self.others = others
        self.last = last
        self.table = table
        self.weights = weights
        self.precision = precision
    }
}

extension CohortReplay {
    /// Runs the scans that the table does not hold yet.
    ///
    /// - Parameters:
    ///   - progress: Told how far all scans are together.
    ///   - told: Told what happens, as soon as it does.
    /// - Throws: `Failure`, `VolumeError` when the table cannot be written, `Replay.Failure` when
    ///   the session has nothing to run.
    package func run(
        progress: @escaping @Sendable (Analysis.Progress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false },
        told: (Event) -> Void
    ) throws -> Outcome {
        guard let lock = FileLock.taken(at: table + ".lock") else {
            throw Failure.tableInUse(path: table)
        }
        defer { withExtendedLifetime(lock) {} }
        let session = replay(on: [])
        guard !session.steps.isEmpty else { throw Replay.Failure.nothingToRun(path: path) }
        var table = try CohortTable(path: table, maker: maker(of: session))
        for difference in session.machineDifferences { told(.machine(difference)) }
        var outcome = Outcome()
        let waiting = files.filter { file in
            let checksum = (try? Checksum.sha256(ofFileAt: file)) ?? ""
            return !table.holds(relative(file), checksum: checksum)
        }
        outcome.kept = files.count - waiting.count
        told(.began(count: files.count, done: outcome.kept))
        let clock = ContinuousClock()
        let start = clock.now
        for (index, file) in waiting.enumerated() {
            if isCancelled() {
                outcome.isStopped = true
                break
            }
            let began = clock.now
            let share = 1 / Double(waiting.count)
            let base = Double(index) * share
            let result = runOne(
                file, steps: session.steps.count, isCancelled: isCancelled,
                progress: { stage, fraction in
                    let title = "\(index + 1) of \(waiting.count), \(stage)"
                    progress(Progress(stage: title, fraction: base + fraction * share))
                }, warned: { told(.warning(file: file, $0)) })
            // A scan that was stopped half way is not finished.
            guard let (row, values) = result else {
                outcome.isStopped = true
                break
            }
            try table.add(row, values)
            outcome.columns = table.columns.count
            let each = (clock.now - start).inSeconds / Double(index + 1)
            let left = Double(waiting.count - index - 1) * each
            let place = Place(
                file: file, number: outcome.kept + index + 1, count: files.count,
                secondsLeft: index + 1 < waiting.count ? left : nil)
            if row.status == .ran {
                outcome.ran += 1
                told(.ran(place, seconds: (clock.now - began).inSeconds))
            } else {
                outcome.failed += 1
                told(.failed(place, message: row.message ?? ""))
            }
        }
        if waiting.isEmpty { outcome.columns = table.columns.count }
        return outcome
    }

    /// One scan; nil when the user stopped it.
    private func runOne(
        _ file: String, steps: Int, isCancelled: @escaping @Sendable () -> Bool,
        progress: @escaping @Sendable (String, Double) -> Void, warned: (String) -> Void
    ) -> (CohortTable.Row, [ReportedValue])? {
        let bids = BIDSName(path: file)
        var row = CohortTable.Row(file: relative(file))
        row.checksum = (try? Checksum.sha256(ofFileAt: file)) ?? ""
        row.subject = bids?.subject
        row.session = bids?.session
        row.date = AcquisitionDay.day(ofScanAt: file)
        var values: [ReportedValue] = []
        var finished = 0
        let done = SharedFraction()
        do {
            let verdict = try replay(on: substitutes(for: file, bids)).run(
                finished: { _ in
                    finished += 1
                    done.value = Double(finished) / Double(steps)
                },
                progress: { progress($0.stage, done.value) }, isCancelled: isCancelled,
                found: { event in
                    switch event {
                    case .new(_, _, let new, _): values += new
                    case .failed(let step, _, let message) where row.message == nil:
                        row.status = .failed
                        row.message = "step \(step): " + oneLine(message)
                    case .warning(let text): warned(text)
                    default: break
                    }
                }
            ).verdict
            if verdict == .stopped { return nil }
        } catch {
            row.status = .failed
            row.message = oneLine("\(error)")
        }
        return (row, values)
    }

    private func replay(on substitutes: [Replay.Substitute]) -> Replay {
        Replay(
            document, path: path, engine: engine, substitutes: substitutes, to: last,
            weights: weights, precision: precision)
    }

    private func substitutes(for file: String, _ bids: BIDSName?) -> [Replay.Substitute] {
        let name = ScanEnding.stem(of: NSString(string: file).lastPathComponent)
        let words = [
            "{folder}": SessionPath.folder(of: file), "{name}": name,
            "{subject}": bids?.subject ?? "", "{session}": bids?.session ?? "",
        ]
        return [Replay.Substitute(role: .scan, name: self.name, path: file)]
            + others.map { other in
                Replay.Substitute(
                    role: other.role, name: other.name,
                    path: words.reduce(other.path) { $0.replacing($1.key, with: $1.value) },
                    date: other.date)
            }
    }

    private func maker(of session: Replay) -> CohortTable.Maker {
        let parts =
            [name, precision] + session.steps.compactMap(\.code)
            + others.map { "\($0.role.rawValue) \($0.name) \($0.path)" }
            + weights.map { "\($0.file) \($0.checksum)" }
        return CohortTable.Maker(
            session: NSString(string: path).lastPathComponent,
            checksum: Checksum.sha256(of: Array(parts.joined(separator: "\u{0}").utf8)),
            weights: weights)
    }

    private func relative(_ file: String) -> String {
        SessionPath.relative(file, to: SessionPath.folder(of: table))
    }

    /// A message for a cell of the table: its first line, no path that shows where the table lies.
    private func oneLine(_ message: String) -> String {
        let first = message.split(separator: "\n").first.map(String.init) ?? message
        return SessionPath.hidingFolders(first, besides: SessionPath.folder(of: table))
    }
}

/// A number that one thread writes and another reads.
private final class SharedFraction: Sendable {
    private let state = Mutex(0.0)

    var value: Double {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
