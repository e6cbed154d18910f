import REPL

/// The words of a command line, sorted into options and arguments.
struct ParsedWords {
    private(set) var command: CommandSyntax
    private(set) var arguments: [String] = []
    private(set) var options: [(name: String, value: String)] = []

    /// - Parameters:
    ///   - words: Without the name of the program.
    ///   - settings: What holds where the words say nothing.
    /// - Throws: `UsageError`.
    init(
        _ words: [String], command: CommandSyntax, settings: [Configuration.Setting] = []
    ) throws {
        self.command = command
        options = settings.map { ("--" + $0.name, $0.value) }
            .filter { name, _ in command.option(name) != nil }
        var rest = words[...]
        var endsOptions = false
        while let word = rest.popFirst() {
            guard !endsOptions, word.hasPrefix("-"), word != "-" else {
                arguments.append(word)
                continue
            }
            if word == "--" {
                endsOptions = true
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = word == "-h" ? "--help" : word == "-y" ? "--yes" : String(parts[0])
            guard let option = command.option(name) else {
                let known = (command.options + CommandSyntax.everywhere).map(\.name)
                throw UsageError.unknownOption(
                    name, command: command.name, nearest: Nearest.name(to: name, among: known))
            }
            let given = parts.count > 1 ? String(parts[1]) : nil
            guard let form = option.value else {
                if given != nil { throw UsageError.superfluousValue(option: name) }
                options.append((name, ""))
                continue
            }
            // "--scan --json" forgot a value; a path that begins so is written with "=".
            let follows = rest.first.map { $0 == "-" || !$0.hasPrefix("-") } ?? false
            guard let value = given ?? (follows ? rest.popFirst() : nil), !value.isEmpty else {
                throw UsageError.missingValue(option: name, form: form)
            }
            if !option.isRepeatable { options.removeAll { $0.name == name } }
            options.append((name, value))
        }
    }

    func has(_ option: String) -> Bool { options.contains { $0.name == option } }

    func value(_ option: String) -> String? { options.last { $0.name == option }?.value }

    /// The only argument.
    ///
    /// - Throws: `UsageError` when there is none, or more.
    func onlyArgument() throws -> String {
        let name = command.name ?? ""
        guard let argument = arguments.first, !argument.isEmpty else {
            throw UsageError.missingArgument(command: name, form: command.arguments)
        }
        if arguments.count > 1 {
            throw UsageError.superfluousArgument(arguments[1], command: name)
        }
        return argument
    }
}
