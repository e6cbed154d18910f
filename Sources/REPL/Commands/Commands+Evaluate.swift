import Analysis
import Foundation
import Terminal

extension Commands {
    func evaluate(_ options: EvaluateOptions) throws -> ExitCode {
        let models = try Models(options.machine, environment: environment)
        interrupts.install()
        let bar = ProgressBar(environment: environment)
        defer { bar.finish() }
        let control = RunControl(
            progress: { bar.update(stage: $0.stage, fraction: $0.fraction) },
            isCancelled: isInterrupted)
        func say(_ line: String) {
            bar.finish()
            console.say(line)
        }
        let path = options.paths[0]
        let text: String
        switch options.subject {
        case .prompts: return try evaluatePrompts(options, models, bar)
        case .anatomy:
            let found = try AnatomyEvaluation.run(
                directory: path, segmenter: models.segmenter,
                vocabulary: models.vocabulary, control: control,
                scored: { scan in
                    let dice = scan.meanDice.map { String(format: "%.3f", $0) } ?? "-"
                    say("\(scan.name): mean Dice \(dice)")
                })
            text = options.printsJSON ? try found.json() : found.text
        case .contrast:
            let found = try ContrastEvaluation.run(
                directory: path, segmenter: models.segmenter,
                vocabulary: models.vocabulary, control: control)
            text = options.printsJSON ? try found.json() : found.text
        case .lesions:
            let found = try LesionEvaluation.run(
                directory: path, segmenter: models.segmenter,
                vocabulary: models.vocabulary, control: control)
            text = options.printsJSON ? try found.json() : found.text
        case .robustness:
            let found = try RobustnessEvaluation.run(
                path: path, segmenter: models.segmenter, control: control,
                scored: { row in
                    say("\(row.scan), \(row.change): \(String(format: "%+.4f", row.gain))")
                })
            text = options.printsJSON ? try found.json() : found.text
        case .registration:
            let found = try RegistrationEvaluation.run(
                directory: path, segmenter: models.segmenter,
                vocabulary: models.vocabulary, control: control, scored: { say($0.line) })
            text = options.printsJSON ? try found.json() : found.text
        }
        bar.finish()
        console.result(text + "\n")
        return .success
    }
}
