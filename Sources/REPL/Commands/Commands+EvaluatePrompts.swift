import Foundation
import LanguageModel
import Terminal

extension Commands {
    /// Scores the planner on suites of prompts.
    ///
    /// - Throws: `ProgramText.Failure`, `SuitePrompt.Failure`, and what keeps models or scans from
    ///   being used.
    func evaluatePrompts(
        _ options: EvaluateOptions, _ models: Models, _ bar: ProgressBar
    ) throws -> ExitCode {
        let suites = try options.paths.map { path in
            (path: path, prompts: try SuitePrompt.prompts(of: ProgramText.read(path), path: path))
        }
        let assistant = Assistant(models: models)
        let count = suites.reduce(0) { $0 + $1.prompts.count }
        var results: [PromptEvaluation.Result] = []
        for suite in suites {
            let folder = NSString(string: suite.path).deletingLastPathComponent
            let scans = SuiteScans(folder: folder, vocabulary: models.vocabulary)
            let runner = SuiteRunner(
                engine: models.engine, folder: folder, load: scans.workspace,
                plan: { try assistant.plan($0, in: $1, earlier: $2, isCancelled: isInterrupted) },
                isCancelled: isInterrupted)
            for item in suite.prompts {
                bar.update(stage: "prompts", fraction: Double(results.count) / Double(count))
                guard let result = try stopping({ try runner.run(item) }) else {
                    return .interrupted
                }
                results.append(result)
                if options.printsJSON { console.result(result.json.text + "\n") }
            }
        }
        bar.finish()
        let text = PromptEvaluation(results: results).text
        // The lines of JSON are the result; the table is for the person who waits.
        if options.printsJSON {
            console.say(text)
        } else {
            for result in results where !result.isRight { console.say(result.complaint) }
            console.result(text + "\n")
        }
        return .success
    }

    private func stopping<T>(_ body: () throws -> T?) throws -> T? {
        do {
            return try body()
        } catch LanguageModelError.cancelled {
            return nil
        }
    }
}

extension PromptEvaluation.Result {
    /// "p012 volume of …: 2.56 mL is missing".
    var complaint: String { "\(item.id) \(item.prompt): " + shortfalls.joined(separator: "; ") }
}
