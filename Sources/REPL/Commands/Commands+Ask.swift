import Foundation
import LanguageModel
import Planner
import Session
import Terminal

extension Commands {
    func ask(_ options: AskOptions) throws -> ExitCode {
        let lines: [Result<PromptFile.Line, PromptFile.Failure>]
        switch options.source {
        case .prompt(let prompt):
            lines = [.success(PromptFile.Line(id: .null, prompt: prompt, context: []))]
        case .file(let path): lines = PromptFile.lines(of: try ProgramText.read(path))
        }
        let models = try Models(options.machine, environment: environment)
        var workspace = Workspace()
        _ = try load(options.inputs, into: &workspace, vocabulary: models.vocabulary)
        interrupts.install()
        var printsJSON = options.printsJSON
        if case .file = options.source { printsJSON = true }
        let asking = Asking(
            commands: self, models: models, base: workspace, runsUnasked: options.runsUnasked,
            printsJSON: printsJSON)
        var exit = ExitCode.success
        for line in lines {
            if interrupts.isRaised { return .interrupted }
            switch line {
            case .success(let line):
                let (outcome, code) = try asking.answerOrFail(line, isOneOfMany: printsJSON)
                if printsJSON { console.result(outcome.json().text + "\n") }
                if case .prompt = options.source { exit = code }
                if code == .unavailable { exit = code }
                if code == .interrupted { return code }
            case .failure(let failure):
                var outcome = PromptOutcome()
                outcome.status = .failed
                outcome.error = "\(failure)"
                console.result(outcome.json().text + "\n")
                console.error("\(failure)")
                exit = .data
            }
        }
        return exit
    }
}

/// Answers prompts one by one, each in a workspace of its own with the same scans.
private struct Asking {
    let commands: Commands
    let models: Models
    /// The scans; label maps and the network keep what they know of them.
    let base: Workspace
    let runsUnasked: Bool
    let printsJSON: Bool

    private var console: Console { commands.console }

    /// Takes a server that is at fault for one prompt as a failure of that prompt.
    ///
    /// - Parameter isOneOfMany: Whether the failure is told as JSON.
    func answerOrFail(
        _ line: PromptFile.Line, isOneOfMany: Bool
    ) throws -> (PromptOutcome, ExitCode) {
        do {
            return try answer(line)
        } catch let error as RemotePlannerError where isOneOfMany && error.isOfServer {
            console.error("\(error)")
            var outcome = PromptOutcome(id: line.id, prompt: line.prompt)
            outcome.status = .failed
            outcome.error = "\(error)"
            return (outcome, .unavailable)
        }
    }

    /// - Throws: `ModelError` and the like, which would meet every prompt.
    func answer(_ line: PromptFile.Line) throws -> (PromptOutcome, ExitCode) {
        var workspace = base
        var earlier: [PlanningContext.Turn] = []
        for prompt in line.context {
            let plan = try plan(prompt, workspace, earlier)
            guard case .program(let code, _, _)? = plan?.outcome else { continue }
            let checked = models.engine.check(code, name: "context", in: workspace)
            guard checked.isRunnable else { continue }
            let result = models.engine.run(
                checked, in: &workspace, step: earlier.count + 1, prompt: prompt,
                host: ConsoleHost(console, printsResults: false),
                isCancelled: commands.isInterrupted)
            if case .finished = result.ending {
                earlier.append(.init(prompt: prompt, code: code))
            }
        }
        var outcome = PromptOutcome(id: line.id, prompt: line.prompt)
        let clock = ContinuousClock()
        let start = clock.now
        guard let plan = try plan(line.prompt, workspace, earlier) else {
            outcome.status = .failed
            outcome.error = "stopped"
            return (outcome, .interrupted)
        }
        outcome.seconds.plan = (clock.now - start).inSeconds
        let exit = try carryOut(plan, &workspace, step: earlier.count + 1, into: &outcome)
        return (outcome, exit)
    }

