import REPL

/// The manual page in roff, made from the table that the parser uses.
enum ManualPage {
    static var text: String {
        var lines = [
            ".\\\" Generated; do not edit.", ".TH VOXELPROMPT 1", ".SH NAME",
            "voxelprompt \\- talk to a brain scan in the terminal", ".SH SYNOPSIS",
        ]
        for command in CommandSyntax.all {
            let words =
                HelpText.usage(command).replacing("usage: voxelprompt", with: "").drop { $0 == " " }
            lines += [".B voxelprompt", escaped(String(words)), ".br"]
        }
        lines += [
            ".SH DESCRIPTION",
            "You ask in plain words about scans of a head; the program writes a few lines of code,",
            "shows them, and runs them after you have agreed. Nothing leaves the machine unless",
            "\\-\\-planner names a server. " + escaped(Disclaimer.text),
        ]
        for command in CommandSyntax.all {
            lines += section(command)
        }
        lines += [
            ".SH ENVIRONMENT", ".TP", ".B VOXELPROMPT_MODELS",
            "The folder of the models, where \\-\\-models does not name one.", ".TP",
            ".B VOXELPROMPT_PLANNER_KEY", "The key for the server of \\-\\-planner.", ".TP",
            ".B NO_COLOR", "If it is not empty, nothing is coloured.", ".SH FILES", ".TP",
            ".I $XDG_STATE_HOME/voxelprompt/sessions",
            "Sessions that were given no file. They and the history are readable by the user alone.",
            ".SH EXIT STATUS",
            "0 on success; 1 when a replay gave other values; 64 for a wrong command line; 65 for wrong",
            "data; 66 for a file that is missing; 69 for a server that cannot be used; 70 for an error",
            "inside; 130 after Ctrl\\-C.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ command: CommandSyntax) -> [String] {
        let title = command.name.map { "COMMAND \($0.uppercased())" } ?? "INTERACTIVE SESSION"
        var lines = [".SH \"\(title)\"", escaped(command.summary)]
        for option in command.options + (command.name == nil ? CommandSyntax.everywhere : []) {
            let value = option.value.map { " \\fI\(escaped($0))\\fR" } ?? ""
            let more = option.isRepeatable ? " May be given several times." : ""
            lines += [
                ".TP", "\\fB\(escaped(option.name))\\fR\(value)", escaped(option.summary + more),
            ]
        }
        if !command.remarks.isEmpty {
            lines += [".PP", escaped(command.remarks.joined(separator: " "))]
        }
        return lines
    }

    /// Hyphens as they are typed; a point or quote that begins a line is no command.
    private static func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .replacing("…", with: "\\&...")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }
}
