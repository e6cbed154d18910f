import Analysis
import Script
import Testing
import Volumes

@Suite struct IntensityTests {
    private let bench = ImageBench()

    /// Equal but for the rounding of sums in another order.
    private func isClose(_ a: Double, _ b: Double) -> Bool {
        abs(a - b) <= 1e-10 * max(1, abs(b))
    }

    @Test(arguments: ImageReference.recorded.cases)
    func measuresAgreeWithNumPy(_ reference: ImageReference.Case) throws {
        let (scan, mask) = (Value.object(reference.scan), Value.object(reference.mask))
        let outside = Value.object(reference.outside)
        let expected = reference.intensity
        #expect(try bench.number("median", scan, mask) == expected.median)
        #expect(isClose(try bench.number("std", scan, mask), expected.std))
        #expect(try bench.number("minimum", scan, mask) == expected.minimum)
        #expect(try bench.number("maximum", scan, mask) == expected.maximum)
        #expect(isClose(try bench.number("total", scan, mask), expected.total))
        for (percent, value) in zip(ImageReference.recorded.percents, expected.percentiles) {
            let found = try bench.number("percentile", scan, mask, .float(percent))
            #expect(isClose(found, value), "percentile \(percent)")
        }
        #expect(isClose(try bench.number("snr", scan, mask), expected.snr))
        #expect(isClose(try bench.number("snr", scan, mask, outside), expected.snrInAir))
        #expect(isClose(try bench.number("ratio", scan, mask, outside), expected.ratio))
    }

    @Test(arguments: ImageReference.recorded.cases)
    func theRingIsThatOfSciPysDistances(_ reference: ImageReference.Case) throws {
        let (scan, mask) = (Value.object(reference.scan), Value.object(reference.mask))
        let found = try bench.number("contrast", scan, mask, .float(1.5))
        #expect(isClose(found, reference.intensity.contrast))
        #expect(reference.intensity.ring > 0)
    }