    /// nil when the user stopped it.
    private func plan(_ prompt: String, _ workspace: Workspace, _ earlier: [PlanningContext.Turn])
        throws -> Plan?
    {
        do {
            return try Assistant(models: models).plan(
                prompt, in: workspace, earlier: earlier, isCancelled: commands.isInterrupted,
                mayUseBuiltInModel: mayUseBuiltInModel)
        } catch LanguageModelError.cancelled {
            return nil
        }
    }

    /// With `--yes` nobody waits to be asked.
    private func mayUseBuiltInModel(after error: RemotePlannerError) throws -> Bool {
        if runsUnasked || printsJSON { return false }
        let reader = makeLineReader(history: nil, environment: commands.environment)
        return try ServerQuestion(console: console, reader: reader).mayUseBuiltInModel(after: error)
    }

    private func carryOut(
        _ plan: Plan, _ workspace: inout Workspace, step: Int, into outcome: inout PromptOutcome
    ) throws -> ExitCode {
        switch plan.outcome {
        case .program(let code, _, let readings):
            for reading in readings {
                console.note("“\(reading.phrase)” is read as \(reading.canonical)")
            }
            return try run(code, &workspace, step: step, into: &outcome)
        case .refusal(let reason, let suggestions):
            return refuse(Answer.refusal(reason, suggestions), reason, &outcome)
        case .question(let text, let choices):
            return refuse(Answer.question(text, choices), text, &outcome)
        case .help(let text), .answer(let text): return tell(text, &outcome)
        case .workspace:
            let lines = WorkspaceListing.lines(of: workspace, columns: 100)
            return tell(lines.map(\.plain).joined(separator: "\n"), &outcome)
        }
    }

    private func tell(_ text: String, _ outcome: inout PromptOutcome) -> ExitCode {
        outcome.answer = text
        if !printsJSON { console.result(text + "\n") }
        return .success
    }

    private func refuse(
        _ answer: String, _ reason: String, _ outcome: inout PromptOutcome
    ) -> ExitCode {
        outcome.status = .refused
        outcome.answer = answer
        outcome.error = reason
        if !printsJSON { console.result(answer + "\n") }
        return .data
    }

    private func run(
        _ generated: String, _ workspace: inout Workspace, step: Int,
        into outcome: inout PromptOutcome
    ) throws -> ExitCode {
        var code = generated.trimmingCharacters(in: .newlines)
        outcome.code = code
        let base = workspace
        let check = { models.engine.check($0, name: "code", in: base) }
        if !runsUnasked {
            let reader = makeLineReader(history: nil, environment: commands.environment)
            guard reader.isInteractive else {
                if !printsJSON { console.result(CodeView.lines(code, indent: 0)) }
                outcome.status = .refused
                outcome.error = "The code was not run; --yes runs it without asking."
                return .success
            }
            let answer = try Confirmation(
                console: console, reader: reader,
                editor: ExternalEditor(environment: commands.environment), check: check,
                outlook: { models.engine.outlook(of: $0, in: base) }, workspace: base,
                cost: { models.engine.cost(ofScan: $0, in: base) }
            ).ask(about: code)
            guard case .run(let chosen) = answer else {
                outcome.status = .refused
                outcome.error = "skipped"
                return .success
            }
            code = chosen
            outcome.code = code
        } else if !printsJSON {
            for line in CodeView.lines(code) { console.say(line) }
        }
        let checked = check(code)
        guard checked.isRunnable else {
            console.sayRendered(checked.rendered(colored: console.showsColors))
            outcome.take(checked)
            return .data
        }
        let host = ConsoleHost(console, printsResults: !printsJSON)
        let result = models.engine.run(
            checked, in: &workspace, step: step, prompt: outcome.prompt, host: host,
            isCancelled: commands.isInterrupted)
        host.finish()
        outcome.take(result)
        return commands.report(result)
    }
}
