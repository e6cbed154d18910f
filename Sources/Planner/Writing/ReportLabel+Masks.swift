/// Masks and texts in words.
extension ReportLabel {
    /// What a mask is, or nil for anything else.
    func words(for definition: Definition) -> String? {
        switch resolved(definition) {
        case .item(let name): masks[name]?.replacing("_", with: " ")
        case .call(let function, let arguments): words(forCall: function, arguments)
        case .binary("&", let left, .complement(let right)): pair(left, "without", right)
        case .binary("&", let left, let right):
            pair(left, "and", right).map { "overlap of \($0)" }
        case .binary("|", let left, let right): pair(left, "and", right)
        case .complement(let inner): words(for: inner).map { "outside of \($0)" }
        default: nil
        }
    }

    private func pair(_ left: Definition, _ word: String, _ right: Definition) -> String? {
        guard let first = words(for: left), let second = words(for: right) else { return nil }
        return "\(first) \(word) \(second)"
    }

    /// A text as a part of a label, variables as characters; nil where it is no text.
    func words(forText definition: Definition) -> String? {
        if case .string(let content) = resolved(definition) { return content }
        switch definition {
        case .variable(let number): return FormattedText.mark(number)
        case .formatted(let text): return text.marked
        default: return nil
        }
    }

    private func words(forCall function: String, _ arguments: [Definition]) -> String? {
        if let place = phrasePlaces[function], place < arguments.count {
            return words(forText: arguments[place])
        }
        if function == "brain_mask" { return "brain" }
        if function == "threshold" { return "thresholded" }
        guard let mask = arguments.first.flatMap({ words(for: $0) }) else { return nil }
        let amount = arguments.dropFirst().first.flatMap { argument -> String? in
            switch argument {
            case .number(let text), .string(let text): text
            default: nil
            }
        }
        switch function {
        case "part": return "\(amount ?? "") half of \(mask)"
        case "largest": return "largest piece of \(mask)"
        case "biggest": return "\(amount ?? "") largest pieces of \(mask)"
        case "dilate": return "\(mask) dilated by \(amount ?? "") mm"
        case "erode": return "\(mask) eroded by \(amount ?? "") mm"
        case "opening": return "\(mask) opened by \(amount ?? "") mm"
        case "closing": return "\(mask) closed by \(amount ?? "") mm"
        case "fill_holes": return "filled \(mask)"
        case "apply", "resample", "resample_like", "flip", "crop": return mask
        default: return nil
        }
    }

    /// The words that all of them share: "hippocampus" of both its sides.
    func shared(_ subjects: [String]) -> String {
        let lists = subjects.map { $0.split(separator: " ") }
        guard let first = lists.first else { return "" }
        let words = first.filter { word in lists.allSatisfy { $0.contains(word) } }
        return words.joined(separator: " ")
    }
}
