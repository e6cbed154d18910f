import REPL

/// Reads a command line.
enum ArgumentParser {
    /// - Parameters:
    ///   - words: Without the name of the program.
    ///   - configuration: Gives the settings, from the file that the words name, if they do.
    /// - Throws: `UsageError`.
    static func parse(
        _ words: [String],
        configuration: (_ named: String?) throws -> Configuration = { _ in Configuration() }
    ) throws -> Invocation {
        let (command, rest) = try split(words)
        let named = try ParsedWords(rest, command: command)
        if named.has("--help") { return .help(command: command.name) }
        let settings = try configuration(named.value("--config"))
        if command.name == "config" { return .settings(text: settings.text) }
        let parsed = try ParsedWords(rest, command: command, settings: settings.settings)
        if parsed.has("--version") { return .version }
        switch command.name {
        case "ask": return .ask(try ask(parsed))
        case "run": return .run(try run(parsed))
        case "replay": return .replay(try replay(parsed))
        case "export": return .export(try export(parsed))
        case "info":
            if parsed.arguments.isEmpty { _ = try parsed.onlyArgument() }
            return .info(paths: parsed.arguments)
        case "view":
            if parsed.arguments.isEmpty { _ = try parsed.onlyArgument() }
            return .view(paths: parsed.arguments, machine: try parsed.machineOptions())
        case "evaluate": return .evaluate(try evaluate(parsed))
        case "completions": return .completions(try shell(parsed))
        case "manual":
            if let word = parsed.arguments.first {
                throw UsageError.superfluousArgument(word, command: "manual")
            }
            return .manual
        case "check": return .check(try run(parsed))
        case "format": return .format(program: try parsed.onlyArgument())
        default: return .interactive(try interactive(parsed))
        }
    }

    /// Whether pictures are to be drawn in plain characters.
    static func asksForASCII(_ words: [String]) -> Bool {
        words.prefix { $0 != "--" }.contains("--ascii")
    }

    /// The command, wherever it stands among the options that all commands share, and the words
    /// without it.
    private static func split(_ words: [String]) throws -> (CommandSyntax, [String]) {
        guard let interactive = CommandSyntax.named(nil) else { preconditionFailure() }
        var index = 0
        while index < words.count, words[index].hasPrefix("-"), words[index] != "--" {
            let takesValue = interactive.option(words[index])?.value != nil
            index += takesValue ? 2 : 1
        }
        guard index < words.count, words[index] != "--" else { return (interactive, words) }
        let word = words[index]
        var rest = words
        rest.remove(at: index)
        if word == "help" {
            let topic = index < rest.count ? rest.remove(at: index) : nil
            guard let command = CommandSyntax.named(topic) else {
                throw UsageError.unknownTopic(topic ?? "")
            }
            return (command, ["--help"])
        }
        if let command = CommandSyntax.named(word) { return (command, rest) }
        let names = CommandSyntax.all.compactMap(\.name)
        if !word.contains("/"), !word.contains("."),
            let nearest = Nearest.name(to: word, among: names)
        {
            throw UsageError.unknownCommand(word, nearest: nearest)
        }
        return (interactive, words)
    }

    private static func interactive(_ parsed: ParsedWords) throws -> InteractiveOptions {
        var options = InteractiveOptions()
        options.inputs = try parsed.inputsAndArguments()
        options.sessionPath = parsed.value("--session")
        options.runsUnasked = parsed.has("--yes")
        if let text = parsed.value("--learn") {
            guard let learns = ["on": true, "off": false][text] else {
                throw UsageError.badChoice(option: "--learn", value: text, choices: ["on", "off"])
            }
            options.learns = learns
        }
        options.imageMemory = try parsed.size("--images")
        options.machine = try parsed.machineOptions()
        return options
    }

    private static func ask(_ parsed: ParsedWords) throws -> AskOptions {
        let source: AskOptions.Source
        if let file = parsed.value("--prompts") {
            if !parsed.arguments.isEmpty { throw UsageError.promptAndFile }
            source = .file(file)
        } else {
            source = .prompt(try parsed.onlyArgument())
        }
        var options = AskOptions(source: source)
        options.inputs = try parsed.inputs()
        options.runsUnasked = parsed.has("--yes")
        options.printsJSON = parsed.has("--json")
        options.machine = try parsed.machineOptions()
        return options
    }

    private static func run(_ parsed: ParsedWords) throws -> RunOptions {
        var options = RunOptions(program: try parsed.onlyArgument())
        options.inputs = try parsed.inputs()
        options.printsJSON = parsed.has("--json")
        options.machine = try parsed.machineOptions()
        return options
    }

    private static func evaluate(_ parsed: ParsedWords) throws -> EvaluateOptions {
        guard parsed.arguments.count >= 2,
            let subject = EvaluateOptions.Subject(rawValue: parsed.arguments[0])
        else {
            throw UsageError.missingArgument(
                command: "evaluate",
                form: "(anatomy | contrast | lesions | robustness | registration | prompts) PATH…")
        }
        if parsed.arguments.count > 2, subject != .prompts {
            throw UsageError.superfluousArgument(parsed.arguments[2], command: "evaluate")
        }
        var options = EvaluateOptions(subject, paths: Array(parsed.arguments.dropFirst()))
        options.printsJSON = parsed.has("--json")
        options.machine = try parsed.machineOptions()
        return options
    }
}
