import Analysis
import Script
import Testing
import Volumes

@Suite struct FilterTests {
    private let bench = ImageBench()

    /// The largest difference of a result from the reference, as a share of the reference's range.
    private func error(_ value: Value, _ expected: [Double]) throws -> Double {
        let voxels = try #require(value.scan).volume.voxels
        #expect(voxels.count == expected.count)
        let range = try #require(expected.max()) - #require(expected.min())
        return zip(voxels, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) } / range
    }

    @Test(arguments: ImageReference.recorded.cases)
    func filtersAgreeWithSciPy(_ reference: ImageReference.Case) throws {
        let scan = Value.object(reference.scan)
        let expected = reference.filters
        // Sums of up to a few dozen terms in single precision.
        let limit = 1e-5
        #expect(try error(bench.call("smooth", scan, .int(3)), expected.smooth) < limit)
        #expect(try error(bench.call("gradient", scan), expected.gradient) < limit)
        #expect(try error(bench.call("median_filter", scan, .float(1.6)), expected.median) == 0)
        // Hardly any range is left: the absolute error counts.
        let wide = try #require(bench.call("smooth", scan, .int(30)).scan).volume.voxels
        for (found, value) in zip(wide, expected.wide) {
            #expect(abs(Double(found) - value) < 1e-3)
        }
    }

    @Test(arguments: ImageReference.recorded.cases)
    func scalesAgreeWithNumPy(_ reference: ImageReference.Case) throws {
        let scan = Value.object(reference.scan)
        let expected = reference.filters
        let zscore = try bench.call("normalize", scan, .object(reference.mask))
        #expect(try error(zscore, expected.zscore) < 1e-6)
        let percentile = try bench.call(
            "normalize", named: ["scan": scan, "method": .text("percentile")])
        #expect(try error(percentile, expected.percentile) < 1e-6)
        let clipped = try bench.call("clip", scan, .int(-20), .int(130))
        #expect(try error(clipped, expected.clip) == 0)
        let mask = try #require(bench.call("threshold", scan, .int(-20), .int(130)).mask)
        #expect(mask.mask.count == expected.threshold)
    }

    @Test(arguments: ImageReference.recorded.cases)
    func otsuAgreesWithScikitImage(_ reference: ImageReference.Case) throws {
        let scan = Value.object(reference.scan)
        let all = try bench.number("otsu", scan)
        #expect(abs(all - reference.filters.otsu) < 1e-9)
        let inside = try bench.number("otsu", scan, .object(reference.mask))
        #expect(abs(inside - reference.filters.otsuInside) < 1e-9)
    }

    private static func scan(
        _ voxels: [Float], shape: SIMD3<Int>? = nil, size: SIMD3<Double> = SIMD3(1, 1, 1)
    ) -> Value {
        let geometry = Geometry(shape: shape ?? SIMD3(voxels.count, 1, 1), voxelSize: size)
        return .object(
            ScanValue(computed: Volume(geometry: geometry, voxels: voxels), name: "line"))
    }

    private func voxels(_ value: Value) throws -> [Float] {
        try #require(value.scan).volume.voxels
    }

    @Test func widthsOfZeroChangeNothing() throws {
        let scan = Self.scan([4, 0, 7, -2])
        for name in ["smooth", "median_filter"] {
            #expect(try voxels(bench.call(name, scan, .int(0))) == [4, 0, 7, -2])
        }
    }

    @Test func aHugeWidthGivesTheMean() throws {
        let found = try voxels(bench.call("smooth", Self.scan([4, 0, 7, -2]), .int(1000)))
        #expect(found.allSatisfy { abs($0 - 2.25) < 1e-4 })
    }

    @Test func thickSlicesAreNotMixedWhereTheRadiusEnds() throws {
        // 1 : 10, the two slices 10 mm apart.
        let scan = Self.scan(
            [1, 9, 1, 5, 5, 5], shape: SIMD3(3, 1, 2), size: SIMD3(1, 1, 10))
        #expect(try voxels(bench.call("median_filter", scan, .int(2))) == [1, 1, 1, 5, 5, 5])
        #expect(try voxels(bench.call("smooth", scan, .int(2)))[3...] == [5, 5, 5])
        // (5 - 9) / 10 mm in the middle.
        let slope = try voxels(bench.call("gradient", scan))
        #expect(abs(slope[1] - 0.4) < 1e-6)
    }

    @Test func theGradientIsThatOfTheWorldOnASlantedGrid() throws {
        // Values are 3 x - 2 y + z in the world; the grid is rotated, flipped and sheared.
        let affine = Affine(
            columns: (SIMD3(-0.8, 0.6, 0), SIMD3(0.9, 1.2, 0.3), SIMD3(0, 0.5, 4)),
            translation: SIMD3(5, 6, 7))
        let geometry = try Geometry(shape: SIMD3(4, 5, 3), affine: affine)
        var voxels: [Float] = []
        for k in 0..<3 {
            for j in 0..<5 {
                for i in 0..<4 {
                    let p = geometry.world(SIMD3(Double(i), Double(j), Double(k)))
                    voxels.append(Float(3 * p.x - 2 * p.y + p.z))
                }
            }
        }
        let scan = ScanValue(computed: Volume(geometry: geometry, voxels: voxels), name: "ramp")
        let found = try self.voxels(bench.call("gradient", .object(scan)))
        #expect(found.allSatisfy { abs($0 - Float(14).squareRoot()) < 1e-4 })
    }

    @Test(
        "A voxel that is no number is an error of every filter",
        arguments: ["smooth", "median_filter", "gradient", "otsu", "normalize"])
    func notFinite(name: String) throws {
        let scan = Self.scan([1, .nan, 3, .infinity])
        #expect(throws: ImageError.notFinite(function: name, image: "line", count: 2)) {
            try bench.call(name, scan)
        }
    }

    @Test func boundsTakeInfinitiesAndSayWhatTheyCannot() throws {
        let scan = Self.scan([1, -.infinity, 3, .infinity])
        #expect(try voxels(bench.call("clip", scan, .int(0), .int(2))) == [1, 0, 2, 2])
        #expect(try voxels(bench.call("clip", scan, .int(0))) == [1, 0, 3, .infinity])
        #expect(throws: ImageError.notFinite(function: "clip", image: "line", count: 1)) {
            try bench.call("clip", Self.scan([1, .nan]), .int(0))
        }
        let mask = try #require(
            bench.call("threshold", Self.scan([1, .nan, 3, .infinity]), .int(1)).mask)
        #expect(mask.mask.voxels == [1, 0, 1, 1])
        let beyond = try bench.call(
            "threshold", Self.scan([1, .nan, 3, .infinity]), .nothing, .nothing, .int(1))
        #expect(try #require(beyond.mask).mask.voxels == [0, 0, 1, 1])
        let within = try bench.call(
            "threshold", Self.scan([1, 2, 3, 4]), .int(2), .nothing, .nothing, .int(4))
        #expect(try #require(within.mask).mask.voxels == [0, 1, 1, 0])
        for name in ["clip", "threshold"] {
            #expect(throws: ImageError.noBounds(function: name)) { try bench.call(name, scan) }
            #expect(throws: ImageError.emptyRange(function: name, low: "2", high: "1")) {
                try bench.call(name, scan, .int(2), .int(1))
            }
            #expect(throws: ImageError.self) { try bench.call(name, scan, .float(.nan)) }
        }
    }

    @Test func radiiAndMethodsOutsideTheirRangeAreErrors() throws {
        let scan = Self.scan([1, 2, 3])
        for width in [-1, .nan, 1e6, .infinity] {
            for name in ["smooth", "median_filter"] {
                let error = try #require(throws: ImageError.self) {
                    try bench.call(name, scan, .float(width))
                }
                #expect(error.message.hasPrefix("\(name) needs 0 to 100"))
            }
        }
        #expect(
            throws: ImageError.radiusTooLarge(function: "median_filter", radius: "50", limit: 5000)
        ) {
            try bench.call("median_filter", scan, .int(50))
        }
        let error = try #require(throws: ImageError.self) {
            try bench.call("normalize", named: ["scan": scan, "method": .text("z")])
        }
        #expect(error.message.contains("\"zscore\", \"range\", \"percentile\""))
    }

    @Test("One value has no scale", arguments: ["otsu", "normalize"])
    func constant(name: String) {
        #expect(throws: ImageError.noSpread(function: name, image: "line")) {
            try bench.call(name, Self.scan([5, 5, 5]))
        }
    }

    @Test func theRangeBecomesZeroToOne() throws {
        let found = try bench.call(
            "normalize", named: ["scan": Self.scan([-2, 0, 6]), "method": .text("range")])
        #expect(try voxels(found) == [0, 0.25, 1])
    }

    @Test("A filter stops when it is asked to", arguments: ["smooth", "median_filter", "gradient"])
    func stops(name: String) {
        let bench = ImageBench(StoppedContext())
        #expect(throws: AnalysisError.cancelled) {
            try bench.call(name, Self.scan([1, 2, 3], shape: SIMD3(3, 1, 1)))
        }
    }
}

/// A run that the user has asked to stop, but which only those notice who ask.
final class StoppedContext: CallContext {
    let cancellation: @Sendable () -> Bool = { true }
    func poll() throws {}
    func chargeMemory(_ bytes: Int) throws {}
    func reserveMemory(_ bytes: Int) throws {}
    func print(_ text: String) {}
}
