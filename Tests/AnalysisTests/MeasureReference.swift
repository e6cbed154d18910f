import Foundation
import TestSupport
import Testing
import Volumes

@testable import Analysis

/// What NumPy, SciPy and scikit-image measure; made by `Reference/make_measures.py`.
struct MeasureReference: Decodable {
    struct Digest: Decodable, Hashable {
        let count: Int
        /// Sum over the voxels inside of their index modulo 997.
        let checksum: Int

        init(_ mask: Mask) {
            count = mask.count
            checksum = Self.checksum(mask.voxels.map(Int.init))
        }

        static func checksum(_ values: [Int]) -> Int {
            values.indices.reduce(0) { $0 + values[$1] * ($1 % 997) }
        }
    }

    struct Pieces: Decodable {
        let count: Int
        let sizes: [Int]
        let checksum: Int
        /// The three largest pieces.
        let three: Digest
    }

    /// Only on grids whose axes stand upright on each other.
    struct Upright: Decodable {
        struct Distances: Decodable {
            let mean: Double
            let maximum: Double
        }
        let distances: Distances
        /// From the grid's last voxel.
        let toCorner: Double
        /// Of 100, 95 and 50 %.
        let hausdorff: [Double]
        let radii: [Double]
        let dilated: [Digest]
        let eroded: [Digest]
        let opened: [Digest]
        let closed: [Digest]
    }

    struct Case: Decodable, CustomTestStringConvertible {
        let name: String
        let shape: [Int]
        let affine: [Double]
        /// Lengths of runs, outside and inside in turn.
        let runs: [Int]
        let count: Int
        let volumeMm3: Double
        let area: Double
        let enclosed: Double
        let diameter: Double
        let axial: Double
        let perpendicular: Double
        let box: [Int]
        /// mm along i, j, k.
        let extent: [Double]
        let centroid: [Double]
        let axes: [Double]
        let pieces: [String: Pieces]
        let filled: Digest
        let other: [Int]
        let dice: Double
        let jaccard: Double
        let shared: Int
        let upright: Upright?

        var testDescription: String { name }

        var geometry: Geometry {
            get throws {
                try Geometry(
                    shape: SIMD3(shape[0], shape[1], shape[2]),
                    affine: #require(Affine(elements: affine)))
            }
        }

        var mask: MaskValue { get throws { try mask(runs, name) } }
        var second: MaskValue { get throws { try mask(other, "other") } }

        private func mask(_ runs: [Int], _ name: String) throws -> MaskValue {
            let voxels = runs.enumerated().flatMap {
                Array(repeating: UInt8($0.offset % 2), count: $0.element)
            }
            return MaskValue(
                computed: Mask(geometry: try geometry, voxels: voxels), name: name, scan: nil)
        }
    }

    let cases: [Case]

    static let recorded: MeasureReference = {
        let file = Places.fixture("Reference/measures.json", of: "AnalysisTests")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try! decoder.decode(MeasureReference.self, from: Data(contentsOf: file))
    }()
}
