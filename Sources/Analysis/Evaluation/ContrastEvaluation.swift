import Foundation
import Volumes

/// How well the segmentations of one person's scans of different contrasts agree.
package struct ContrastEvaluation: Hashable, Sendable, Encodable {
    /// Two scans, compared.
    package struct Pair: Hashable, Sendable, Encodable {
        package let first: String
        package let second: String
        /// Mean over `structures`.
        package let meanDice: Double?
        /// By the vocabulary's words.
        package let structures: [String: Double]
    }

    package let pairs: [Pair]

    /// FreeSurfer numbers of the large and the deep structures, which every contrast should show.
    static let compared: [Int32] = [
        2, 3, 4, 7, 8, 10, 11, 12, 13, 17, 41, 42, 43, 46, 47, 49, 50, 51, 52, 53, 16,
    ]

    /// The mean over the pairs.
    package var meanDice: Double? { AnatomyEvaluation.mean(pairs.compactMap(\.meanDice)) }

    /// Names of files that hold a scan, without their ending.
    static let contrasts = ["t1", "t2", "flair", "pd", "t1w", "t2w", "pdw", "t1c", "t1ce"]

    /// Segments every scan of a folder alone and compares each with each.
    ///
    /// - Throws: `EvaluationError`, `VolumeError`, `AnalysisError`; scans on different grids are an
    ///   error.
    package static func run(
        directory: String, segmenter: any Segmenter, vocabulary: Vocabulary, control: RunControl
    ) throws -> ContrastEvaluation {
        let paths = EvaluationScan.paths(of: contrasts, in: directory)
        guard paths.count > 1 else { throw EvaluationError.noContrasts(directory: directory) }
        let maps = try paths.map { path in
            let scan = try EvaluationScan.read(path)
            let map = try segmenter.labelMap(of: [scan], control: control)
            return (name: scan.name, map: TruthFolding.folded(map))
        }
        var pairs: [Pair] = []
        for (index, first) in maps.enumerated() {
            for second in maps[(index + 1)...] {
                let overlaps = try Overlap.ofLabels(truth: first.map, predicted: second.map)
                let dice = compared.compactMap { label in
                    overlaps[label]?.dice.map { (vocabulary.name(ofLabel: label), $0) }
                }
                pairs.append(
                    Pair(
                        first: first.name, second: second.name,
                        meanDice: AnatomyEvaluation.mean(dice.map(\.1)),
                        structures: Dictionary(dice, uniquingKeysWith: { first, _ in first })))
            }
        }
        return ContrastEvaluation(pairs: pairs)
    }

    package func json() throws -> String {
        struct Output: Encodable {
            let meanDice: Double?
            let pairs: [Pair]
        }
        return try EvaluationText.json(Output(meanDice: meanDice, pairs: pairs))
    }

    package var text: String {
        var lines = [
            EvaluationText.left("structure", 34)
                + pairs.map { EvaluationText.right("\($0.first)/\($0.second)", 12) }.joined()
        ]
        for name in Set(pairs.flatMap(\.structures.keys)).sorted() {
            lines.append(
                EvaluationText.left(name, 34)
                    + pairs.map { pair in
                        EvaluationText.right(
                            EvaluationText.number(pair.structures[name], "%.3f"), 12)
                    }.joined())
        }
        lines.append(
            EvaluationText.left("mean", 34)
                + pairs.map {
                    EvaluationText.right(EvaluationText.number($0.meanDice, "%.3f"), 12)
                }.joined())
        lines.append("")
        lines.append("mean Dice " + EvaluationText.number(meanDice, "%.4f"))
        return lines.joined(separator: "\n")
    }
}

/// A scan as evaluations read it.
enum EvaluationScan {
    /// The files of these names, without their endings, that are in a folder; in the order of the names.
    static func paths(of names: [String], in directory: String) -> [String] {
        names.flatMap { name in [".nii.gz", ".nii"].map { "\(directory)/\(name)\($0)" } }
            .filter(FileManager.default.fileExists)
    }

    /// - Parameter path: The scan is named after the file, without endings.
    static func read(_ path: String) throws -> ScanValue {
        let loaded = try VolumeFile.readVolume(at: path)
        let file = (path as NSString).lastPathComponent
        let name = file.split(separator: ".").first.map(String.init) ?? file
        return ScanValue(
            volume: loaded.volume, name: name,
            file: ScanValue.ScanFile(path: path, checksum: loaded.checksum))
    }
}

extension Vocabulary {
    /// The words for a label number, or the number.
    func name(ofLabel label: Int32) -> String { leaf(ofLabel: label).map { "\($0)" } ?? "\(label)" }
}
