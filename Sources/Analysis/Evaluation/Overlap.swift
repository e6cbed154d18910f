import Volumes

/// How well one structure was found.
package struct Overlap: Hashable, Sendable {
    /// Voxels of the structure in the truth, in the prediction, and in both.
    package let truth: Int
    package let predicted: Int
    package let shared: Int
    /// mm³.
    package let voxelVolume: Double

    package init(truth: Int, predicted: Int, shared: Int, voxelVolume: Double) {
        self.truth = truth
        self.predicted = predicted
        self.shared = shared
        self.voxelVolume = voxelVolume
    }

    /// Of two masks on one grid.
    init(of first: Mask, _ second: Mask) {
        self.init(
            truth: first.count, predicted: second.count, shared: first.countShared(with: second),
            voxelVolume: first.geometry.voxelVolume)
    }

    /// 2 |A ∩ B| / (|A| + |B|), 0 to 1; `nil` when both are empty.
    package var dice: Double? {
        truth + predicted == 0 ? nil : 2 * Double(shared) / Double(truth + predicted)
    }

    /// |A ∩ B| / |A ∪ B|, 0 to 1; `nil` when both are empty.
    package var jaccard: Double? {
        truth + predicted == 0 ? nil : Double(shared) / Double(truth + predicted - shared)
    }

    package var truthMillilitres: Double { Double(truth) * voxelVolume / 1000 }
    package var predictedMillilitres: Double { Double(predicted) * voxelVolume / 1000 }

    /// (predicted − truth) / truth, in percent; `nil` when the truth is empty.
    package var volumeErrorPercent: Double? {
        truth == 0 ? nil : 100 * Double(predicted - truth) / Double(truth)
    }

    /// The overlap of every label that occurs in either map.
    ///
    /// - Throws: `AnalysisError.differentGrids`.
    package static func ofLabels(
        truth: LabelMap, predicted: LabelMap
    ) throws -> [Int32: Overlap] {
        try GridCheck.require(
            truth.geometry, "the true labels", predicted.geometry, "the prediction")
        // Pairs of labels come in runs: one dictionary access for each.
        var counts: [Pair: Int] = [:]
        truth.voxels.withUnsafeBufferPointer { a in
            predicted.voxels.withUnsafeBufferPointer { b in
                var start = 0
                while start < a.count {
                    var end = start + 1
                    while end < a.count, a[end] == a[start], b[end] == b[start] { end += 1 }
                    counts[Pair(truth: a[start], predicted: b[start]), default: 0] += end - start
                    start = end
                }
            }
        }
        var truths: [Int32: Int] = [:]
        var predictions: [Int32: Int] = [:]
        for (pair, count) in counts {
            truths[pair.truth, default: 0] += count
            predictions[pair.predicted, default: 0] += count
        }
        var overlaps: [Int32: Overlap] = [:]
        for label in Set(truths.keys).union(predictions.keys) where label != 0 {
            overlaps[label] = Overlap(
                truth: truths[label] ?? 0, predicted: predictions[label] ?? 0,
                shared: counts[Pair(truth: label, predicted: label)] ?? 0,
                voxelVolume: truth.geometry.voxelVolume)
        }
        return overlaps
    }

    private struct Pair: Hashable {
        let truth: Int32
        let predicted: Int32
    }
}
