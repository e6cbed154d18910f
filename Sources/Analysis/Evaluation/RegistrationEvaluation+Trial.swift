import Foundation
import Volumes

extension RegistrationEvaluation {
    /// Registers scans, and tells how near the results come.
    struct Trial {
        let finder: StructureFinder
        let control: RunControl

        /// A scan moved, then brought back onto another of the same world.
        ///
        /// - Parameter asItLies: What is found for the two unmoved; nil for one scan and itself.
        func row(
            _ moving: ScanValue, onto fixed: ScanValue, _ motion: Motion, asItLies: Affine?,
            pair: String
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
                asItLies: asItLies, pair: pair)
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

        /// What is found, fixed to moving; nil where it is refused.
        func alignment(
            of moving: ScanValue, onto fixed: ScanValue, _ model: RegistrationModel
        ) throws -> Affine? {
            try registration(moving, fixed, model)?.transform
        }

        private func registration(
            _ moving: ScanValue, _ fixed: ScanValue, _ model: RegistrationModel
        ) throws -> Registration? {
            try control.check()
            do {
                return try ScanAlignment(
                    moving: moving, fixed: fixed, model: model, function: "register", finder,
                    control
                ).registration
            } catch AnalysisError.poorRegistration {
                return nil
            }
        }

        private func row(
            _ moving: ScanValue, onto fixed: ScanValue, _ model: RegistrationModel,
            _ truth: Affine, _ points: [SIMD3<Double>], asItLies: Affine? = nil, pair: String
        ) throws -> Row {
            let start = ContinuousClock.now
            let found = try registration(moving, fixed, model)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let middle = points.reduce(.zero, +) / Double(max(1, points.count))
            func deviation(from expected: Affine) -> Deviation? {
                found.map { Deviation(of: $0.transform, from: expected, at: points) }
            }
            return Row(
                pair: pair, degrees: truth.rotationAngle,
                millimetres: Deviation.length(truth.apply(middle) - middle),
                absolute: deviation(from: truth),
                relative: asItLies.flatMap { deviation(from: truth * $0) },
                fit: found?.fit, seconds: seconds)
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