    @Test(arguments: ImageReference.recorded.cases)
    func histogramsAgreeWithNumPy(_ reference: ImageReference.Case) throws {
        let (scan, mask) = (Value.object(reference.scan), Value.object(reference.mask))
        let bins = Value.int(ImageReference.recorded.bins)
        let table = try #require(bench.call("histogram", scan, mask, bins).table)
        #expect(table.columns == ["from", "to", "voxels"])
        #expect(table.rows.map { $0[2].number.map { Int($0) } } == reference.intensity.counts)
        for (row, edge) in zip(table.rows, reference.intensity.edges) {
            #expect(isClose(try #require(row[0].number), edge))
        }
        let narrow = try #require(
            bench.call("histogram", scan, mask, bins, .int(-20), .int(130)).table)
        #expect(
            narrow.rows.map { $0[2].number.map { Int($0) } } == reference.intensity.narrowCounts)
    }

    private static let geometry = Geometry(shape: SIMD3(4, 1, 1))

    private static func scan(_ voxels: [Float]) -> Value {
        .object(ScanValue(computed: Volume(geometry: geometry, voxels: voxels), name: "line"))
    }

    private static func mask(_ voxels: [UInt8], _ geometry: Geometry = geometry) -> Value {
        .object(
            MaskValue(
                computed: Mask(geometry: geometry, voxels: voxels), name: "part", scan: nil))
    }

    @Test func oneVoxelIsEnough() throws {
        let (scan, mask) = (Self.scan([4, 5, 6, 9]), Self.mask([0, 1, 0, 0]))
        for name in ["median", "minimum", "maximum", "total"] {
            #expect(try bench.number(name, scan, mask) == 5)
        }
        #expect(try bench.number("std", scan, mask) == 0)
        #expect(try bench.number("percentile", scan, mask, .int(30)) == 5)
        let table = try #require(bench.call("histogram", scan, mask, .int(2)).table)
        #expect(table.rows.map { $0[0].number } == [4.5, 5])
        #expect(table.rows.map { $0[2].number } == [0, 1])
    }

    @Test func ofTwoZerosOrderAndSignDoNotMatter() throws {
        let scan = Self.scan([-0.0, 0, -1.5, 2])
        let all = Self.mask([1, 1, 1, 1])
        #expect(try bench.number("median", scan, all) == 0)
        #expect(try bench.number("percentile", scan, all, .int(0)) == -1.5)
    }

    @Test(
        "An empty mask has no measure but a total",
        arguments: ["median", "std", "minimum", "maximum", "contrast", "snr", "histogram"])
    func emptyMasks(name: String) throws {
        let (scan, mask) = (Self.scan([4, 5, 6, 9]), Self.mask([0, 0, 0, 0]))
        #expect(throws: AnalysisError.emptyMask(function: name, mask: "part")) {
            try bench.call(name, scan, mask)
        }
        #expect(try bench.number("total", scan, mask) == 0)
    }

    @Test(
        "Voxels inside that are no numbers are an error, outside they do not matter",
        arguments: ["mean", "median", "std", "minimum", "maximum", "total", "snr", "histogram"])
    func notFinite(name: String) throws {
        let scan = Self.scan([1, .nan, 3, .infinity])
        let wanted = ImageError.notFinite(function: name, image: "line", count: 2)
        #expect(throws: wanted) { try bench.call(name, scan, Self.mask([1, 1, 1, 1])) }
        try bench.call(name, scan, Self.mask([1, 0, 1, 0]))
    }

    @Test(
        "Grids that differ are an error, whatever is asked",
        arguments: ["median", "std", "minimum", "maximum", "total", "contrast", "snr", "histogram"])
    func otherGrids(name: String) throws {
        let other = Geometry(shape: SIMD3(2, 2, 1))
        for voxels: [UInt8] in [[1, 1, 1, 1], [0, 0, 0, 0]] {
            let error = try #require(throws: AnalysisError.self) {
                try bench.call(name, Self.scan([1, 2, 3, 4]), Self.mask(voxels, other))
            }
            #expect(error.message.contains("lie on different grids"))
        }
    }

    @Test func whatHasNoAnswerSaysWhy() throws {
        let scan = Self.scan([1, 0, 0, 4])
        let first = Self.mask([1, 0, 0, 0])
        let zeros = Self.mask([0, 1, 1, 0])
        func message(_ name: String, _ arguments: [String: Value]) throws -> String {
            try #require(throws: ImageError.self) { try bench.call(name, named: arguments) }.message
        }
        var given = ["scan": scan, "mask": first]
        #expect(try message("snr", given).hasPrefix("snr is undefined: the standard deviation"))
        given["width_mm"] = .float(0.5)
        #expect(try message("contrast", given).contains("no voxel within 0.5 mm around part"))
        given["width_mm"] = .float(1)
        #expect(try message("contrast", given).contains("mean of the ring around part is 0"))
        for width in [-1, .nan, 1e9, .infinity] {
            given["width_mm"] = .float(width)
            #expect(try message("contrast", given).contains("0 to 100 mm for “width_mm”"))
        }
        given["reference"] = zeros
        #expect(try message("ratio", given) == "ratio is undefined: the mean in part is 0.")
        for percent in [-0.1, 100.1, .nan] {
            given["percent"] = .float(percent)
            #expect(try message("percentile", given).contains("needs 0 to 100 percent"))
        }
        for bins in [0, -3, 10_001] {
            given["bins"] = .int(bins)
            #expect(try message("histogram", given).contains("needs 1 to 10000 for “bins”"))
        }
        given["bins"] = .int(4)
        (given["low"], given["high"]) = (.int(3), .int(1))
        #expect(try message("histogram", given).contains("low (3) lies above high (1)"))
        given["low"] = .float(.nan)
        #expect(try message("histogram", given).contains("a finite number for “low”"))
    }

    @Test func aMaskThatFillsTheScanLeavesNoRing() throws {
        #expect(throws: ImageError.noRing(mask: "part", width: "3")) {
            try bench.call("contrast", Self.scan([1, 2, 3, 4]), Self.mask([1, 1, 1, 1]))
        }
    }
}
