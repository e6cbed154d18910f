import Script
import Volumes

/// Two scans aligned: from the middles of their structures to begin with, where a segmenter finds
/// them, then by their intensities; refused where the result cannot be right.
struct ScanAlignment {
    let moving: ScanValue
    let fixed: ScanValue
    let registration: Registration
    /// What it began with, in words.
    let start: String

    /// Structures lie so near to each other when they were found well, mm; else a search decides.
    private static let trustedResidual = 5.0
    private static let fewestStructures = 6
    /// Smaller correlations than this say that the images have nothing in common.
    private static let lowestFit = 0.3
    /// A smaller part of the fixed image than this cannot tell where it belongs.
    private static let lowestOverlap = 0.4
    /// The structures may lie so much further apart at the end than at best, mm.
    private static let largestDrift = 4.0

    /// How much better a place must be than those around it: heads laid onto each other the wrong way
    /// round stay below this. Structures that agree are evidence of their own, and different people
    /// are less alike.
    private static func lowestDistinctness(
        _ model: RegistrationModel, hasStructures: Bool
    ) -> Double {
        hasStructures ? 0.25 : model == .rigid ? 0.45 : 0.35
    }

    /// - Throws: `AnalysisError.poorRegistration`; `ImageError` for scans that cannot be aligned;
    ///   `AnalysisError.cancelled`.
    init(
        moving: ScanValue, fixed: ScanValue, model: RegistrationModel, function: String,
        _ finder: StructureFinder, _ control: RunControl
    ) throws {
        for scan in [moving, fixed] where scan.volume.geometry.shape.min() < 4 {
            throw ImageError.tooThin(function: function, image: scan.name, least: 4)
        }
        let here = try HeadLandmarks(of: fixed, finder, control)
        let there = try HeadLandmarks(of: moving, finder, control)
        let trusted = Self.trusted(here, there)
        let found: Registration
        do {
            found = try AnalysisError.stoppable {
                try Self.aligned(
                    moving.volume, fixed.volume, model, trusted?.best.transform,
                    trusted == nil ? nil : here?.brain, control)
            }
        } catch RegistrationError.noContent {
            let flat = [moving, fixed].first { scan in
                let found = Intensities(scan.volume.voxels)
                return !(found.minimum < found.maximum)
            }
            throw ImageError.noSpread(function: function, image: (flat ?? moving).name)
        } catch RegistrationError.noOverlap {
            throw AnalysisError.poorRegistration(
                moving: moving.name, fixed: fixed.name, doubt: .overlap(0))
        }
        if let doubt = Self.doubt(about: found, trusted) {
            throw AnalysisError.poorRegistration(
                moving: moving.name, fixed: fixed.name, doubt: doubt)
        }
        self.moving = moving
        self.fixed = fixed
        registration = found
        start =
            trusted.map { "from the middles of \($0.points.pairs.count) structures" }
            ?? "from a search"
    }

    private typealias Trusted = (
        points: PointAlignment, best: (transform: Affine, residual: Double)
    )

    /// The structures of both, where they tell how the heads lie.
    private static func trusted(_ here: HeadLandmarks?, _ there: HeadLandmarks?) -> Trusted? {
        guard let here, let there else { return nil }
        let points = here.matched(with: there)
        guard points.pairs.count >= fewestStructures, let best = points.best(.rigid),
            best.residual < trustedResidual
        else { return nil }
        return (points, best)
    }

    private static func aligned(
        _ moving: Volume, _ fixed: Volume, _ model: RegistrationModel, _ start: Affine?,
        _ region: Mask?, _ control: RunControl
    ) throws -> Registration {
        let there = try Registration(
            moving: moving, fixed: fixed, model: model, start: start, region: region,
            isCancelled: control.isCancelled)
        if start != nil { return there }
        let enough = lowestDistinctness(model, hasStructures: false)
        if there.distinctness >= enough { return there }
        // A brain without its skull finds its place in a head less easily than a head finds the
        // place of its brain.
        let back = try Registration(
            moving: fixed, fixed: moving, model: model, isCancelled: control.isCancelled)
        return back.distinctness > there.distinctness ? back.inverse : there
    }

    private static func doubt(
        about found: Registration, _ trusted: Trusted?
    ) -> RegistrationDoubt? {
        if found.overlap < lowestOverlap { return .overlap(found.overlap) }
        if found.fit < lowestFit { return .fit(found.fit) }
        let enough = lowestDistinctness(found.model, hasStructures: trusted != nil)
        if found.distinctness < enough { return .indistinct(found.distinctness) }
        if let (points, best) = trusted {
            let drift = points.medianDistance(after: found.transform) - best.residual
            if drift > largestDrift { return .drift(drift) }
        }
        return nil
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
    /// How much better the place is than those around it, 0 to 1.
    case indistinct(Double)
    /// How much further apart the structures lie than they could, mm.
    case drift(Double)
}

extension RegistrationDoubt: CustomStringConvertible {
    package var description: String {
        func percent(_ share: Double) -> String { NumberText.short((100 * share).rounded()) }
        switch self {
        case .overlap(let share): return "they have only \(percent(share)) % of the head in common."
        case .fit(let fit):
            return "their intensities have too little in common (a correlation of "
                + "\(NumberText.short((100 * fit).rounded() / 100)))."
        case .indistinct(let part):
            return
                "the best place found is hardly better than those around it (\(percent(part)) %)."
        case .drift(let distance):
            return "their structures would lie \(NumberText.short(distance.rounded())) mm further "
                + "apart than they could."
        }
    }
}
