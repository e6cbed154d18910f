import REPL

/// What completes the words of the program in a shell, made from the table that the parser uses.
enum CompletionScript {
    static func text(for shell: Shell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    private static var commands: [CommandSyntax] { CommandSyntax.all.filter { $0.name != nil } }

    private static func options(_ command: CommandSyntax) -> [OptionSyntax] {
        command.options + CommandSyntax.everywhere
    }

    /// The words that a value or an argument is one of; nil where it is something else.
    private static func choices(_ form: String) -> [String]? {
        let words = form.split(separator: "|").map(String.init)
        let isChoice =
            words.count > 1 && words.allSatisfy { $0.allSatisfy { $0.isLetter || $0.isNumber } }
        return isChoice ? words : nil
    }

    /// Whether a value is the path of a file or folder, or ends in one.
    private static func isPath(_ form: String) -> Bool {
        ["PATH", "FILE", "DIR", "PATTERN"].contains { form.contains($0) }
    }
}

extension CompletionScript {
    private static var bash: String {
        func words(_ command: CommandSyntax) -> String {
            (options(command).map(\.name) + (choices(command.arguments) ?? []))
                .joined(separator: " ")
        }
        let names = commands.compactMap(\.name)
        let values = CommandSyntax.all.flatMap(options)
            .reduce(into: [(name: String, form: String)]()) { found, option in
                guard let form = option.value, !found.contains(where: { $0.name == option.name })
                else { return }
                found.append((option.name, form))
            }
        let cases = values.map { option in
            let action =
                choices(option.form).map {
                    "COMPREPLY=($(compgen -W \"\($0.joined(separator: " "))\" -- \"$cur\"))"
                }
                ?? (isPath(option.form)
                    ? "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"))" : ":")
            return "        \(option.name)) \(action); return ;;"
        }
        let lists = CommandSyntax.all.map { command in
            let name = command.name ?? ""
            let more = command.name == nil ? " " + (names + ["help"]).joined(separator: " ") : ""
            return "        '\(name)') words=\"\(words(command))\(more)\" ;;"
        }
        return """
            # bash completion for voxelprompt; generated, do not edit.
            _voxelprompt() {
                local cur="${COMP_WORDS[COMP_CWORD]}" prev="" command="" words="" word i
                # NAME=PATH comes as three words.
                [ "$cur" = "=" ] && cur=""
                COMPREPLY=()
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word="${COMP_WORDS[i]}"
                    case "$word" in
                        --*) prev="$word" ;;
                        \(names.joined(separator: "|"))) [ -n "$command" ] || command="$word" ;;
                    esac
                done
                word="${COMP_WORDS[COMP_CWORD - 1]}"
                [ "$word" = "=" ] && word="$prev"
                [ "${COMP_WORDS[COMP_CWORD]}" = "=" ] && word="$prev"
                [ "${COMP_WORDS[COMP_CWORD - 2]}" = "=" ] && [[ "$word" != -* ]] && word=""
                case "$word" in
            \(cases.joined(separator: "\n"))
                esac
                case "$command" in
            \(lists.joined(separator: "\n"))
                esac
                COMPREPLY=($(compgen -W "$words" -- "$cur"))
                if [[ "$cur" != -* ]]; then
                    compopt -o filenames
                    COMPREPLY+=($(compgen -f -- "$cur"))
                fi
            }
            complete -F _voxelprompt voxelprompt

            """
    }

    private static var zsh: String {
        func quoted(_ text: String) -> String { text.replacing("'", with: "'\\''") }
        func described(_ text: String) -> String {
            quoted(
                text.replacing("[", with: "\\[").replacing("]", with: "\\]").replacing(
                    ":", with: "\\:"))
        }
        func spec(_ option: OptionSyntax) -> String {
            let repeated = option.isRepeatable ? "*" : ""
            var spec = "\(repeated)\(option.name)[\(described(option.summary))]"
            if let form = option.value {
                let action =
                    choices(form).map { "(\($0.joined(separator: " ")))" }
                    ?? (isPath(form) ? "_files" : " ")
                spec += ":\(described(form)):\(action)"
            }
            return "            '\(spec)' \\"
        }
        func branch(_ command: CommandSyntax) -> String {
            let argument =
                choices(command.arguments).map { "(\($0.joined(separator: " ")))" } ?? "_files"
            return
                (["        '\(command.name ?? "")') _arguments \\"]
                + options(command).map(spec)
                + ["            '*:\(described(command.arguments)):\(argument)' ;;"])
                .joined(separator: "\n")
        }
        let names = commands.map { "        '\($0.name ?? ""):\(described($0.summary))'" }
        return """
            #compdef voxelprompt
            # zsh completion for voxelprompt; generated, do not edit.
            _voxelprompt() {
                local -a commands
                local command='' word
                commands=(
            \(names.joined(separator: "\n"))
                )
                for word in ${words[2,CURRENT-1]}; do
                    if (( ${commands[(I)$word:*]} )); then
                        command=$word
                        words[(i)$word]=()
                        (( CURRENT-- ))
                        break
                    fi
                done
                if [[ -z $command && $PREFIX != -* ]]; then
                    _describe command commands
                fi
                case $command in
            \(CommandSyntax.all.map(branch).joined(separator: "\n"))
                esac
            }
            _voxelprompt "$@"

            """
    }

    private static var fish: String {
        func quoted(_ text: String) -> String {
            "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
        }
        let names = commands.compactMap(\.name)
        var lines = [
            "# fish completion for voxelprompt; generated, do not edit.",
            "set -l commands \(names.joined(separator: " "))",
        ]
        for command in CommandSyntax.all {
            let condition =
                command.name.map { "__fish_seen_subcommand_from \($0)" }
                ?? "not __fish_seen_subcommand_from $commands"
            if let name = command.name {
                lines.append(
                    "complete -c voxelprompt -n \"not __fish_seen_subcommand_from $commands\" "
                        + "-a \(name) -d \(quoted(command.summary))")
                if let words = choices(command.arguments) {
                    lines.append(
                        "complete -c voxelprompt -n \"\(condition)\" -f -a "
                            + quoted(words.joined(separator: " ")))
                }
            }
            for option in options(command) {
                var line =
                    "complete -c voxelprompt -n \"\(condition)\" -l \(option.name.dropFirst(2))"
                if let form = option.value {
                    line +=
                        choices(form).map { " -x -a \(quoted($0.joined(separator: " ")))" }
                        ?? (isPath(form) ? " -r" : " -x")
                }
                lines.append(line + " -d \(quoted(option.summary))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
