import Foundation

extension AnatomyEvaluation {
    /// The scores as JSON: `mean_dice`, `structures`, `scans`, `peak_memory_bytes`.
    package func json() throws -> String {
        let output = Output(
            meanDice: meanDice,
            structures: structures.map {
                Output.Structure(
                    label: Int($0.label), name: $0.name, scans: $0.scans, dice: $0.meanDice,
                    lowestDice: $0.lowestDice, volumeErrorPercent: $0.volumeErrorPercent,
                    absoluteVolumeErrorPercent: $0.absoluteVolumeErrorPercent)
            },
            scans: scans.map { scan in
                Output.Scan(
                    name: scan.name, meanDice: scan.meanDice, seconds: scan.seconds,
                    structures: TruthFolding.scored.compactMap { label in
                        scan.overlaps[label].map { overlap in
                            Output.Measure(
                                label: Int(label), dice: overlap.dice,
                                truthMl: overlap.truthMillilitres,
                                predictedMl: overlap.predictedMillilitres,
                                volumeErrorPercent: overlap.volumeErrorPercent)
                        }
                    })
            },
            peakMemoryBytes: peakMemory)
        return try EvaluationText.json(output)
    }

    /// The scores as a table for a terminal.
    package var text: String {
        var lines = [
            EvaluationText.left("structure", 34) + EvaluationText.right("Dice", 8)
                + EvaluationText.right("lowest", 8)
                + EvaluationText.right("volume error", 15) + EvaluationText.right("scans", 7)
        ]
        for score in structures {
            lines.append(
                EvaluationText.left(score.name, 34)
                    + EvaluationText.right(EvaluationText.number(score.meanDice, "%.3f"), 8)
                    + EvaluationText.right(EvaluationText.number(score.lowestDice, "%.3f"), 8)
                    + EvaluationText.right(
                        EvaluationText.number(score.volumeErrorPercent, "%+.1f %%"), 15)
                    + EvaluationText.right("\(score.scans)", 7))
        }
        lines.append("")
        lines.append(
            EvaluationText.left("scan", 34) + EvaluationText.right("Dice", 8)
                + EvaluationText.right("seconds", 10))
        for scan in scans {
            lines.append(
                EvaluationText.left(scan.name, 34)
                    + EvaluationText.right(EvaluationText.number(scan.meanDice, "%.3f"), 8)
                    + EvaluationText.right(EvaluationText.number(scan.seconds, "%.1f"), 10))
        }
        lines.append("")
        lines.append("mean Dice " + EvaluationText.number(meanDice, "%.4f"))
        if let peakMemory {
            lines.append("peak memory " + String(format: "%.2f GB", Double(peakMemory) / 1e9))
        }
        return lines.joined(separator: "\n")
    }

    /// The layout of the JSON; its names become snake_case there.
    private struct Output: Encodable {
        let meanDice: Double?
        let structures: [Structure]
        let scans: [Scan]
        let peakMemoryBytes: Int?

        struct Structure: Encodable {
            let label: Int
            let name: String
            let scans: Int
            let dice: Double
            let lowestDice: Double
            let volumeErrorPercent: Double
            let absoluteVolumeErrorPercent: Double
        }

        struct Scan: Encodable {
            let name: String
            let meanDice: Double?
            let seconds: Double?
            let structures: [Measure]
        }

        struct Measure: Encodable {
            let label: Int
            let dice: Double?
            let truthMl: Double
            let predictedMl: Double
            let volumeErrorPercent: Double?
        }
    }
}
