import Foundation
import Script

/// The interpreter beside CPython, on the same programs in the same run.
enum LanguageBenchmark {
    private static let programs: [(name: String, text: String)] = [
        (
            "a loop of a million",
            """
            x = 0
            for i in range(1000000):
                x = x + i
            print(x)
            """
        ),
        (
            "while, if and % in a function",
            """
            def count(n):
                total = 0
                i = 0
                while i < n:
                    if i % 3 == 0:
                        total += i
                    i += 1
                return total
            print(count(1000000))
            """
        ),
        (
            "250 thousand calls",
            """
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
            print(fib(25))
            """
        ),
        (
            "lists and a comprehension",
            """
            xs = []
            for i in range(300000):
                xs.append(i * 2)
            print(sum(xs), len([x for x in xs if x % 3 == 0]))
            """
        ),
        (
            "a dict of 200 thousand",
            """
            d = {}
            for i in range(200000):
                d[i] = i
            total = 0
            for key in d:
                total += d[key]
            print(total)
            """
        ),
        (
            "a string that grows",
            """
            text = ""
            for i in range(50000):
                text += "ab"
            print(len(text))
            """
        ),
    ]

    static func run() throws {
        print("best of three, milliseconds; CPython without its start")
        for (name, text) in programs {
            let (own, ownOutput) = measure(text)
            let (other, otherOutput) = try measureCPython(text)
            precondition(ownOutput == otherOutput, "\(name): \(ownOutput) and \(otherOutput)")
            let ratio = String(format: "%.1f", own / other)
            let row = [name, milliseconds(own), milliseconds(other), "\(ratio) times CPython's"]
            print(row.joined(separator: "\t"))
        }
        for text in endless {
            let delay = milliseconds(timeToStop(text))
            print(["stopped after the request", delay, text].joined(separator: "\t"))
        }
    }

    /// Programs that only a request to stop ends, one of them inside a built-in.
    private static let endless = [
        "while True: pass", "sum(range(10 ** 15))",
        "while True: sorted(range(10 ** 5), key=lambda x: -x)",
    ]

    /// Seconds from the request to stop until the program has stopped.
    private static func timeToStop(_ text: String) -> Double {
        let (program, _) = Parser.parse(Source(name: "program", text: text))
        let end = Date().addingTimeInterval(0.3)
        let interpreter = Interpreter(
            functions: [:], limits: Limits(steps: .max), isCancelled: { Date() >= end },
            print: { _ in })
        _ = try? interpreter.run(program, globals: [:])
        return Date().timeIntervalSince(end)
    }

    private static func milliseconds(_ seconds: Double) -> String {
        String(format: "%.0f", seconds * 1000)
    }

    private static func measure(_ text: String) -> (seconds: Double, output: String) {
        let (program, mistakes) = Parser.parse(Source(name: "program", text: text))
        precondition(!mistakes.hasErrors, "a benchmark that does not parse")
        var best = Double.infinity
        let output = Output()
        for _ in 0..<3 {
            output.text = ""
            let interpreter = Interpreter(
                functions: [:], limits: Limits(steps: .max), print: { output.text += $0 })
            let start = Date()
            _ = try? interpreter.run(program, globals: [:])
            best = min(best, Date().timeIntervalSince(start))
        }
        return (best, output.text)
    }

    /// What a run prints; used by one thread.
    private final class Output: @unchecked Sendable {
        var text = ""
    }

    private static func measureCPython(
        _ text: String
    ) throws -> (seconds: Double, output: String) {
        let driver = """
            import io, contextlib, sys, time
            code, best = compile(sys.stdin.read(), "program", "exec"), 1e9
            for _ in range(3):
                output = io.StringIO()
                with contextlib.redirect_stdout(output):
                    start = time.perf_counter()
                    exec(code, {})
                    best = min(best, time.perf_counter() - start)
            print(best)
            print(output.getvalue(), end="")
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", driver]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let said = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = said.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard lines.count == 2, let seconds = Double(lines[0]) else {
            fatalError("python3 did not run: \(said)")
        }
        return (seconds, String(lines[1]))
    }
}
