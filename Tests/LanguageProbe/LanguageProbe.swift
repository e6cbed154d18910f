import Foundation
import Script

/// The language by itself, for `scripts/language-fuzz` and `scripts/soak`.
@main
enum LanguageProbe {
    static let usage = """
        usage: LanguageProbe run < PROGRAMS        programs end with a line of the byte 1
               LanguageProbe bytes FOLDER SECONDS  damages the programs of a folder

        """

    static func main() {
        let words = CommandLine.arguments.dropFirst()
        switch words.first {
        case "run" where words.count == 1:
            runAll()
        case "bytes" where words.count == 3:
            guard let seconds = Double(words[words.startIndex + 2]) else { fail() }
            ByteFuzzer(folder: words[words.startIndex + 1]).run(seconds: seconds)
        default:
            fail()
        }
    }

    private static func fail() -> Never {
        FileHandle.standardError.write(Data(usage.utf8))
        exit(64)
    }

    private static func runAll() {
        let input = FileHandle.standardInput.readDataToEndOfFile()
        let programs = String(decoding: input, as: UTF8.self).components(separatedBy: "\u{1}\n")
        for program in programs where !program.isEmpty {
            let answer = Data((outcome(of: program) + "\u{1}\n").utf8)
            FileHandle.standardOutput.write(answer)
        }
    }

    /// What a program prints, then how it failed, as `scripts/language-fuzz` writes it for CPython.
    private static func outcome(of text: String) -> String {
        let (program, mistakes) = Parser.parse(Source(name: "program", text: text))
        guard !mistakes.hasErrors else { return "# refused\n" }
        let output = Collector()
        let limits = Limits(steps: .max, memory: 512 << 20)
        let interpreter = Interpreter(
            functions: [:], limits: limits, print: { output.append($0) })
        do {
            _ = try interpreter.run(program, globals: [:])
        } catch let failure as RuntimeFailure {
            if case .error(let name) = failure.reason {
                let line = failure.diagnostic.span.start.line
                output.append("# error: \(name.rawValue) at \(line)\n")
            } else {
                output.append("# \(failure.reason)\n")
            }
        } catch {
            preconditionFailure("runs throw RuntimeFailure")
        }
        return output.text
    }
}

/// Gathers what a program prints.
private final class Collector: @unchecked Sendable {
    private let lock = NSLock()
    private var content = ""

    func append(_ more: String) { lock.withLock { content += more } }

    var text: String { lock.withLock { content } }
}
