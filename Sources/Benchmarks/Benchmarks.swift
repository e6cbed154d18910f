import Foundation

/// Figures that the documentation states, measured on the machine at hand.
@main
enum Benchmarks {
    static func main() throws {
        guard CommandLine.arguments.dropFirst().first == "language" else {
            FileHandle.standardError.write(Data("usage: Benchmarks language\n".utf8))
            exit(64)
        }
        try LanguageBenchmark.run()
    }
}
