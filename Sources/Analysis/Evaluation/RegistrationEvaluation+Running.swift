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
                take(try trial.row(scan, onto: scan, motion, pair: item.name))
            }
        }
        if scans.isEmpty {
            let read = try contrasts.map(EvaluationScan.read)
            for (number, fixed) in read.enumerated() {
                for moving in read[(number + 1)...] {
                    for motion in motions(number) {
                        take(
                            try trial.row(
                                moving, onto: fixed, motion,
                                pair: "\(moving.name) onto \(fixed.name)"))
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
    private struct Motion {
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

    private struct Trial {
        let finder: StructureFinder
        let control: RunControl

        /// A scan moved, then brought back onto another of the same world.
        func row(
            _ moving: ScanValue, onto fixed: ScanValue, _ motion: Motion, pair: String
        ) throws -> Row {
            let points = Self.headPoints(of: fixed.volume)
            let middle = points.reduce(.zero, +) / Double(max(1, points.count))
            let truth =
                Affine.translation(middle + motion.shift)
                * Affine(rotationVector: motion.axis * (motion.degrees * .pi / 180))
                * .translation(SIMD3(repeating: 0) - middle)
            let moved = try Self.moved(moving.volume, by: truth)
            return try row(
                ScanValue(computed: moved, name: moving.name), onto: fixed, .rigid, truth, points,
                pair: pair)
        }

        /// The raw second visit of open_ms_data brought onto the first one.
        func visits(in directory: String, _ model: RegistrationModel) throws -> Row {
            func toCommon(_ number: Int) throws -> Affine {
                let path = "\(directory)/coregistered/study\(number)_FLAIR_to_common_space.txt"
                guard let text = try? String(contentsOfFile: path, encoding: .utf8),
                    let transform = ITKTransformFile.transform(reading: text)
                else { throw EvaluationError.nothingToRegister(directory: directory) }
                return transform
            }
            // The files carry the common space to the raw scans.
            let (first, second) = (try toCommon(1), try toCommon(2))
            let mask = try VolumeFile.readLabelMap(
                at: directory + "/coregistered/brainmask.nii.gz")
            let points = Self.points(of: mask.geometry) { mask.voxels[$0] != 0 }.map(first.apply)
            let scans = try (1...2).map {
                try EvaluationScan.read("\(directory)/raw/study\($0)_FLAIR.nii.gz")
            }
            return try row(
                scans[1], onto: scans[0], model, second * first.inverse, points,
                pair: "second FLAIR onto first (\(model.rawValue))")
        }

        private func row(
            _ moving: ScanValue, onto fixed: ScanValue, _ model: RegistrationModel,
            _ truth: Affine, _ points: [SIMD3<Double>], pair: String
        ) throws -> Row {
            try control.check()
            let clock = ContinuousClock()
            let start = clock.now
            var found: ScanAlignment?
            do {
                found = try ScanAlignment(
                    moving: moving, fixed: fixed, model: model, function: "register", finder,
                    control)
            } catch AnalysisError.poorRegistration {}
            let time = (clock.now - start).components
            let middle = points.reduce(.zero, +) / Double(max(1, points.count))
            let own = found?.registration.transform
            let errors = own.map { own in
                points.map { Self.distance(own.apply($0), truth.apply($0)) }
            }
            return Row(
                pair: pair, degrees: truth.rotationAngle,
                millimetres: Self.distance(truth.apply(middle), middle),
                errorDegrees: own.map { (truth.inverse * $0).rotationAngle },
                errorMean: errors.map { $0.reduce(0, +) / Double(max(1, $0.count)) },
                errorMaximum: errors?.max(), fit: found?.registration.fit,
                seconds: Double(time.seconds) + Double(time.attoseconds) * 1e-18)
        }

        private static func distance(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
            ((a - b) * (a - b)).sum().squareRoot()
        }

        /// The scan as if the head had moved in the scanner: on a grid of its own around it, through
        /// splines.
        private static func moved(_ volume: Volume, by motion: Affine) throws -> Volume {
            let there = try volume.geometry.moved(by: motion)
            return Volume(geometry: there, voxels: volume.voxels).resampled(
                to: try Geometry.upright(around: [there]), interpolation: .cubic)
        }

        /// World positions (RAS, mm) all over the head.
        private static func headPoints(of volume: Volume) -> [SIMD3<Double>] {
            let threshold = Float(Intensities(volume.voxels).otsuThreshold())
            return points(of: volume.geometry) { volume.voxels[$0] > threshold }
        }

        /// World positions of every 50th voxel that counts.
        private static func points(
            of grid: Geometry, where counts: (Int) -> Bool
        ) -> [SIMD3<Double>] {
            let shape = grid.shape
            return stride(from: 0, to: grid.voxelCount, by: 50).filter(counts).map { index in
                grid.world(
                    SIMD3<Double>(
                        SIMD3(
                            index % shape.x, index / shape.x % shape.y,
                            index / (shape.x * shape.y))))
            }
        }
    }
}
