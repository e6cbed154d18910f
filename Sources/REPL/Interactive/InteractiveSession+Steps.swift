import Analysis
import Foundation
import LanguageModel
import Planner
import Session
import Terminal

extension InteractiveSession {
    /// Plans a prompt and carries the plan out.
    func answer(_ prompt: String) throws {
        if let typed = TypedProgram(prompt) {
            try carryOut(code: typed.code, prompt: prompt, isLearnt: false)
            return
        }
        let clock = ContinuousClock()
        let start = clock.now
        let plan: Plan
        do {
            plan = try Assistant(models: models).plan(
                prompt, in: workspace, earlier: earlier, isCancelled: { interrupts.isRaised },
                mayUseBuiltInModel: ServerQuestion(console: console, reader: reader)
                    .mayUseBuiltInModel)
        } catch LanguageModelError.cancelled {
            console.say("Stopped.", .hint)
            return
        } catch {
            fail("\(error)")
            return
        }
        let seconds = (clock.now - start).inSeconds
        var planned: String?
        var mayBeKnown = false
        switch plan.outcome {
        case .program(let code, _, _):
            planned = code
            mayBeKnown = true
        case .refusal, .question: mayBeKnown = true
        case .help, .workspace, .answer: break
        }
        if mayBeKnown, let found = recollection(for: prompt, planned: planned) {
            sayRemembered(found, hasOther: planned != nil)
            let outcome = try carryOut(
                code: found.code, prompt: prompt, planSeconds: seconds,
                others: [planned].compactMap { $0 } + plan.alternatives, generated: planned)
            try goOn(from: outcome, prompt: prompt)
            return
        }
        switch plan.outcome {
        case .program(let code, let confidence, let readings):
            for reading in readings {
                console.note("“\(reading.phrase)” is read as \(reading.canonical)")
            }
            if confidence < Plan.unsure {
                let hint = plan.alternatives.isEmpty ? "" : "; o shows what else it may mean"
                console.note("not sure that this is what you mean\(hint)")
            }
            let outcome = try carryOut(
                code: code, prompt: prompt, planSeconds: seconds, others: plan.alternatives,
                isDoubtful: confidence < Plan.unsure)
            try goOn(from: outcome, prompt: prompt)
        case .refusal(let reason, let suggestions):
            refuse(prompt, Answer.refusal(reason, suggestions), seconds)
        case .question(let text, let choices):
            refuse(prompt, Answer.question(text, choices), seconds)
        case .help(let text), .answer(let text):
            console.pageResult(text + "\n", reader: reader)
        case .workspace: _ = try carryOut(ColonCommand.list)
        }
    }

    /// Offers what the outcome of a prompt's program calls for, step by step, each confirmed.
    private func goOn(from outcome: NextStep.Outcome?, prompt: String) throws {
        guard reader.isInteractive, !runsUnasked, var outcome else { return }
        var tried = [outcome.code]
        for number in 1...NextStep.most {
            guard let next = NextStep(after: outcome, in: workspace, tried: tried) else { return }
            console.note("\(next.reason) (next step, \(number) of at most \(NextStep.most)):")
            guard
                let made = try carryOut(
                    code: next.code, prompt: prompt, isLearnt: false, isDoubtful: true)
            else { return }
            outcome = made
            tried += [next.code, made.code]
        }
    }

    /// Marks a program that comes out of the memory.
    private func sayRemembered(_ found: Recollection.Found, hasOther: Bool) {
        let how = found.program.isEdited ? "as you changed it" : "as you ran it"
        let isSame = found.similarity > 0.999
        let prompt = isSame ? "" : " for “\(found.program.prompt)”"
        console.note(
            "from memory, \(how)\(prompt) on \(found.program.date)"
                + (hasOther ? "; o shows what is written without it" : ""))
    }

    private func refuse(_ prompt: String, _ answer: String, _ seconds: Double) {
        hasFailed = true
        console.result(answer + "\n")
        keeper.append(
            StepRecord(
                number: 0, status: .refused, prompt: prompt, output: answer,
                seconds: .init(plan: seconds)))
    }

    /// Shows code, asks, and runs it.
    ///
    /// - Parameters:
    ///   - prompt: The words it answers; nil for a program from a file.
    ///   - program: The file it comes from.
    ///   - order: What the user has asked for in exactly these terms already, in words.
    ///   - others: What else the prompt may mean.
    ///   - generated: What the planner wrote, where the code comes from elsewhere.
    ///   - isLearnt: Whether the program is remembered as an answer to the prompt.
    ///   - isDoubtful: Whether the code may not be what is meant.
    /// - Returns: What ran; nil if it did not, or not to its end.
    @discardableResult
    func carryOut(
        code: String, prompt: String?, program: String? = nil, planSeconds: Double = 0,
        order: String? = nil, others: [String] = [], generated: String? = nil,
        isLearnt: Bool = true, isDoubtful: Bool = false
    ) throws -> NextStep.Outcome? {
        let code = code.trimmingCharacters(in: .newlines)
        guard
            let chosen = try order != nil
                ? .run(code: code)
                : decide(
                    code, prompt: prompt, program: program, others: others,
                    isDoubtful: isDoubtful)
        else { return nil }
        var outcome: NextStep.Outcome?
        var step = StepRecord(
            number: 0, status: .skipped, prompt: prompt,
            program: program.map { SessionPath.relative($0, to: keeper.folder) },
            generatedCode: code, code: code,
            seconds: .init(plan: planSeconds))
        switch chosen {
        case .skip(let last):
            step.code = last
            console.say("Skipped.", .hint)
        case .run(let final):
            step.code = final
            let checked = check(final, program: program)
            if checked.isRunnable {
                let before = state
                outcome = run(
                    checked, prompt: prompt, program: program, isOrder: order != nil, into: &step)
                if step.status == .ran {
                    let title = order ?? prompt.map { "“\($0)”" } ?? program ?? final
                    remember(
                        title, before: before, step: keeper.stepCount + 1, saved: step.saved)
                    if let prompt, isLearnt {
                        learn(
                            prompt, generated: generated ?? code, code: final,
                            in: before.workspace)
                    }
                }
            } else {
                hasFailed = true
                console.sayRendered(checked.rendered(colored: console.showsColors))
                step.status = .failed
                step.error = checked.rendered(colored: false)
            }
        }
        keeper.append(step)
        return outcome
    }

