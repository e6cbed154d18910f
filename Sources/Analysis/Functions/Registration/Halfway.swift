import Script
import Volumes

/// `halfway(first, second)`.
enum Halfway: BuiltIn {
    static let signature = Signature(
        name: "halfway",
        summary: "Brings two scans of one person to the middle between them.",
        parameters: [
            Parameter("first", .volume, "the scan of one visit"),
            Parameter("second", .volume, "the scan of the other visit"),
        ],
        result: .tuple,
        resultSummary: "both scans on one grid in the middle, the first one first",
        resultElement: .volume,
        examples: [
            """
            a, b = halfway(t1, t2)
            show(b - a)
            """,
            """
            a, b = halfway(t1, t2)
            head = a > otsu(a)
            report("change inside the head", percent_change(mean(a, head), mean(b, head)), "%")
            """,
        ],
        runsNetwork: true)

    static let details = [
        "Each scan goes half of the way, so that both are interpolated once and alike, and no change "
            + "is feigned by treating one better than the other (Reuter and Fischl 2011). The way is "
            + "rigid: the mean of `register` from the first to the second and of the way back, so that "
            + "exchanging the scans exchanges the results.",
        "The grid stands upright in the world, holds both fields of view, and has the smaller of both "
            + "scans' voxel sizes along each axis. Scans are interpolated linearly; outside of a "
            + "scan's field of view its image is 0.",
        "Errors: as `register`, of either direction; more than 512 million voxels.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let first = try arguments.finiteScan(named: "first")
        let second = try arguments.finiteScan(named: "second")
        let control = arguments.control(binding)
        let there = try ScanAlignment(
            moving: second, fixed: first, model: .rigid, function: signature.name,
            binding.structureFinder, control)
        let back = try ScanAlignment(
            moving: first, fixed: second, model: .rigid, function: signature.name,
            binding.structureFinder, control)
        // From the first scan's world to the second one's, as both directions have it.
        let way = there.registration.transform.middle(back.registration.transform.inverse)
        let half = way.squareRoot
        let moved = try (
            first.volume.geometry.moved(by: half),
            second.volume.geometry.moved(by: half.inverse)
        )
        let grid = try GridImage.require(signature.name) { () throws(VolumeError) in
            try Geometry.upright(around: [moved.0, moved.1])
        }
        let images = try [(first, half), (second, half.inverse)].map { scan, motion in
            try arguments.carried(.scan(scan), along: motion, to: grid)
        }
        let fit = max(there.registration.fit, back.registration.fit)
        let value = TransformValue(
            affine: way.inverse, fixed: first.volume.geometry, moving: second.volume.geometry,
            fixedName: first.name, movingName: second.name, model: .rigid, fit: fit)
        binding.effects.note("\(value.summary); each goes half of the way")
        return .tuple(of: images)
    }
}
