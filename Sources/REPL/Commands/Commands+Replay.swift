import Foundation
import Session
import Terminal

extension Commands {
    func replay(_ options: ReplayOptions) throws -> ExitCode {
        if let pattern = options.each { return try replayEach(pattern, options) }
        let document = try SessionDocument(path: options.path)
        let models = try Models(options.machine, environment: environment)
        let replay = Replay(
            document, path: options.path, engine: models.engine,
            substitutes: substitutes(options.inputs), from: options.first, to: options.last,
            weights: models.folder.checksums(), precision: models.precisionName)
        interrupts.install()
        let bar = ProgressBar(environment: environment)
        let asking = options.asksBeforeSteps ? StepQuestion(self) : nil
        var deviation = 0.0
        let (verdict, _) = try replay.run(
            decide: { step in
                bar.finish()
                return try asking?.decide(step) ?? .run
            },
            progress: { bar.update(stage: $0.stage, fraction: $0.fraction) },
            isCancelled: isInterrupted,
            found: { event in
                bar.finish()
                if case .same(_, _, _, let found) = event { deviation = max(deviation, found) }
                if case .warning(let text) = event {
                    console.warn(text)
                } else {
                    console.result(event.text + "\n")
                }
            })
        bar.finish()
        let tolerance = "within the tolerance of \(document.header.tolerance)"
        switch verdict {
        case .same:
            let count = Self.steps(replay.comparedSteps.count)
            let exactness = deviation == 0 ? "to the last bit" : tolerance
            console.result("same: \(count) gave the values of before (\(exactness))\n")
            return .success
        case .different:
            console.result("different, not \(tolerance)\n")
            return .different
        case .ranAnew: return .success
        case .failedAnew: return .data
        case .stopped:
            console.say("Stopped.", .hint)
            return .interrupted
        }
    }

    static func steps(_ count: Int) -> String { count == 1 ? "1 step" : "\(count) steps" }

    private func substitutes(_ inputs: [InputOption]) -> [Replay.Substitute] {
        inputs.map { input in
            Replay.Substitute(
                role: input.role == .scan ? .scan : .labels, name: input.name ?? "",
                path: NSString(string: input.path).expandingTildeInPath, date: input.date)
        }
    }

    /// Runs a session on many scans into one table.
    private func replayEach(
        _ pattern: ReplayOptions.Pattern, _ options: ReplayOptions
    ) throws -> ExitCode {
        let document = try SessionDocument(path: options.path)
        let models = try Models(options.machine, environment: environment)
        let stem = NSString(string: NSString(string: options.path).lastPathComponent)
            .deletingPathExtension
        let table = NSString(string: options.table ?? stem + "_each.tsv").expandingTildeInPath
        let cohort = try CohortReplay(
            document, path: options.path, engine: models.engine, name: pattern.name,
            pattern: pattern.files, others: substitutes(options.inputs), to: options.last,
            table: table, weights: models.folder.checksums(), precision: models.precisionName)
        interrupts.install()
        let bar = ProgressBar(environment: environment)
        let outcome = try cohort.run(
            progress: { bar.update(stage: $0.stage, fraction: $0.fraction) },
            isCancelled: isInterrupted,
            told: { event in
                bar.finish()
                tell(event)
            })
        bar.finish()
        if outcome.columns == 0, outcome.ran > 0 {
            console.warn(
                "The session reports no value, so that the table says only which scans ran. "
                    + "report(…) in a step makes a column.")
        }
        console.result(Self.summary(outcome, table: table) + "\n")
        if outcome.isStopped { return .interrupted }
        return outcome.failed > 0 ? .data : .success
    }

    private func tell(_ event: CohortReplay.Event) {
        switch event {
        case .machine(let event): console.note(event.text)
        case .began(let count, let done):
            let kept = done > 0 ? ", \(done) of them in the table already" : ""
            console.say("\(count) scans\(kept)", .hint)
        case .ran(let place, let seconds):
            console.say("\(Self.title(place)): \(Self.time(seconds))\(Self.left(place))")
        case .failed(let place, let message):
            console.error("\(Self.title(place)) failed: \(message)\(Self.left(place))")
        case .warning(let file, let text): console.warn("\(file): \(text)")
        }
    }

    private static func title(_ place: CohortReplay.Place) -> String {
        "\(place.number) of \(place.count), \(place.file)"
    }

    private static func left(_ place: CohortReplay.Place) -> String {
        place.secondsLeft.map { "; about \(time($0)) left" } ?? ""
    }

    /// "12.3 s", "4 min", "2.5 h".
    static func time(_ seconds: Double) -> String {
        if seconds < 90 { return String(format: "%.1f s", seconds) }
        if seconds < 5400 { return String(format: "%.0f min", seconds / 60) }
        return String(format: "%.1f h", seconds / 3600)
    }

    private static func summary(_ outcome: CohortReplay.Outcome, table: String) -> String {
        var parts = ["\(outcome.ran) ran"]
        if outcome.kept > 0 { parts.append("\(outcome.kept) from before") }
        if outcome.failed > 0 { parts.append("\(outcome.failed) failed") }
        if outcome.isStopped { parts.append("stopped; the same command goes on") }
        return "\(table): " + parts.joined(separator: ", ")
    }
}

/// Asks before each step of a replay, showing its code.
private struct StepQuestion {
    private let console: Console
    private let reader: any LineReader

    init(_ commands: Commands) {
        console = commands.console
        reader = makeLineReader(history: nil, environment: commands.environment)
    }

    func decide(_ step: StepRecord) throws -> Replay.Decision {
        let words = step.prompt.map { ", “\($0)”" } ?? ""
        console.say("step \(step.number)\(words)", .heading)
        for line in CodeView.lines(step.code ?? "") { console.say(line) }
        let question =
            StyledText("Run it? ", .emphasis) + StyledText("[Enter] run, [q] end here ", .hint)
        while true {
            guard case .line(let line) = try reader.readLine(prompt: question) else { return .end }
            switch line.trimmingCharacters(in: .whitespaces).lowercased() {
            case "", "y", "yes": return .run
            case "q", "n", "quit": return .end
            default: console.say("Enter runs the step, q ends the replay here.", .hint)
            }
        }
    }
}
