/// Text in runs of one style each.
package struct StyledText: Hashable, Sendable, ExpressibleByStringLiteral {
    package struct Run: Hashable, Sendable {
        package var text: String
        package var style: Style
    }

    package private(set) var runs: [Run]

    package init(_ text: String = "", _ style: Style = .plain) {
        runs = text.isEmpty ? [] : [Run(text: text, style: style)]
    }

    package init(stringLiteral text: String) {
        self.init(text)
    }

    package mutating func append(_ text: String, _ style: Style = .plain) {
        guard !text.isEmpty else { return }
        if let last = runs.last, last.style == style {
            runs[runs.count - 1].text += text
        } else {
            runs.append(Run(text: text, style: style))
        }
    }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        var sum = left
        for run in right.runs { sum.append(run.text, run.style) }
        return sum
    }

    /// The text without its styles.
    package var plain: String { runs.map(\.text).joined() }

    /// How many columns of a terminal the text fills.
    package var width: Int { TextWidth.columns(of: plain) }
}
