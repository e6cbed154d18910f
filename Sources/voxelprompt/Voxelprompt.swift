import Foundation
import REPL

@main
enum Voxelprompt {
    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private static func run(_ words: [String]) -> ExitCode {
        do {
            var environment = ProcessInfo.processInfo.environment
            let invocation = try ArgumentParser.parse(words) { [environment] in
                try Configuration(named: $0, environment: environment)
            }
            if let text = text(invocation) {
                FileHandle.standardOutput.write(Data(text.utf8))
                return .success
            }
            if ArgumentParser.asksForASCII(words) {
                environment[Commands.displayVariable] = "ascii"
            }
            return Commands(environment: environment).run(invocation)
        } catch {
            FileHandle.standardError.write(Data("voxelprompt: \(error)\n".utf8))
            return .usage
        }
    }

    /// What is printed without doing anything; nil for what has to be done.
    private static func text(_ invocation: Invocation) -> String? {
        switch invocation {
        case .help(let command): HelpText.text(command: command)
        case .completions(let shell): CompletionScript.text(for: shell)
        case .manual: ManualPage.text
        default: nil
        }
    }
}
