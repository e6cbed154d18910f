import Foundation

/// How well prompts are turned into programs that give what is wanted.
struct PromptEvaluation {
    /// What came of one prompt.
    struct Result {
        let item: SuitePrompt
        let found: Evidence
        /// What is missing or wrong; empty where all is right.
        let shortfalls: [String]
        /// Time of the planner for this prompt alone, in seconds.
        let planning: Double

        var isRight: Bool { shortfalls.isEmpty }
    }

    let results: [Result]

    /// How many of some prompts are right.
    struct Share: Hashable {
        let right: Int
        let all: Int

        init(_ results: [Result]) {
            right = results.count { $0.isRight }
            all = results.count
        }

        init(right: Int, all: Int) {
            self.right = right
            self.all = all
        }

        var fraction: Double? { all > 0 ? Double(right) / Double(all) : nil }
    }

    var total: Share { Share(results) }

    /// Rows of the report: title, and the prompts that count.
    var groups: [(title: String, rows: [(name: String, share: Share)])] {
        func rows(_ key: (SuitePrompt) -> String) -> [(name: String, share: Share)] {
            Dictionary(grouping: results) { key($0.item) }
                .map { (name: $0.key, share: Share($0.value)) }
                .sorted { $0.name < $1.name }
        }
        return [
            ("task", rows(\.task)), ("difficulty", rows(\.difficulty)), ("steps", rows(\.steps)),
            ("typing", rows { $0.typos ? "with typos" : "without typos" }),
            ("turns", rows { $0.context.isEmpty ? "first prompt" : "in a conversation" }),
            (
                "kind",
                rows {
                    $0.expect.outcome == nil
                        ? "to be answered by a program"
                        : $0.expect.isDeclined ? "to be refused or asked back" : "about the program"
                }
            ),
        ]
    }

    /// Of the prompts that have to be declined those that were, by a refusal or a question.
    var declined: Share {
        let wanted = results.filter(\.item.expect.isDeclined)
        return Share(right: wanted.count { $0.found.isDeclined }, all: wanted.count)
    }

    /// Of the prompts that were declined those that had to be.
    var declinedRightly: Share {
        let all = results.filter(\.found.isDeclined)
        return Share(right: all.count { $0.item.expect.isDeclined }, all: all.count)
    }

    /// Of all programs those that can be read, that pass the checker, and that run to their end.
    var programs: (all: Int, parsed: Int, checked: Int, finished: Int) {
        let written = results.map(\.found).filter { $0.kind == .program }
        return (
            written.count, written.count(where: \.isParsed), written.count(where: \.isChecked),
            written.count { $0.isChecked && $0.error == nil }
        )
    }

    /// Seconds: the middle one, and the longest.
    var planning: (median: Double, worst: Double)? {
        let times = results.map(\.planning).sorted()
        guard let worst = times.last else { return nil }
        let middle = times.count / 2
        let median =
            times.count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2
        return (median, worst)
    }
}

extension Evidence {
    var isDeclined: Bool { kind == .refuse || kind == .ask }
}
