import Analysis
import Session

/// Compares what came of a prompt with what it has to give.
struct PromptJudge {
    let expected: Expectation
    let found: Evidence
    /// Where the paths of the suite start from.
    var folder = ""

    /// Other numbers that may stand beside each expected one, and beside all of them.
    private static let besides = (each: 1, all: 4)

    /// What is missing or wrong, in words; empty where the prompt is answered rightly.
    var shortfalls: [String] {
        if let kinds = expected.outcome {
            let isRight = kinds.contains { $0.rawValue == found.kind.rawValue }
            return (isRight ? [] : ["\(found.kind.rawValue) instead of \(kinds[0].rawValue)"])
                + words
        }
        guard found.kind == .program else { return ["\(found.kind.rawValue) instead of an answer"] }
        if !found.isChecked { return ["the program does not pass the checker"] }
        if let error = found.error {
            return [
                "the program failed: " + (error.split(separator: "\n").first.map(String.init) ?? "")
            ]
        }
        return numbers + verdict + choice + words + pictures + diagrams + files
    }

    private var numbers: [String] {
        guard let wanted = expected.numbers else { return [] }
        let all = AnswerNumber.all(in: found)
        var shortfalls = wanted.filter { number in !all.contains { $0.matches(number) } }
            .map { number in
                let values = number.values.map { "\($0)" }.joined(separator: " or ")
                return "\(values) \(number.unit) is missing"
            }
        let limit = wanted.count * (1 + Self.besides.each) + Self.besides.all
        if expected.table != true, all.count > limit {
            shortfalls.append("\(all.count) numbers where \(wanted.count) were asked for")
        }
        return shortfalls
    }

    private var verdict: [String] {
        guard let question = expected.verdict else { return [] }
        let answers = Statement.all(in: found).compactMap { $0.answer(to: question) }
        if answers.isEmpty { return ["no verdict"] }
        return answers.allSatisfy { $0 == question.value }
            ? [] : ["the verdict is \(answers.contains(question.value) ? "unclear" : "wrong")"]
    }

    private var choice: [String] {
        guard let choice = expected.choice else { return [] }
        let picks = Set(Statement.all(in: found).compactMap { $0.pick(of: choice) })
        if picks.isEmpty { return ["nothing is named as the answer"] }
        return picks == [choice.winner]
            ? [] : ["named is \(picks.sorted().joined(separator: ", ")), not \(choice.winner)"]
    }

    private var words: [String] {
        let missing = (expected.words ?? []).filter { group in
            !group.contains { Words.has($0, in: found.answer) }
        }
        let unwanted = (expected.notWords ?? []).filter { Words.has($0, in: found.answer) }
        return missing.map { "“\($0.joined(separator: "” or “"))” is not said" }
            + unwanted.map { "“\($0)” is said" }
    }

    private var pictures: [String] {
        guard let wanted = expected.shown else { return [] }
        if found.showings.isEmpty { return ["nothing is shown"] }
        if let mL = wanted.mL, wanted.mean == nil, wanted.together != true {
            let total = found.showings.reduce(0) { $0 + Self.millilitres(of: $1) }
            if abs(total - mL) <= 0.005 * mL { return [] }
        }
        let differences = found.showings.map { difference($0, wanted) }
        return differences.contains { $0 == nil }
            ? [] : ["shown: " + (differences.compactMap(\.self).first ?? "")]
    }

    private func difference(_ showing: Showing, _ wanted: Expectation.Image) -> String? {
        if let mL = wanted.mL {
            let total = Self.millilitres(of: showing)
            guard abs(total - mL) <= 0.005 * mL else { return "masks of \(total) mL, not \(mL)" }
        }
        guard wanted.describesImage else { return nil }
        guard let image = showing.image.volume else { return "a mask without its image" }
        return difference(image, wanted)
    }

    private static func millilitres(of showing: Showing) -> Double {
        var masks = showing.masks
        if case .mask(let mask) = showing.image { masks.append(mask) }
        return masks.reduce(0) { $0 + $1.mask.volumeInMillilitres }
    }

    private var diagrams: [String] {
        guard let wanted = expected.plotted else { return [] }
        if found.plottings.isEmpty { return ["nothing is plotted"] }
        return found.plottings.contains { Self.agrees($0, wanted) } ? [] : ["another diagram"]
    }

    private static func agrees(_ plotting: Plotting, _ wanted: Expectation.Diagram) -> Bool {
        let values: [Double] =
            switch plotting.content {
            case .series(let values): values.compactMap(\.self)
            case .bars(let bars): bars.map(\.value)
            }
        if let count = wanted.count, values.count != count { return false }
        if let sum = wanted.sum {
            guard abs(values.reduce(0, +) - sum) <= 0.001 * abs(sum) else { return false }
        }
        guard let numbers = wanted.numbers else { return true }
        return values.count == numbers.count
            && zip(values.sorted(), numbers.sorted()).allSatisfy {
                abs($0 - $1) <= 0.001 * max(abs($1), 1e-9)
            }
    }
}
