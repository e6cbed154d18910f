import Foundation
import Script
import Volumes

/// `sphericity(mask)`.
enum Sphericity: BuiltIn {
    static let signature = Signature(
        name: "sphericity",
        summary: "How near a mask is to a ball.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .float,
        resultSummary: "1.0 for a ball, less for anything else",
        examples: [
            "report(\"sphericity\", sphericity(segment(t1, \"left hippocampus\")))",
            """
            for side in ["left", "right"]:
                report(f"{side} thalamus", sphericity(segment(t1, f"{side} thalamus")))
            """,
        ])

    static let details = [
        "∛(36·π·V²) / A (Wadell 1935), with the area A of the surface that marching cubes "
            + "give and the volume V within it, as in pyradiomics: the surface of a ball of the "
            + "same volume over the mask's own. Voxels are steps, so that a ball of voxels comes to "
            + "about 0.9.",
        "Errors: an empty mask.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let mask = try arguments.filledMask(named: "mask").mask
        let surface = MaskSurface(of: mask)
        return .float(cbrt(36 * .pi * surface.volume * surface.volume) / surface.area)
    }
}
