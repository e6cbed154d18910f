import Foundation
import Script
import Session
import Terminal

/// Shows a program and asks whether it may run; the user may change it first, and is asked again.
struct Confirmation {
    enum Answer: Hashable {
        case run(code: String)
        case skip(code: String)
    }

    let console: Console
    let reader: any LineReader
    let editor: ExternalEditor
    /// Finds the mistakes of a program.
    let check: (String) -> Engine.Checked
    /// What a program will compute.
    let outlook: (Engine.Checked) -> Engine.Outlook?
    /// The workspace that it would run in.
    let workspace: Workspace
    /// Who answers for a scan, and what that takes.
    let cost: (String) -> Engine.ScanCost?
    /// Other programs that the prompt may mean.
    var others: [String] = []
    /// Changes a program by words of the user; nil when they are not understood, which it has said.
    var revise: ((_ words: String, _ code: String) throws -> String?)?
    /// Where it is kept what may run unasked; nil where there is no next program.
    var permissions: Permissions?

    /// - Parameter code: As generated, or read from a file.
    func ask(about code: String) throws -> Answer {
        var code = code
        var readings = others
        while true {
            show(code)
            let checked = check(code)
            if !checked.diagnostics.isEmpty {
                console.sayRendered(checked.rendered(colored: console.showsColors))
            }
            let outlook = checked.isRunnable ? outlook(checked) : nil
            if let outlook { announce(outlook) }
            let formatted = canonical(code)
            let outline = ProgramOutline(checked.program)
            let choices = ConfirmationChoices(
                canRun: checked.isRunnable, canFormat: formatted != nil,
                hasOthers: !readings.isEmpty, canRevise: revise != nil,
                canAllow: permissions != nil && !outline.mayWriteFiles(in: workspace))
            // What only tells about the program asks again without showing it a second time.
            asking: while true {
                switch try key(choices) {
                case .run: return .run(code: code)
                case .always:
                    permissions?.allowAlways(code)
                    return .run(code: code)
                case .next(let count):
                    permissions?.allowNext(count)
                    return .run(code: code)
                case .skip: return .skip(code: code)
                case .explain:
                    let explanation = ProgramExplanation(checked, cost: cost)
                    console.page(explanation.lines(columns: console.textColumns), reader: reader)
                    continue asking
                case .dryRun:
                    let run = DryRun(outline: outline, workspace: workspace, outlook: outlook)
                    console.page(run.lines(columns: console.textColumns), reader: reader)
                    continue asking
                case .edit: code = try edited(code)
                case .format: code = formatted ?? code
                case .other:
                    readings.append(code)
                    code = readings.removeFirst()
                case .revise: code = try revised(code)
                }
                break
            }
        }
    }

    /// The code in canonical layout, or nil if it has that already or cannot have it.
    private func canonical(_ code: String) -> String? {
        let source = Source(name: "code", text: code)
        guard
            let text = Formatter.format(source)?.trimmingCharacters(in: .newlines),
            text != code.trimmingCharacters(in: .newlines)
        else { return nil }
        return text
    }

    private func announce(_ outlook: Engine.Outlook) {
        let scans = outlook.scans.joined(separator: ", ")
        console.say(
            "  The network will go through \(scans): \(NetworkCost.text(outlook.cost)).", .hint)
    }

    private func show(_ code: String) {
        for line in CodeView.lines(code) { console.say(line) }
    }

    /// Asks until an answer is one of the keys. No other answer runs anything.
    private func key(_ choices: ConfirmationChoices) throws -> ConfirmationKey {
        while true {
            let answer: String
            switch try reader.readLine(prompt: choices.question) {
            case .line(let text): answer = text
            case .interrupted, .endOfFile:
                console.say()
                return .skip
            }
            guard let key = choices.key(answer) else {
                for (key, meaning) in choices.explanation {
                    console.say(
                        StyledText("  " + TextWidth.padded(key, to: 12), .emphasis)
                            + StyledText(meaning))
                }
                continue
            }
            if key != .run || choices.canRun { return key }
            console.say("The errors above have to be mended first: e edits, n skips.", .hint)
        }
    }

    private func revised(_ code: String) throws -> String {
        guard
            case .line(let words) = try reader.readLine(
                prompt: StyledText("change: ", .prompt)),
            words.contains(where: { !$0.isWhitespace })
        else {
            console.say("The code is as it was.", .hint)
            return code
        }
        return try revise?(words, code)?.trimmingCharacters(in: .newlines) ?? code
    }

    /// Lines that are still edited on the line.
    private static let shortProgram = 4

    /// The code after editing: a short program on the line, a longer one in the user's editor. When
    /// editing is broken off, the code stays as it was.
    private func edited(_ code: String) throws -> String {
        let text = code.trimmingCharacters(in: .newlines)
        let count = text.split(separator: "\n", omittingEmptySubsequences: false).count
        let new: String
        if count <= Self.shortProgram {
            let isOne = count == 1
            if !isOne {
                console.say("Enter ends, Alt-Enter breaks the line, Ctrl-C leaves it.", .hint)
            }
            // Lines below each other look alike only when no prompt stands before the first.
            let prompt = isOne ? StyledText("edit: ", .prompt) : StyledText("edit:\n", .prompt)
            guard
                case .line(let line) = try reader.readLine(prompt: prompt, initialText: text)
            else {
                console.say()
                return code
            }
            new = line
        } else {
            do {
                new = try editor.edit(text)
            } catch let failure as ExternalEditor.Failure {
                console.error("\(failure)")
                return code
            }
        }
        guard new.contains(where: { !$0.isWhitespace }) else {
            console.say("Nothing was left of the code; it is as it was.", .hint)
            return code
        }
        return new.trimmingCharacters(in: .newlines)
    }
}
