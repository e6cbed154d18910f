import REPL

/// What `--help` prints, made from the table that the parser uses.
enum HelpText {
    /// - Parameter command: nil for the whole program.
    static func text(command: String?) -> String {
        guard let syntax = CommandSyntax.named(command) else { return "" }
        var lines = [usage(syntax), "", syntax.summary]
        if command == nil {
            lines += ["", "Commands:"]
            let commands = CommandSyntax.all.filter { $0.name != nil }
            lines += commands.map { usage($0).replacing("usage: voxelprompt ", with: "  ") + "\n"
                + "      " + $0.summary }
        }
        let options = syntax.options + CommandSyntax.everywhere
        lines += ["", "Options:"]
        for option in options {
            let form = option.value.map { "\(option.name) \($0)" } ?? option.name
            let more = option.isRepeatable ? " May be given several times." : ""
            lines.append("  \(form)\n      \(option.summary)\(more)")
        }
        if !syntax.remarks.isEmpty { lines += [""] + syntax.remarks }
        if command == nil {
            lines += [
                "",
                "`voxelprompt help COMMAND` tells more. Models are looked for in --models, in the",
                "folder that VOXELPROMPT_MODELS names, beside the program and in share/voxelprompt.",
                "", Disclaimer.text,
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func usage(_ syntax: CommandSyntax) -> String {
        (["usage: voxelprompt"] + (syntax.name.map { [$0] } ?? []) + ["[options]", syntax.arguments])
            .joined(separator: " ")
    }
}
