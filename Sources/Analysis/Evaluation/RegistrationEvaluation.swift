import Foundation
import Volumes

/// How near `register` comes to motions that are known.
package struct RegistrationEvaluation: Hashable, Sendable, Encodable {
    /// One registration.
    package struct Row: Hashable, Sendable, Encodable {
        /// "1000", "flair onto t1", "second visit onto first (rigid)".
        package let pair: String
        /// Of the known motion; mm of the head's middle.
        package let degrees: Double
        package let millimetres: Double
        /// What is wrong with the motion found: the angle between both, degrees, and the distance between
        /// where both put a point of the head, mm; nil where it was refused.
        package let errorDegrees: Double?
        package let errorMean: Double?
        package let errorMaximum: Double?
        package let fit: Double?
        package let seconds: Double

        package var line: String {
            let motion = String(format: "%.0f° and %.0f mm", degrees, millimetres)
            guard let errorDegrees, let errorMean, let errorMaximum else {
                return "\(pair), \(motion): refused"
            }
            return "\(pair), \(motion): "
                + String(
                    format: "%.2f mm on average, %.2f at most, %.2f°", errorMean, errorMaximum,
                    errorDegrees)
        }
    }

    package let rows: [Row]

    /// Rows within 0.5 mm everywhere in the head and 0.5°.
    package var found: Int {
        rows.filter { ($0.errorMaximum ?? .infinity) <= 0.5 && ($0.errorDegrees ?? 9) <= 0.5 }
            .count
    }

    package func json() throws -> String {
        struct Output: Encodable {
            let found: Int
            let rows: [Row]
        }
        return try EvaluationText.json(Output(found: found, rows: rows))
    }

    package var text: String {
        func cells(_ words: [String]) -> String {
            words.map { EvaluationText.right($0, 9) }.joined()
        }
        let title =
            EvaluationText.left("", 34)
            + cells(["turn °", "shift mm", "error °", "mean mm", "most mm", "fit", "seconds"])
        let lines = rows.map { row in
            EvaluationText.left(row.pair, 34)
                + cells([
                    EvaluationText.number(row.degrees, "%.1f"),
                    EvaluationText.number(row.millimetres, "%.1f"),
                    EvaluationText.number(row.errorDegrees, "%.3f"),
                    EvaluationText.number(row.errorMean, "%.3f"),
                    EvaluationText.number(row.errorMaximum, "%.3f"),
                    EvaluationText.number(row.fit, "%.2f"),
                    EvaluationText.number(row.seconds, "%.1f"),
                ])
        }
        let sum = "within 0.5 mm everywhere in the head and 0.5°: \(found) of \(rows.count)"
        return ([title] + lines + ["", sum]).joined(separator: "\n")
    }
}
