import Script
import Volumes

/// Two scans aligned: from the middles of their structures to begin with, where a segmenter finds
/// them, then by their intensities; refused where the result cannot be right.
struct ScanAlignment {
    let moving: ScanValue
    let fixed: ScanValue
    let registration: Registration
    /// What the search began with, in words.
    let start: String

    /// Structures lie so near to each other when they were found well, mm; else a search decides.
    private static let trustedResidual = 5.0
    private static let fewestStructures = 6
    /// A correlation below this says that the images have little in common.
    static let lowestFit = 0.5
    /// A smaller part of the fixed image than this cannot tell where it belongs.
    static let lowestOverlap = 0.4
    /// The structures may lie so much further apart at the end than at best, mm.
    private static let largestDrift = 4.0

    /// - Throws: `AnalysisError.poorRegistration`; `ImageError` for scans that cannot be aligned;
    ///   `AnalysisError.cancelled`.
    init(
        moving: ScanValue, fixed: ScanValue, model: RegistrationModel, function: String,
        _ binding: AnalysisBinding, _ control: RunControl
    ) throws {
        for scan in [moving, fixed] where scan.volume.geometry.shape.min() < 4 {
            throw ImageError.tooThin(function: function, image: scan.name, least: 4)
        }
        self.moving = moving
        self.fixed = fixed
        func refusal(_ doubt: RegistrationDoubt) -> AnalysisError {
            .poorRegistration(moving: moving.name, fixed: fixed.name, doubt: doubt)
        }
        let here = try HeadLandmarks(of: fixed, binding, control)
        let there = try HeadLandmarks(of: moving, binding, control)
        var starts: [Affine] = []
        var matched: PointAlignment?
        var residual = 0.0
        if let here, let there {
            let points = here.matched(with: there)
            if points.pairs.count >= Self.fewestStructures,
                let best = points.best(.rigid), best.residual < Self.trustedResidual
            {
                (matched, residual) = (points, best.residual)
                starts = [best.transform]
            }
        }
        start =
            matched.map { "from the middles of \($0.pairs.count) structures" } ?? "from a search"
        let region = matched == nil ? nil : here?.brain
        do {
            registration = try Registration(
                moving: moving.volume, fixed: fixed.volume, model: model, starts: starts,
                region: region, isCancelled: control.isCancelled)
        } catch is CancellationError {
            throw AnalysisError.cancelled
        } catch RegistrationError.noContent {
            let flat = [moving, fixed].first { scan in
                let found = Intensities(scan.volume.voxels)
                return !(found.minimum < found.maximum)
            }
            throw ImageError.noSpread(function: function, image: (flat ?? moving).name)
        } catch RegistrationError.noOverlap {
            throw refusal(.overlap(0))
        }
        if registration.overlap < Self.lowestOverlap {
            throw refusal(.overlap(registration.overlap))
        }
        if registration.fit < Self.lowestFit { throw refusal(.fit(registration.fit)) }
        if let matched {
            let drift = matched.medianDistance(after: registration.transform) - residual
            if drift > Self.largestDrift { throw refusal(.drift(drift)) }
        }
    }

    /// The result as a value of the language.
    var value: TransformValue {
        TransformValue(
            affine: registration.transform.inverse, fixed: fixed.volume.geometry,
            moving: moving.volume.geometry, fixedName: fixed.name, movingName: moving.name,
            model: registration.model, fit: registration.fit)
    }
}

/// Why a registration is refused.
package enum RegistrationDoubt: Hashable, Sendable {
    /// Which part of the fixed scan the moving one covers, 0 to 1.
    case overlap(Double)
    /// How much the intensities have in common, 0 to 1.
    case fit(Double)
    /// How much further apart the structures lie than they could, mm.
    case drift(Double)
}
