import Foundation
import Volumes

/// How well lesions are found in one person's scans: in each alone, and in all of them together.
package struct LesionEvaluation: Hashable, Sendable, Encodable {
    package struct Row: Hashable, Sendable, Encodable {
        /// What was looked at, by the scans' names.
        package let scans: [String]
        package let dice: Double?
        /// mL.
        package let truth: Double
        package let predicted: Double
        /// Of the truth's pieces, how many are met by the prediction in a voxel at least.
        package let pieces: Int
        package let foundPieces: Int
        /// Pieces of the prediction that meet nothing of the truth.
        package let falsePieces: Int
        /// Wall-clock time, s.
        package let seconds: Double
    }

    package let rows: [Row]

    /// What is looked for.
    static let phrase = "white matter lesion"

    /// Looks for lesions in every scan of a folder, and in all of them together.
    ///
    /// - Parameter directory: With `lesions.nii.gz`, the true mask, and scans on its grid, named after
    ///   their contrast.
    /// - Throws: `EvaluationError`, `VolumeError`, `AnalysisError`; a scan on another grid is an
    ///   error.
    package static func run(
        directory: String, segmenter: any Segmenter, vocabulary: Vocabulary,
        control: RunControl
    ) throws -> LesionEvaluation {
        // The first scan's grid is the result's, and its detail counts: the one that tells the most.
        let scans = EvaluationScan.paths(
            of: ["flair"] + ContrastEvaluation.contrasts.filter { $0 != "flair" }, in: directory)
        guard let path = EvaluationScan.paths(of: ["lesions"], in: directory).first, !scans.isEmpty,
            let target = vocabulary.target(named: phrase)
        else { throw EvaluationError.noLesions(directory: directory) }
        let reading = AnatomyReading(
            phrase: phrase, anatomy: .target(target), confidence: nil, words: phrase)
        let truth = try VolumeFile.readLabelMap(at: path)
        let lesions = truth.mask(of: Set(truth.counts.keys).subtracting([0]))
        let loaded = try scans.map(EvaluationScan.read)
        for scan in loaded {
            try GridCheck.require(
                lesions.geometry, "the true lesions", scan.volume.geometry, scan.name)
        }
        let trials = loaded.map { [$0] } + (loaded.count > 1 ? [loaded] : [])
        let rows = try trials.map { trial in
            let clock = ContinuousClock()
            let start = clock.now
            let found = try segmenter.segment(trial, reading, control: control).mask
            return row(
                of: trial.map(\.name), lesions, found,
                seconds: (clock.now - start) / .seconds(1))
        }
        return LesionEvaluation(rows: rows)
    }

    private static func row(
        of scans: [String], _ truth: Mask, _ predicted: Mask, seconds: Double
    ) -> Row {
        let overlap = Overlap(of: truth, predicted)
        let (pieces, found) = met(truth, by: predicted)
        let (all, right) = met(predicted, by: truth)
        return Row(
            scans: scans, dice: overlap.dice, truth: overlap.truthMillilitres,
            predicted: overlap.predictedMillilitres, pieces: pieces, foundPieces: found,
            falsePieces: all - right, seconds: seconds)
    }

    /// How many pieces a mask has, voxels touching across corners, and how many of them another one
    /// meets.
    private static func met(_ mask: Mask, by other: Mask) -> (pieces: Int, met: Int) {
        let pieces = MaskPieces(of: mask, connectivity: .corners)
        var met: Set<Int32> = []
        for (number, voxel) in zip(pieces.labelMap().voxels, other.voxels)
        where number != 0 && voxel != 0 {
            met.insert(number)
        }
        return (pieces.count, met.count)
    }

    package func json() throws -> String { try EvaluationText.json(self) }

    package var text: String {
        let columns = ["Dice", "truth", "found", "pieces met", "false pieces", "time"]
        func line(_ name: String, _ cells: [String]) -> String {
            EvaluationText.left(name, 24) + cells.map { EvaluationText.right($0, 14) }.joined()
        }
        return
            ([line("scans", columns)]
            + rows.map { row in
                line(
                    row.scans.joined(separator: "+"),
                    [
                        EvaluationText.number(row.dice, "%.3f"),
                        EvaluationText.number(row.truth, "%.2f mL"),
                        EvaluationText.number(row.predicted, "%.2f mL"),
                        "\(row.foundPieces) of \(row.pieces)", "\(row.falsePieces)",
                        EvaluationText.number(row.seconds, "%.1f s"),
                    ])
            }).joined(separator: "\n")
    }
}
