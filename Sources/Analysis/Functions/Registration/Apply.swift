import Script
import Volumes

/// `apply(transform, image)`.
enum Apply: BuiltIn {
    static let signature = Signature(
        name: "apply",
        summary: "Carries an image along a transform.",
        parameters: [
            .transform,
            Parameter(
                "image", .image,
                "the moving scan, or a scan, mask or label map in its world coordinates"),
        ],
        result: .image,
        resultSummary: "an image of the same kind, on the grid of the fixed scan",
        examples: [
            """
            there = register(t2, t1)
            show(t1 - apply(there, t2))
            """,
            """
            there = register(t2, t1)
            left = apply(there, segment(t2, "left hippocampus"))
            report("overlap", dice(left, segment(t1, "left hippocampus")))
            """,
        ])

    static let details = [
        "Each voxel of the fixed grid looks up its place in the image: once, so that a scan is "
            + "interpolated once. Scans linearly; masks and label maps by the nearest voxel, so that "
            + "no label arises that was not there. Where the image has no voxel, the result is 0.",
        "Errors: a voxel of a scan that is NaN or infinite. An image that does not reach the fixed "
            + "grid gives 0 everywhere and a warning.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let transform = try arguments.transform()
        let image = try arguments.image()
        let result = try arguments.carried(image, along: transform.affine, to: transform.fixed)
        let moved = try image.geometry.moved(by: transform.affine)
        if !transform.fixed.mayOverlap(moved) {
            binding.effects.warn(
                "\(image.title) does not reach the grid of \(transform.fixedName): the result is 0 "
                    + "everywhere")
        }
        return result
    }
}

extension Arguments {
    /// An image moved through the world and brought onto a grid.
    ///
    /// - Parameter motion: From world positions in the image to those in the grid, RAS, mm.
    func carried(_ image: GridImage, along motion: Affine, to grid: Geometry) throws -> Value {
        let moved = try image.geometry.moved(by: motion)
        if case .scan(let scan) = image { _ = try allIntensities(of: scan) }
        return try stoppable { isCancelled in
            try image.mapped(
                by: signature.name,
                scan: {
                    try Volume(geometry: moved, voxels: $0.voxels, header: $0.header)
                        .resampled(to: grid, interpolation: .linear, isCancelled: isCancelled)
                },
                mask: {
                    try Mask(geometry: moved, voxels: $0.voxels, header: $0.header)
                        .resampled(to: grid, byMajority: false, isCancelled: isCancelled)
                },
                labels: {
                    try LabelMap(
                        geometry: moved, voxels: $0.voxels, names: $0.names, header: $0.header
                    ).resampled(to: grid, byMajority: false, isCancelled: isCancelled)
                })
        }
    }
}
