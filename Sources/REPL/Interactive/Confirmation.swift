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
    /// Other programs that the prompt may mean.
    var others: [String] = []
    /// Changes a program by words of the user; nil when they are not understood, which it has said.
    var revise: ((_ words: String, _ code: String) throws -> String?)?

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
            if checked.isRunnable, let outlook = outlook(checked) { announce(outlook) }
            let formatted = canonical(code)
            let options = Options(
                canRun: checked.isRunnable, canFormat: formatted != nil,
                hasOthers: !readings.isEmpty, canRevise: revise != nil)
            switch try key(options) {
            case .run: return .run(code: code)
            case .skip: return .skip(code: code)
            case .edit: code = try edited(code)
            case .format: code = formatted ?? code
            case .other:
                readings.append(code)
                code = readings.removeFirst()
            case .revise: code = try revised(code)
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
        case run, edit, format, revise, other, skip
    }

    /// What can be done with the program that is shown.
    private struct Options {
        let canRun: Bool
        let canFormat: Bool
        let hasOthers: Bool
        let canRevise: Bool
    }

    /// Asks until an answer is one of the keys. No other answer runs anything.
    private func key(_ options: Options) throws -> Key {
        let keys = [
            options.canRun ? "[Enter] run" : nil, "[e] edit",
            options.canRevise ? "[r] revise" : nil, options.hasOthers ? "[o] other" : nil,
            options.canFormat ? "[f] format" : nil, "[n] skip",
        ]
        while true {
            var question = StyledText(options.canRun ? "Run it? " : "It has errors. ", .emphasis)
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
                if options.canRun { return .run }
                console.say("The errors above have to be mended first: e edits, n skips.", .hint)
            case "e", "edit": return .edit
            case "f" where options.canFormat, "format" where options.canFormat: return .format
            case "r" where options.canRevise, "revise" where options.canRevise: return .revise
            case "o" where options.hasOthers, "other" where options.hasOthers: return .other
            case "n", "no", "skip", "q": return .skip
            default: explain(options)
            }
        }
    }

    private func explain(_ options: Options) {
        var keys = [
            ("Enter or y", options.canRun ? "run the code" : "(not while there are errors)"),
            ("e", "edit the code; it is shown and asked about again"),
        ]
        if options.canRevise { keys.append(("r", "say in words what should be different")) }
        if options.hasOthers { keys.append(("o", "show what else the words may mean")) }
        if options.canFormat { keys.append(("f", "lay the code out in the canonical way")) }
        keys.append(("n", "skip it: nothing runs"))
        for (key, meaning) in keys {
            console.say(
                StyledText("  " + TextWidth.padded(key, to: 12), .emphasis) + StyledText(meaning))
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
