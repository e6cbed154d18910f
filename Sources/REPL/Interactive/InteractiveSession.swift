import Foundation
import Planner
import Script
import Session
import Terminal

/// The loop: reads lines, answers prompts, carries out commands, until the user leaves.
final class InteractiveSession {
    let console: Console
    let reader: any LineReader
    let models: Models
    let engine: Engine
    let keeper: JournalKeeper
    let interrupts: InterruptFlag
    /// Works on scans while the user types; only where there is one.
    let background: BackgroundPreparation?
    /// Run code without asking.
    let runsUnasked: Bool
    /// What may run unasked from now on.
    let permissions = Permissions()
    /// Programs remembered on this machine; nil where they are not.
    let memory: ProgramMemory?

    var workspace: Workspace
    /// The prompts that ran, oldest first.
    var earlier: [PlanningContext.Turn]
    /// What `:undo` takes back.
    var timeline = Timeline()
    /// Keeps images within a share of the memory; nil where they may take all.
    var budget: ImageBudget?
    /// Whether a line failed: the exit code of a session without a terminal.
    var hasFailed = false

    init(
        console: Console, reader: any LineReader, models: Models, keeper: JournalKeeper,
        interrupts: InterruptFlag, runsUnasked: Bool, workspace: Workspace,
        earlier: [PlanningContext.Turn], memory: ProgramMemory? = nil
    ) {
        self.console = console
        self.reader = reader
        self.models = models
        engine = models.engine
        self.keeper = keeper
        self.interrupts = interrupts
        self.runsUnasked = runsUnasked
        background = reader.isInteractive ? BackgroundPreparation(models.segmenter) : nil
        self.workspace = workspace
        self.earlier = earlier
        self.memory = memory
    }

    /// Runs until the end of the input or `:quit`.
    func run() throws -> ExitCode {
        reader.completer = { [unowned self] request in
            LineCompleter(workspace: workspace, vocabulary: models.vocabulary).answer(request)
        }
        background?.start(workspace.names, in: workspace)
        defer { background?.stop() }
        var interruptsInARow = 0
        while true {
            interrupts.clear()
            switch try nextLine() {
            case .line(let line):
                interruptsInARow = 0
                let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
                if text.isEmpty { continue }
                reader.remember(text)
                if try handle(text) == .leave { return leave() }
            case .interrupted:
                if !reader.isInteractive { return .interrupted }
                background?.cancel()
                interruptsInARow += 1
                console.say(
                    interruptsInARow > 1 ? "Ctrl-D or :quit leaves the program." : "", .hint)
            case .endOfFile:
                if reader.isInteractive { console.say() }
                return leave()
            }
        }
    }

    /// One entry: a line, or several where a backslash stands at the end of all but the last.
    private func nextLine(_ initialText: String = "") throws -> LineResult {
        var text = ""
        var prompt = StyledText("> ", .prompt)
        while true {
            let result = try reader.readLine(
                prompt: prompt, initialText: text.isEmpty ? initialText : "")
            guard case .line(let line) = result else { return result }
            guard reader.isInteractive, line.hasSuffix("\\") else { return .line(text + line) }
            text += line.dropLast() + "\n"
            prompt = StyledText(". ", .prompt)
        }
    }

    enum Next {
        case goOn, leave
    }

    func handle(_ text: String) throws -> Next {
        guard text.hasPrefix(":") else {
            if text.contains("\n"), ProgramOutline.isProgram(text) {
                try carryOut(code: text, prompt: nil)
            } else {
                try answer(text)
            }
            return .goOn
        }
        do {
            return try carryOut(ColonCommand(text))
        } catch let mistake as ColonCommand.Mistake {
            fail("\(mistake)")
            return .goOn
        }
    }

    /// Says what went wrong; the session goes on.
    func fail(_ message: String) {
        hasFailed = true
        console.error(message)
    }

    func leave() -> ExitCode {
        let isKept = keeper.close()
        if reader.isInteractive {
            if keeper.stepCount > 0, isKept {
                console.say("The session is in \(keeper.path)", .hint)
                console.say("voxelprompt replay \(Self.quoted(keeper.path)) runs it again.", .hint)
            } else {
                console.say("Bye.", .hint)
            }
            return .success
        }
        return hasFailed ? .data : .success
    }

    /// A path as a shell takes it.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+,=@".contains($0) }
        return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
