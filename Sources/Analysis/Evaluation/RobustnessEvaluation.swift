import Foundation
import Volumes

/// How the segmentation of a scan holds when the scan is turned, thickened, cut or joined by another.
///
/// Dice is against the true labels where there are any, else against the segmentation of the
/// unchanged scan. It is averaged over the scored structures of at least 1 mL.
package struct RobustnessEvaluation: Hashable, Sendable, Encodable {
    /// One change of one scan.
    package struct Row: Hashable, Sendable, Encodable {
        package let scan: String
        package let change: String
        /// Of the changed scan's segmentation.
        package let dice: Double
        /// Of what it is compared with, on the same grid: for streams the better scan alone, else
        /// the unchanged scan's segmentation.
        package let unchanged: Double

        package var gain: Double { dice - unchanged }
    }

    package let rows: [Row]
    /// The least share of voxels that keep their label when the first scan's axes are permuted and
    /// flipped, over all 47 other orders.
    package let reorientedAgreement: Double?

    /// mm³.
    static let smallest = 1000.0

    /// Changes and how much each loses or gains on average, in the order of their first row.
    package var means: [(change: String, dice: Double, unchanged: Double)] {
        var order: [String] = []
        for row in rows where !order.contains(row.change) { order.append(row.change) }
        return order.map { change in
            let own = rows.filter { $0.change == change }
            return (
                change, AnatomyEvaluation.mean(own.map(\.dice)) ?? 0,
                AnatomyEvaluation.mean(own.map(\.unchanged)) ?? 0
            )
        }
    }

    package func json() throws -> String {
        struct Mean: Encodable {
            let change: String
            let dice: Double
            let unchanged: Double
        }
        struct Output: Encodable {
            let means: [Mean]
            let reorientedAgreement: Double?
            let rows: [Row]
        }
        return try EvaluationText.json(
            Output(
                means: means.map {
                    Mean(change: $0.change, dice: $0.dice, unchanged: $0.unchanged)
                },
                reorientedAgreement: reorientedAgreement, rows: rows))
    }

    package var text: String {
        func line(_ title: String, _ dice: Double, _ unchanged: Double) -> String {
            EvaluationText.left(title, 44)
                + EvaluationText.right(EvaluationText.number(dice, "%.4f"), 9)
                + EvaluationText.right(EvaluationText.number(unchanged, "%.4f"), 11)
                + EvaluationText.right(EvaluationText.number(dice - unchanged, "%+.4f"), 10)
        }
        var lines = [
            EvaluationText.left("change, mean of the scans", 44) + EvaluationText.right("Dice", 9)
                + EvaluationText.right("unchanged", 11) + EvaluationText.right("gain", 10)
        ]
        lines += means.map { line($0.change, $0.dice, $0.unchanged) }
        if let reorientedAgreement {
            lines.append("")
            lines.append(
                "other orders of the axes: at least "
                    + EvaluationText.number(100 * reorientedAgreement, "%.3f %%")
                    + " of voxels keep their label")
        }
        return lines.joined(separator: "\n")
    }
}
