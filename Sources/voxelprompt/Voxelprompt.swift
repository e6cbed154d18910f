import Foundation
import REPL

@main
enum Voxelprompt {
    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private static func run(_ words: [String]) -> ExitCode {
        do {
            let environment = ProcessInfo.processInfo.environment
            let invocation = try ArgumentParser.parse(words) {
                try Configuration(named: $0, environment: environment)
            }
            if case .help(let command) = invocation {
                FileHandle.standardOutput.write(Data(HelpText.text(command: command).utf8))
                return .success
            }
            return Commands(environment: environment).run(invocation)
        } catch {
            FileHandle.standardError.write(Data("voxelprompt: \(error)\n".utf8))
            return .usage
        }
    }
}
