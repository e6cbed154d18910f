import Foundation

/// What a replay finds, in the order in which it finds it.
package enum ReplayEvent: Hashable, Sendable {
    // Before the first step
    case changedInput(InputRecord, checksum: String)
    case substituted(InputRecord, path: String)
    /// A label map of a scan that was replaced by another.
    case labelsLeftOut(name: String)
    case changedWeights(file: String, old: String, new: String)
    case missingWeights(file: String)
    case otherPrecision(old: String, new: String)
    case otherProgram(old: String, new: String)
    /// The last step was cut off while it was written.
    case cutOff(step: Int)
    case warning(String)
    /// Steps that run first, without being compared.
    case preparing(steps: Int)

    // Steps
    /// The deviation is that of the number furthest from what it was, relative to the larger; 0
    /// where every bit is the same.
    case same(step: Int, prompt: String?, values: Int, deviation: Double)
    case different(step: Int, prompt: String?, values: [ValueDifference], output: OutputDifference?)
    /// The inputs are others, so there is nothing to compare with.
    case new(step: Int, prompt: String?, values: [ReportedValue], output: String)
    case failed(step: Int, prompt: String?, message: String)
    case notSaved(step: Int, path: String)
    /// The user ended the replay before this step.
    case leftOut(from: Int)

    package struct OutputDifference: Hashable, Sendable {
        package let old: String
        package let new: String
    }
}

/// How a replay ended.
package enum ReplayVerdict: Hashable, Sendable {
    case same
    case different
    /// On other inputs, where nothing was to be compared.
    case ranAnew
    /// A step failed on other inputs.
    case failedAnew
    /// The user stopped it.
    case stopped
}

extension ReplayEvent {
    /// What a reader sees; several lines, without the last line end.
    package var text: String {
        switch self {
        case .changedInput(let input, let checksum):
            return "\(input.role.title(input.name)) has changed: \(input.path) has SHA-256 "
                + "\(checksum.prefix(12))…, the session \(input.checksum.prefix(12))…"
        case .substituted(let input, let path):
            return
                "\(input.role.title(input.name)) is \(path) instead of \(input.path): values are "
                + "new, not compared"
        case .labelsLeftOut(let name):
            return "the label map of \(name) is left out, because it belongs to the scan of the "
                + "session; --labels \(name)=PATH gives another"
        case .changedWeights(let file, let old, let new):
            return "the weights in \(file) have changed: SHA-256 \(new.prefix(12))…, the session "
                + "\(old.prefix(12))…"
        case .missingWeights(let file):
            return "the weights in \(file), which the session names, are not installed"
        case .otherPrecision(let old, let new):
            return "the network runs in \(new), the session ran in \(old)"
        case .otherProgram(let old, let new):
            return "the session was made by \(old), this is \(new)"
        case .cutOff(let step):
            return "step \(step) was cut off while it was written and is left out"
        case .warning(let text): return text
        case .preparing(let steps):
            return steps == 1
                ? "1 earlier step runs first, without being compared"
                : "\(steps) earlier steps run first, without being compared"
        default: return stepText
        }
    }

    private var stepText: String {
        switch self {
        case .same(let step, let prompt, let values, let deviation):
            let count = values == 0 ? nil : values == 1 ? "1 value" : "\(values) values"
            let apart = deviation == 0 ? nil : Self.apart(deviation)
            let facts = [count, apart].compactMap { $0 }.joined(separator: ", ")
            return Self.title(step, prompt) + ": same" + (facts.isEmpty ? "" : " (\(facts))")
        case .different(let step, let prompt, let values, let output):
            var lines = [Self.title(step, prompt) + ": different"]
            lines += values.map { "  " + $0.text }
            if let output {
                lines.append("  output, then:")
                lines += Self.indented(output.old)
                lines.append("  now:")
                lines += Self.indented(output.new)
            }
            return lines.joined(separator: "\n")
        case .new(let step, let prompt, let values, let output):
            return
                ([Self.title(step, prompt) + ": new"] + Self.indented(output)
                + values.map { "  " + $0.text }).joined(separator: "\n")
        case .failed(let step, let prompt, let message):
            return ([Self.title(step, prompt) + ": failed"] + Self.indented(message))
                .joined(separator: "\n")
        case .notSaved(let step, let path):
            return "step \(step): \(path) is not written again"
        case .leftOut(let step): return "step \(step) and what follows are left out"
        default: return ""
        }
    }

    private static func title(_ step: Int, _ prompt: String?) -> String {
        guard let first = prompt?.split(separator: "\n").first else { return "step \(step)" }
        return "step \(step), “\(first.count > 60 ? first.prefix(59) + "…" : first)”"
    }

    /// "within the tolerance, 3e-09 apart".
    private static func apart(_ deviation: Double) -> String {
        "within the tolerance, \(String(format: "%.0e", deviation)) apart"
    }

    private static func indented(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.last == "" ? lines.dropLast() : lines).map { "    " + $0 }
    }
}

extension InputRecord.Role {
    /// "scan t1", "label map of t1".
    func title(_ name: String) -> String {
        self == .scan ? "scan \(name)" : "label map of \(name)"
    }
}

extension ReportedValue {
    /// "left hippocampus: 3.972 mL", with all digits.
    package var text: String {
        "\(label): \(content)" + (unit.isEmpty ? "" : " \(unit)")
    }
}

extension ValueDifference {
    /// "left hippocampus: 3.972 mL then, 4.1 mL now".
    package var text: String {
        func side(_ value: ReportedValue?) -> String {
            guard let value else { return "nothing" }
            return "\(value.content)" + (value.unit.isEmpty ? "" : " \(value.unit)")
        }
        return "\(label): \(side(old)) then, \(side(new)) now"
    }
}