    /// What is to be done with a program; nil when there is nobody to ask: then it was only printed.
    private func decide(
        _ code: String, prompt: String?, program: String?, others: [String], isDoubtful: Bool
    ) throws -> Confirmation.Answer? {
        if runsUnasked {
            for line in CodeView.lines(code) { console.say(line) }
            return .run(code: code)
        }
        guard reader.isInteractive else {
            console.result(CodeView.lines(code, indent: 0))
            return nil
        }
        if !isDoubtful, let why = permission(for: code, program: program) {
            for line in CodeView.lines(code) { console.say(line) }
            console.say("  Running (\(why)).", .hint)
            return .run(code: code)
        }
        return try Confirmation(
            console: console, reader: reader,
            editor: ExternalEditor(environment: console.environment),
            check: { self.check($0, program: program) },
            outlook: { self.engine.outlook(of: $0, in: self.workspace) },
            workspace: workspace,
            cost: { self.engine.cost(ofScan: $0, in: self.workspace) },
            others: others,
            revise: prompt.map { prompt in
                { words, code in try self.revise(code, of: prompt, by: words) }
            },
            permissions: permissions
        ).ask(about: code)
    }

    /// Why a program may run unasked; nil for one with mistakes, or that may write files.
    private func permission(for code: String, program: String?) -> String? {
        let checked = check(code, program: program)
        guard checked.diagnostics.isEmpty,
            !ProgramOutline(checked.program).mayWriteFiles(in: workspace)
        else { return nil }
        return permissions.use(for: code)
    }

    /// Plans what the user would have different, as a word after the prompt and its program.
    private func revise(_ code: String, of prompt: String, by words: String) throws -> String? {
        let turn = PlanningContext.Turn(prompt: prompt, code: code)
        do {
            let plan = try Assistant(models: models).plan(
                words, in: workspace, earlier: earlier + [turn], isRevision: true,
                isCancelled: { self.interrupts.isRaised })
            switch plan.outcome {
            case .program(let new, _, _): return new
            case .refusal(let reason, let suggestions):
                console.say(Answer.refusal(reason, suggestions))
            case .question(let text, let choices): console.say(Answer.question(text, choices))
            case .help, .workspace, .answer: console.say("That is no change of the code.", .hint)
            }
        } catch LanguageModelError.cancelled {
            console.say("Stopped.", .hint)
        }
        return nil
    }

    func check(_ code: String, program: String?) -> Engine.Checked {
        let name =
            program.map { NSString(string: $0).lastPathComponent } ?? "step \(keeper.stepCount + 1)"
        return engine.check(code, name: name, in: workspace)
    }

    private func run(
        _ checked: Engine.Checked, prompt: String?, program: String?, isOrder: Bool,
        into step: inout StepRecord
    ) -> NextStep.Outcome? {
        interrupts.clear()
        let host = ConsoleHost(console, mayOverwrite: overwriteQuestion)
        let interrupts = interrupts
        let result = engine.run(
            checked, in: &workspace, step: keeper.stepCount + 1, prompt: prompt,
            file: program, host: host, isCancelled: { interrupts.isRaised })
        host.finish()
        step.take(result, in: workspace, folder: keeper.folder)
        switch result.ending {
        case .finished:
            if let prompt { earlier.append(.init(prompt: prompt, code: step.code ?? "")) }
            if !isOrder { conclude(result, hasShown: host.hasShown) }
            return NextStep.Outcome(code: step.code ?? "", names: result.names)
        case .stopped:
            background?.cancel()
            permissions.endCount()
            console.say("Stopped; the workspace is as it was.", .hint)
        case .failed(let failure):
            hasFailed = true
            permissions.endCount()
            console.sayRendered(failure.text(colored: console.showsColors))
        }
        return nil
    }

    /// What a person likes to see after a run: the new masks, in words and as a picture.
    private func conclude(_ result: RunResult, hasShown: Bool) {
        guard reader.isInteractive else { return }
        var masks: [MaskValue] = []
        for name in result.names {
            guard case .object(let value)? = workspace[name: name]?.value else { continue }
            if let mask = value as? MaskValue { masks.append(mask) }
            console.say("\(name): \(value.summary)", .dim)
        }
        if !hasShown, let shown = Preview.showing(masks) {
            console.result(Preview(shown, console).canvas)
        }
        if result.seconds >= 2 {
            console.say(String(format: "%.1f s", result.seconds), .dim)
        }
    }

    /// Asks before a file is replaced; nil without a person.
    var overwriteQuestion: ConsoleHost.OverwriteQuestion? {
        guard reader.isInteractive else { return nil }
        // The run blocks this thread while it asks, so that only one of them reads.
        nonisolated(unsafe) let reader = reader
        return { path in
            let question =
                StyledText("\(path) exists. Replace it? ", .emphasis)
                + StyledText("[y] yes, [Enter] no ", .hint)
            guard case .line(let answer)? = try? reader.readLine(prompt: question) else {
                return false
            }
            return ["y", "yes"].contains(answer.trimmingCharacters(in: .whitespaces).lowercased())
        }
    }
}
