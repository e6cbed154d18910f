import Foundation

extension Duration {
    var inSeconds: Double { self / .seconds(1) }
}

/// Figures that the documentation states, measured on the machine at hand.
@main
enum Benchmarks {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "analysis": try AnalysisBenchmark.run(Array(arguments.dropFirst()))
        case "language": try LanguageBenchmark.run()
        case "planner": try PlannerBenchmark.run(Array(arguments.dropFirst()))
        case "viewer": try ViewerBenchmark.run()
        case "vision": try VisionBenchmark.run(Array(arguments.dropFirst()))
        default: usage()
        }
    }

    static func usage() -> Never {
        let text = """
            usage: Benchmarks analysis [PYTHON]
                   Benchmarks language
                   Benchmarks planner [PYTHON]
                   Benchmarks viewer
                   Benchmarks vision WEIGHTS [bfloat16|float32] [X Y Z]

            """
        FileHandle.standardError.write(Data(text.utf8))
        exit(64)
    }
}
