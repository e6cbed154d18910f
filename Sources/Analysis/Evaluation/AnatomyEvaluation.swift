import Volumes

/// The scores of a segmentation of anatomy against true labels: per structure, per scan, and their
/// mean.
package struct AnatomyEvaluation: Hashable, Sendable {
    /// One scan's scores.
    package struct Scan: Hashable, Sendable {
        package let name: String
        /// By FreeSurfer number: the scored structures that occur in the truth.
        package let overlaps: [Int32: Overlap]
        /// Wall-clock time of the segmentation; `nil` when it was not measured.
        package let seconds: Double?

        package init(name: String, overlaps: [Int32: Overlap], seconds: Double?) {
            self.name = name
            self.overlaps = overlaps
            self.seconds = seconds
        }

        /// The mean over the scored structures that occur in the truth; `nil` when none does.
        package var meanDice: Double? {
            AnatomyEvaluation.mean(
                TruthFolding.scored.compactMap { overlaps[$0]?.dice })
        }
    }

    /// One structure's scores over all scans in whose truth it occurs.
    package struct StructureScore: Hashable, Sendable {
        /// FreeSurfer number.
        package let label: Int32
        /// The vocabulary's words: "left hippocampus".
        package let name: String
        package let scans: Int
        package let meanDice: Double
        package let lowestDice: Double
        /// Mean of (predicted − truth) / truth, in percent.
        package let volumeErrorPercent: Double
        /// Mean of |predicted − truth| / truth, in percent.
        package let absoluteVolumeErrorPercent: Double
    }

    package let scans: [Scan]
    /// In the order of the scored structures.
    package let structures: [StructureScore]
    /// Highest resident memory of the process, bytes; `nil` when it was not measured.
    package let peakMemory: Int?

    package init(scans: [Scan], vocabulary: Vocabulary, peakMemory: Int? = nil) {
        self.scans = scans
        self.peakMemory = peakMemory
        structures = TruthFolding.scored.compactMap { label in
            let overlaps = scans.compactMap { $0.overlaps[label] }
            let dice = overlaps.compactMap(\.dice)
            let errors = overlaps.compactMap(\.volumeErrorPercent)
            guard let mean = Self.mean(dice), let lowest = dice.min(),
                let error = Self.mean(errors), let absolute = Self.mean(errors.map(abs))
            else { return nil }
            return StructureScore(
                label: label, name: vocabulary.name(ofLabel: label),
                scans: overlaps.count, meanDice: mean, lowestDice: lowest,
                volumeErrorPercent: error, absoluteVolumeErrorPercent: absolute)
        }
    }

    /// The mean over the scans of each scan's mean over the structures present in its truth.
    package var meanDice: Double? { Self.mean(scans.compactMap(\.meanDice)) }

    /// Scores one prediction.
    ///
    /// - Parameters:
    ///   - truth: The true labels, not folded yet.
    ///   - predicted: FreeSurfer numbers on the same grid; folded in the same way.
    /// - Throws: `AnalysisError.differentGrids`.
    package static func score(
        name: String, truth: LabelMap, predicted: LabelMap, seconds: Double? = nil
    ) throws -> Scan {
        let overlaps = try Overlap.ofLabels(
            truth: TruthFolding.folded(truth), predicted: TruthFolding.folded(predicted))
        return Scan(
            name: name,
            overlaps: overlaps.filter {
                TruthFolding.scored.contains($0.key) && $0.value.truth > 0
            },
            seconds: seconds)
    }

    static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
