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
}
