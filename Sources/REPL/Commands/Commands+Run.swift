import Foundation
import Script
import Session
import Terminal

extension Commands {
    func run(_ options: RunOptions) throws -> ExitCode {
        let code = try ProgramText.read(options.program)
        let models = try Models(options.machine, environment: environment)
        var workspace = Workspace()
        _ = try load(options.inputs, into: &workspace, vocabulary: models.vocabulary)
        interrupts.install()
        let name = NSString(string: options.program).lastPathComponent
        let checked = models.engine.check(code, name: name, in: workspace)
        if !checked.diagnostics.isEmpty {
            console.sayRendered(checked.rendered(colored: console.showsColors))
        }
        var outcome = PromptOutcome(code: code)
        outcome.diagnostics = checked.diagnostics
        var exit = ExitCode.data
        if checked.isRunnable {
            let host = ConsoleHost(console, printsResults: !options.printsJSON)
            let result = models.engine.run(
                checked, in: &workspace, step: 1, prompt: nil, host: host,
                isCancelled: isInterrupted)
            host.finish()
            outcome.take(result)
            exit = report(result)
        } else {
            outcome.take(checked)
        }
        if options.printsJSON { console.result(outcome.json(named: false).text + "\n") }
        return exit
    }

    /// Says how a run ended that did not finish.
    func report(_ result: RunResult) -> ExitCode {
        switch result.ending {
        case .finished: return .success
        case .stopped:
            console.say("Stopped.", .hint)
            return .interrupted
        case .failed(let failure):
            console.sayRendered(failure.text(colored: console.showsColors))
            return .data
        }
    }

    func replay(_ options: ReplayOptions) throws -> ExitCode {
        let document = try SessionDocument(path: options.path)
        let models = try Models(options.machine, environment: environment)
        let substitutes = options.inputs.map { input in
            Replay.Substitute(
                role: input.role == .scan ? .scan : .labels, name: input.name ?? "",
                path: NSString(string: input.path).expandingTildeInPath, date: input.date)
        }
        let replay = Replay(
            document, path: options.path, engine: models.engine, substitutes: substitutes,
            weights: models.folder.checksums(), precision: models.precisionName)
        interrupts.install()
        let bar = ProgressBar(environment: environment)
        let (verdict, _) = try replay.run(
            progress: { bar.update(stage: $0.stage, fraction: $0.fraction) },
            isCancelled: isInterrupted,
            found: { event in
                bar.finish()
                if case .warning(let text) = event {
                    console.warn(text)
                } else {
                    console.result(event.text + "\n")
                }
            })
        bar.finish()
        switch verdict {
        case .same:
            console.result("same: \(Self.steps(replay.steps.count)) gave what they gave before\n")
            return .success
        case .different:
            console.result("different\n")
            return .different
        case .ranAnew: return .success
        case .failedAnew: return .data
        case .stopped:
            console.say("Stopped.", .hint)
            return .interrupted
        }
    }

    static func steps(_ count: Int) -> String { count == 1 ? "1 step" : "\(count) steps" }
}
