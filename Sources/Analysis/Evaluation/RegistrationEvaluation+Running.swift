import Foundation
import Volumes

extension RegistrationEvaluation {
    /// - Parameters:
    ///   - directory: As `evaluate anatomy` or `evaluate contrast` takes it, or two visits as
    ///     open_ms_data has them.
    ///   - scored: Called for each row, e.g. to print it.
    /// - Throws: `EvaluationError`, `VolumeError`, `AnalysisError`.
    package static func run(
        directory: String, segmenter: any Segmenter, vocabulary: Vocabulary, control: RunControl,
        scored: (Row) -> Void = { _ in }
    ) throws -> RegistrationEvaluation {
        let trial = Trial(
            finder: StructureFinder(
                segmenters: One(segmenter: segmenter), vocabulary: vocabulary),
            control: control)
        let files = FileManager.default
        var rows: [Row] = []
        func take(_ row: Row) {
            rows.append(row)
            scored(row)
        }
        if files.fileExists(atPath: directory + "/coregistered/brainmask.nii.gz") {
            for model in RegistrationModel.allCases {
                take(try trial.visits(in: directory, model))
            }
            return RegistrationEvaluation(rows: rows)
        }
        let contrasts = ContrastEvaluation.contrasts.map { "\(directory)/\($0).nii.gz" }
            .filter(files.fileExists)
        let scans = (try? AnatomyEvaluation.items(in: directory)) ?? []
        guard contrasts.count > 1 || !scans.isEmpty else {
            throw EvaluationError.nothingToRegister(directory: directory)
        }
        for (number, item) in scans.enumerated() {
            let scan = try EvaluationScan.read(item.scan).renamed(item.name)
            for motion in motions(number) {
                take(try trial.row(scan, onto: scan, motion, asItLies: nil, pair: item.name))
            }
        }
        if scans.isEmpty {
            let read = try contrasts.map(EvaluationScan.read)
            for (number, fixed) in read.enumerated() {
                for moving in read[(number + 1)...] {
                    let pair = "\(moving.name) onto \(fixed.name)"
                    let asItLies = try trial.alignment(of: moving, onto: fixed, .rigid)
                    for motion in motions(number) {
                        take(
                            try trial.row(
                                moving, onto: fixed, motion, asItLies: asItLies, pair: pair))
                    }
                }
            }
        }
        return RegistrationEvaluation(rows: rows)
    }

    private struct One: SegmenterProvider {
        let segmenter: any Segmenter
        func segmenter(for scan: ScanValue) -> any Segmenter { segmenter }
    }

    /// A turn about an axis through the head's middle, then a shift.
    struct Motion {
        let axis: SIMD3<Double>
        let degrees: Double
        let shift: SIMD3<Double>
    }

    /// Three motions of up to 30° and 40 mm, others for each scan.
    private static func motions(_ number: Int) -> [Motion] {
        [(10.0, 12.0), (20, 25), (30, 40)].enumerated().map { index, size in
            // Directions that cover the sphere evenly (a golden spiral).
            func direction(_ place: Int) -> SIMD3<Double> {
                let height = 1 - 2 * (Double(place % 31) + 0.5) / 31
                let turn = Double(place) * .pi * (3 - 5.0.squareRoot())
                let radius = (1 - height * height).squareRoot()
                return SIMD3(radius * cos(turn), radius * sin(turn), height)
            }
            return Motion(
                axis: direction(7 * (3 * number + index) + 3), degrees: size.0,
                shift: direction(11 * (3 * number + index) + 5) * size.1)
        }
    }
}
