import Foundation
import Planner
import Session
import Terminal

extension Commands {
    func interactive(_ options: InteractiveOptions) throws -> ExitCode {
        TerminalGuard.install()
        let session = try session(options)
        if session.reader.isInteractive {
            console.say("Ask in words; :help explains, Tab completes, Ctrl-D leaves.", .hint)
        }
        return try session.run()
    }

    /// A session that has its scans and waits for its first line.
    func session(_ options: InteractiveOptions) throws -> InteractiveSession {
        interrupts.install()
        let reader = lineReader()
        if reader.isInteractive { StartMessages.greet(console) }
        let models = try Models(options.machine, environment: environment)
        if let server = models.server { StartMessages.say(server, to: console) }
        let (keeper, restored) = try openSession(options, models)
        var (workspace, earlier) = restored
        let loaded: [LoadedInput]
        do {
            loaded = try load(
                options.inputs, into: &workspace, vocabulary: models.vocabulary,
                announcing: reader.isInteractive)
        } catch {
            _ = keeper.close()
            throw error
        }
        for input in loaded { keeper.record(input) }
        let session = InteractiveSession(
            console: console, reader: reader, models: models, keeper: keeper,
            interrupts: interrupts, runsUnasked: options.runsUnasked, workspace: workspace,
            earlier: earlier, memory: programMemory(options, reader))
        earlier = []
        if reader.isInteractive,
            let cache = UserFolder.cache.file("", environment: environment)
        {
            let quarter = Int(ProcessInfo.processInfo.physicalMemory / 4)
            session.budget = ImageBudget(limit: options.imageMemory ?? quarter, folder: cache)
        }
        return session
    }

    private func lineReader() -> any LineReader {
        let history = UserFolder.state.file("history", environment: environment)
            .map { HistoryFile(path: $0) }
        let reader = makeLineReader(history: history, environment: environment)
        if let error = (reader as? LineEditor)?.historyError { console.warn("\(error)") }
        return reader
    }

    /// The programs remembered on this machine; nil where nobody sits there or none are wanted.
    private func programMemory(
        _ options: InteractiveOptions, _ reader: any LineReader
    ) -> ProgramMemory? {
        guard reader.isInteractive, options.learns,
            let path = UserFolder.data.file("programs.jsonl", environment: environment)
        else { return nil }
        do {
            return try ProgramMemory(path: path)
        } catch {
            console.warn("\(error)")
            return nil
        }
    }

    typealias Restored = (workspace: Workspace, earlier: [PlanningContext.Turn])

    /// Begins the session's file, or continues the one that is named.
    private func openSession(
        _ options: InteractiveOptions, _ models: Models
    ) throws -> (JournalKeeper, Restored) {
        let machine = { (weights: models.folder.checksums(), precision: models.precisionName) }
        func keeper(_ journal: SessionJournal) -> JournalKeeper {
            JournalKeeper(journal, console: console, machine: machine)
        }
        let header = SessionHeader(
            date: Today.text(), precision: models.precisionName,
            tolerance: Tolerance.of(precision: models.precisionName))
        guard let path = options.sessionPath else {
            let path = DefaultSessionPath.make(environment: environment, warn: console.warn)
            return (
                keeper(try SessionJournal(path: path, header: header, opensNow: false)),
                (Workspace(), [])
            )
        }
        var information = stat()
        let isThere = stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
        guard isThere, information.st_size > 0 else {
            return (
                keeper(try SessionJournal(path: path, header: header, opensNow: true)),
                (Workspace(), [])
            )
        }
        let document = try SessionDocument(path: path)
        // The lock comes first: nobody else may write while the steps run again.
        let journal = try SessionJournal(continuing: document, path: path)
        let restored = try restore(document, path: path, models)
        return (keeper(journal), restored)
    }

    /// Brings back what the steps of a session left, by running them again.
    func restore(
        _ document: SessionDocument, path: String, _ models: Models
    ) throws -> Restored {
        let replay = Replay(
            document, path: path, engine: models.engine, weights: models.folder.checksums(),
            precision: models.precisionName)
        guard !replay.steps.isEmpty else { return (Workspace(), []) }
        console.say(
            "Continuing \(path): running \(Self.steps(replay.steps.count)) again.", .hint)
        let bar = ProgressBar(environment: environment)
        let (_, workspace) = try replay.run(
            progress: { bar.update(stage: $0.stage, fraction: $0.fraction) },
            isCancelled: isInterrupted,
            found: { event in
                bar.finish()
                switch event {
                case .same, .notSaved, .new: break
                case .warning(let text): console.warn(text)
                default: console.warn(event.text)
                }
            })
        bar.finish()
        let turns = replay.steps.compactMap { step in
            step.prompt.map { PlanningContext.Turn(prompt: $0, code: step.code ?? "") }
        }
        return (workspace, turns)
    }
}
