import Foundation
import REPL

@main
enum Voxelprompt {
    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private static func run(_ words: [String]) -> ExitCode {
        do {
            switch try ArgumentParser.parse(words) {
            default: return .success
            }
        } catch {
            FileHandle.standardError.write(Data("voxelprompt: \(error)\n".utf8))
            return .usage
        }
    }
}
