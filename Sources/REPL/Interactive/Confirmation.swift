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

    /// - Parameter code: As generated, or read from a file.
    func ask(about code: String) throws -> Answer {
        var code = code
        while true {
            show(code)
            let checked = check(code)
            if !checked.diagnostics.isEmpty {
                console.sayRendered(checked.rendered(colored: console.showsColors))
            }
            if checked.isRunnable, let outlook = outlook(checked) { announce(outlook) }
            let formatted = canonical(code)
            switch try key(canRun: checked.isRunnable, canFormat: formatted != nil) {
            case .run: return .run(code: code)
            case .skip: return .skip(code: code)
            case .edit: code = try edited(code)
            case .format: code = formatted ?? code
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
        let seconds = max(1, Int(outlook.cost.seconds.rounded()))
        let memory = String(format: "%.1f GB", max(0.1, Double(outlook.cost.memory) / 1e9))
        let scans = outlook.scans.joined(separator: ", ")
        console.say(
            "  The network will go through \(scans): about \(seconds) s, \(memory)"
                + (outlook.cost.parts > 1 ? ", in \(outlook.cost.parts) slabs." : "."), .hint)
    }

    private func show(_ code: String) {
        for line in CodeView.lines(code) { console.say(line) }
    }

    private enum Key {
        case run, edit, format, skip
    }

    /// Asks until an answer is one of the keys. No other answer runs anything.
    private func key(canRun: Bool, canFormat: Bool) throws -> Key {
        let keys = [
            canRun ? "[Enter] run" : nil, "[e] edit", canFormat ? "[f] format" : nil, "[n] skip",
        ]
        while true {
            var question = StyledText(canRun ? "Run it? " : "It has errors. ", .emphasis)
            question.append(keys.compactMap { $0 }.joined(separator: ", ") + " ", .hint)
            let line: String
            switch try reader.readLine(prompt: question) {
            case .line(let text): line = text
            case .interrupted, .endOfFile:
                console.say()
                return .skip
            }
            switch line.trimmingCharacters(in: .whitespaces).lowercased() {
            case "", "y", "yes", "run":
                if canRun { return .run }
                console.say("The errors above have to be mended first: e edits, n skips.", .hint)
            case "e", "edit": return .edit
            case "f" where canFormat, "format" where canFormat: return .format
            case "n", "no", "skip", "q": return .skip
            default: explain(canRun: canRun, canFormat: canFormat)
            }
        }
    }

    private func explain(canRun: Bool, canFormat: Bool) {
        var keys = [
            ("Enter or y", canRun ? "run the code" : "(not while there are errors)"),
            ("e", "edit the code; it is shown and asked about again"),
            ("n", "skip it: nothing runs"),
        ]
        if canFormat { keys.insert(("f", "lay the code out in the canonical way"), at: 2) }
        for (key, meaning) in keys {
            console.say(
                StyledText("  " + TextWidth.padded(key, to: 12), .emphasis) + StyledText(meaning))
        }
    }

    /// The code after editing: on the line when it is one line, else in the user's editor. When
    /// editing is broken off, the code stays as it was.
    private func edited(_ code: String) throws -> String {
        let text = code.trimmingCharacters(in: .newlines)
        let new: String
        if !text.contains("\n") {
            guard
                case .line(let line) = try reader.readLine(
                    prompt: StyledText("edit: ", .prompt), initialText: text)
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
