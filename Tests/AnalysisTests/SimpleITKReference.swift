import Foundation
import SyntheticScans
import TestSupport

@testable import Volumes

/// What SimpleITK gives; made by `Reference/make_sitk_reference.py`.
struct SimpleITKReference: Decodable {
    struct Bias: Decodable {
        /// Standard deviations of the logarithm of the shading, before and after.
        let before: Double
        let after: Double
        let voxels: Int
    }

    struct Pair: Decodable {
        let first: Int32
        let second: Int32
        let distance: Double
        let volume: Double
        let centroid: [Double]
        /// Start and size.
        let box: [Int]
    }

    struct Resampled: Decodable {
        let affine: [Double]
        let shape: [Int]
        /// Every 101st voxel.
        let linear, cubic, nearest: [Double]
    }

    let turnDegrees: [Double]
    let shift: [Double]
    let stretch: [Double]
    /// Three rows of four: from the fixed head's world to the moving one's, RAS, mm.
    let rigid: [Double]
    let affine: [Double]
    let bias: Bias
    let hausdorff: [Pair]
    let resampled: Resampled

    static let recorded: SimpleITKReference = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = Places.fixture("Reference/sitk.json", of: "AnalysisTests")
        // A test process without the values cannot test anything.
        return try! decoder.decode(SimpleITKReference.self, from: Data(contentsOf: file))
    }()

    /// The motion that the moving head made.
    func motion(stretched: Bool = false) -> Affine {
        let turn = SIMD3(turnDegrees[0], turnDegrees[1], turnDegrees[2]) * .pi / 180
        let rigid =
            Affine.translation(SIMD3(shift[0], shift[1], shift[2])) * Affine(rotationVector: turn)
        return stretched
            ? rigid * .scaling(SIMD3(stretch[0], stretch[1], stretch[2])) : rigid
    }

    static func affine(_ rows: [Double]) -> Affine {
        Affine(
            rows: SIMD4(rows[0], rows[1], rows[2], rows[3]),
            SIMD4(rows[4], rows[5], rows[6], rows[7]),
            SIMD4(rows[8], rows[9], rows[10], rows[11]))
    }
}
