import Foundation

extension StepRecord {
    /// Reads a section whose heading was `## Step N`. What is no part of a step (notes that a hand
    /// added, for example) is left alone.
    init(number: Int, lines: [String]) {
        self.init(number: number, status: .ran, isComplete: false)
        var scanner = SectionScanner(lines: lines)
        var hasPrompt = false
        while let part = scanner.next() {
            switch part {
            case .quote(let text) where !hasPrompt:
                prompt = text
                hasPrompt = true
            case .fence(let info, let text, let isClosed):
                guard isClosed else { return }
                take(fence: info, text: text)
            case .row(let cells) where cells.count >= 2 && !isTableHead(cells):
                values.append(
                    ReportedValue(
                        label: cells[0], content: .init(reading: cells[1]),
                        unit: cells.count > 2 ? cells[2] : ""))
            case .item(let name, let text): take(item: name, text: text)
            case .comment(Self.endMarkText): isComplete = true
            default: break
            }
        }
    }

    private static let endMarkText = "end of step"

    private mutating func take(fence info: [String], text: String) {
        switch info {
        case ["python"], ["python", "run"]: code = text
        case ["python", "generated"]: generatedCode = text
        case ["text", "output"]: output = text
        case ["text", "error"]: error = text
        default: break
        }
    }

    private mutating func take(item name: String, text: String) {
        switch name {
        case "Program": program = text
        case "Warning": warnings.append(text)
        case "Name": names.append(text)
        case "Saved": saved.append(text)
        case "Undone": undone += Self.numbers(text)
        case "Redone": redone += Self.numbers(text)
        case "Status": status = Status(rawValue: text) ?? status
        case "Seconds":
            let words = text.split { $0 == " " || $0 == "," }
            func number(after word: String) -> Double? {
                words.firstIndex { $0 == word }.flatMap { index in
                    index + 1 < words.count ? Double(words[index + 1]) : nil
                }
            }
            seconds = Seconds(plan: number(after: "plan") ?? 0, run: number(after: "run") ?? 0)
        default: break
        }
    }

    private static func numbers(_ text: String) -> [Int] {
        text.split { !$0.isNumber }.compactMap { Int($0) }
    }

    private func isTableHead(_ cells: [String]) -> Bool {
        cells.prefix(2) == ["Value", "Result"]
            || cells.allSatisfy { !$0.isEmpty && $0.allSatisfy { "-:".contains($0) } }
    }
}

/// Walks through the lines of a section, part by part.
struct SectionScanner {
    enum Part {
        case quote(String)
        case fence(info: [String], text: String, isClosed: Bool)
        case row([String])
        /// `- Name: text`
        case item(name: String, text: String)
        /// The words of `<!-- … -->`, a number at their end left out.
        case comment(String)
        case other(String)
    }

    private var lines: ArraySlice<String>

    init(lines: [String]) {
        self.lines = lines[...]
    }

    mutating func next() -> Part? {
        guard let line = lines.popFirst() else { return nil }
        if let fence = Self.openingFence(line) { return fenced(fence) }
        if line.hasPrefix(">") {
            var quoted = [Self.unquoted(line)]
            while let next = lines.first, next.hasPrefix(">") {
                quoted.append(Self.unquoted(next))
                lines.removeFirst()
            }
            return .quote(quoted.joined(separator: "\n"))
        }
        if let cells = MarkdownTable.cells(line) { return .row(cells) }
        if line.hasPrefix("- "), let colon = line.range(of: ": ") {
            return .item(
                name: String(line[line.index(line.startIndex, offsetBy: 2)..<colon.lowerBound]),
                text: String(line[colon.upperBound...]))
        }
        if line.hasPrefix("<!--"), line.hasSuffix("-->") {
            let words = line.dropFirst(4).dropLast(3).split(separator: " ")
            return .comment(words.prefix { Int($0) == nil }.joined(separator: " "))
        }
        return .other(line)
    }

    private mutating func fenced(_ fence: (length: Int, info: String)) -> Part {
        var text: [String] = []
        let info = fence.info.split(separator: " ").map(String.init)
        while let line = lines.popFirst() {
            if Self.closes(line, length: fence.length) {
                return .fence(info: info, text: text.joined(separator: "\n"), isClosed: true)
            }
            text.append(line)
        }
        return .fence(info: info, text: text.joined(separator: "\n"), isClosed: false)
    }

    /// The length and words of a line that opens a fenced block.
    static func openingFence(_ line: String) -> (length: Int, info: String)? {
        let length = line.prefix { $0 == "`" }.count
        let info = line.dropFirst(length)
        guard length >= 3, !info.contains("`") else { return nil }
        return (length, info.trimmingBlanks)
    }

    static func closes(_ line: String, length: Int) -> Bool {
        let text = line.trimmingBlanks
        return text.count >= length && text.allSatisfy { $0 == "`" }
    }

    private static func unquoted(_ line: String) -> String {
        let text = line.dropFirst()
        return String(text.first == " " ? text.dropFirst() : text)
    }
}
