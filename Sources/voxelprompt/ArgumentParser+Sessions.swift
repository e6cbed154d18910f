import REPL

extension ArgumentParser {
    static func replay(_ parsed: ParsedWords) throws -> ReplayOptions {
        var options = ReplayOptions(path: try parsed.onlyArgument())
        options.inputs = try parsed.inputs()
        options.first = try parsed.step("--from")
        options.last = try parsed.step("--to")
        options.asksBeforeSteps = parsed.has("--step")
        options.each = parsed.pattern()
        options.table = parsed.value("--table")
        options.machine = try parsed.machineOptions()
        if let first = options.first, let last = options.last, first > last {
            throw UsageError.badOrder(first: first, last: last)
        }
        if options.each != nil {
            for option in ["--from", "--step"] where parsed.has(option) {
                throw UsageError.notTogether("--each", option)
            }
        } else if options.table != nil {
            throw UsageError.needs("--table", other: "--each")
        }
        return options
    }

    static func export(_ parsed: ParsedWords) throws -> ExportOptions {
        let path = try parsed.onlyArgument()
        let output = parsed.value("--output")
        let form: ExportForm
        if let text = parsed.value("--as") {
            guard let named = ExportForm(rawValue: text) else {
                throw UsageError.badChoice(
                    option: "--as", value: text, choices: ExportForm.allCases.map(\.rawValue))
            }
            form = named
        } else if let output {
            guard let ended = ExportForm(ending: output) else {
                throw UsageError.badForm(path: output)
            }
            form = ended
        } else {
            form = .script
        }
        var options = ExportOptions(path: path, form: form)
        options.output = output
        options.machine = try parsed.machineOptions()
        return options
    }

    static func shell(_ parsed: ParsedWords) throws -> Shell {
        let name = try parsed.onlyArgument()
        guard let shell = Shell(rawValue: name) else {
            throw UsageError.badChoice(
                option: "completions", value: name, choices: Shell.allCases.map(\.rawValue))
        }
        return shell
    }
}
