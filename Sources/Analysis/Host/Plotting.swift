/// A diagram in plain characters.
package struct Plotting: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// Numbers in their order, nil for a gap; all finite.
        case series([Double?])
        /// A bar from 0 for each; all finite.
        case bars([Bar])
    }

    package struct Bar: Hashable, Sendable {
        package let label: String
        package let value: Double

        package init(label: String, value: Double) {
            self.label = label
            self.value = value
        }
    }

    /// Empty for none.
    package let title: String
    package let content: Content

    package init(title: String, content: Content) {
        self.title = title
        self.content = content
    }

    /// Lines of a series, without its axis.
    private static let height = 10

    /// The diagram, ASCII but for its labels.
    ///
    /// - Parameter width: Columns at most; fewer than 30 count as 30.
    package func text(width: Int) -> String {
        let lines =
            switch content {
            case .series(let values): Self.lines(of: values, width: max(30, width))
            case .bars(let bars): Self.lines(of: bars, width: max(30, width))
            }
        return ((title.isEmpty ? [] : [title]) + lines).joined(separator: "\n")
    }

    private static func lines(of values: [Double?], width: Int) -> [String] {
        let known = values.compactMap(\.self)
        guard let low = known.min(), let high = known.max() else { return ["(no values)"] }
        let labels = [high, low].map(NumberText.short)
        let margin = labels.map(\.count).max() ?? 0
        let columns = thinned(values, to: width - margin - 3)
        var canvas = [[Character]](
            repeating: [Character](repeating: " ", count: columns.count), count: height)
        for (column, value) in columns.enumerated() {
            guard let value else { continue }
            // Halved first, since the range of two large numbers may be infinite.
            let share = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5
            let row = height - 1 - Int((share * Double(height - 1)).rounded())
            canvas[row][column] = "*"
        }
        var lines = canvas.enumerated().map { row, cells in
            let label = row == 0 ? labels[0] : row == height - 1 ? labels[1] : ""
            return (padded(label, margin) + " |" + String(cells)).trimmingSpaces()
        }
        lines.append(padded("", margin) + " +" + String(repeating: "-", count: columns.count))
        let last = String(values.count - 1)
        let gap = columns.count - 1 - last.count
        let ends = gap > 0 ? "0" + String(repeating: " ", count: gap) + last : "0"
        lines.append(padded("", margin + 2) + ends)
        return lines
    }

    private static func lines(of bars: [Bar], width: Int) -> [String] {
        let labels = bars.map { TableValue.shortened($0.label) }
        let numbers = bars.map { NumberText.short($0.value) }
        let (first, second) = (
            labels.map(\.count).max() ?? 0, numbers.map(\.count).max() ?? 0
        )
        let room = Double(max(10, width - first - second - 4))
        let largest = bars.map { abs($0.value) }.max() ?? 0
        return bars.indices.map { index in
            let value = bars[index].value
            let length = largest > 0 ? Int((abs(value) / largest * room).rounded()) : 0
            let bar = String(repeating: value < 0 ? "-" : "#", count: length)
            let label = labels[index] + String(repeating: " ", count: first - labels[index].count)
            return "\(label)  \(padded(numbers[index], second))  \(bar)".trimmingSpaces()
        }
    }

    /// At most `count` values: means of neighbours where there are more; a gap where all are gaps.
    private static func thinned(_ values: [Double?], to count: Int) -> [Double?] {
        guard values.count > count else { return values }
        return (0..<count).map { column in
            let range = column * values.count / count..<(column + 1) * values.count / count
            let known = values[range].compactMap(\.self)
            return known.isEmpty
                ? nil : known.reduce(0) { $0 + $1 / Double(known.count) }
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
