import Analysis
import Script
import Testing
import Volumes

@Suite struct PlotTests {
    private let bench = ImageBench()

    private func plotted(_ data: Value, title: String = "") throws -> String {
        try bench.call("plot", data, .text(title))
        return try #require(bench.effects.record.plotted.last).text(width: 40)
    }

    @Test func aSeriesRisesFromItsSmallestNumber() throws {
        let text = try plotted(
            .items([.int(0), .int(9), .nothing, .float(4), .int(1)]), title: "s")
        #expect(
            text == """
                s
                9 | *
                  |
                  |
                  |
                  |
                  |   *
                  |
                  |
                  |    *
                0 |*
                  +-----
                   0   4
                """)
    }

    @Test func longSeriesAreAveragedToTheWidth() throws {
        let text = try plotted(.items((0..<1000).map { .int($0 / 500) }))
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 40 })
        #expect(lines.first == "1 |                  ******************")
        #expect(lines.last?.hasSuffix("999") == true)
    }

    @Test func namesAndTablesGiveBars() throws {
        let dict = DictObject([("left", Value.int(4)), ("right", .int(-2))])
        #expect(
            try plotted(.dict(dict)) == """
                left    4  \(String(repeating: "#", count: 29))
                right  -2  \(String(repeating: "-", count: 15))
                """)
        let table = TableValue(
            columns: ["from", "to", "voxels"],
            rows: [[.float(0.5), .int(1), .int(0)], [.int(1), .float(1.5), .int(3)]])
        #expect(
            try plotted(.object(table)) == """
                0.5  0
                1    3  \(String(repeating: "#", count: 32))
                """)
    }

    @Test func oneNumberAndOneValueAreDrawnInTheMiddle() throws {
        #expect(try plotted(.items([.int(5)])).split(separator: "\n")[4] == "  |*")
        #expect(try plotted(.items([.nothing])) == "(no values)")
    }

    @Test(
        "What cannot be drawn",
        arguments: [
            (Value.items([]), "needs 1 to 100000 numbers"),
            (.items([.text("a")]), "needs finite numbers for “data”, not a string"),
            (.items([.float(.nan)]), "needs finite numbers for “data”, not nan"),
            (.dict(DictObject([("a", Value.float(.infinity))])), "not inf"),
            (.dict(DictObject([])), "needs 1 to 1000 bars"),
        ])
    func errors(data: Value, expected: String) throws {
        let error = try #require(throws: ImageError.self) { try bench.call("plot", data) }
        #expect(error.message.contains(expected), "\(error.message)")
    }
}

@Suite struct SkullStripTests {
    private func bench(_ runs: [(label: Int32, count: Int)]) -> (FunctionTests.Bench) {
        FunctionTests.Bench(runs)
    }

    @Test func brainAndVentriclesStay() throws {
        // Cortex, ventricle and fluid outside the brain.
        let bench = bench([(0, 1), (3, 2), (4, 2), (24, 2), (0, 1)])
        let result = try #require(bench.call("skull_strip", .object(bench.scan)).scan)
        let grid = result.volume.geometry
        #expect(grid == bench.scan.volume.geometry)
        for i in 0..<8 {
            let expected = (1...4).contains(i) ? bench.scan.volume[i, 1, 1] : 0
            #expect(result.volume[i, 1, 1] == expected)
        }
        #expect(result.volume.voxels.filter { $0 != 0 }.count == 4)
        #expect(result.name == "skull_strip(t1)")
    }

    @Test func aCutBrainIsWarnedOf() throws {
        let bench = bench([(3, 2), (0, 1)])
        try bench.call("skull_strip", .object(bench.scan))
        #expect(
            bench.effects.record.warnings.first?.hasPrefix("brain in t1: the mask touches") == true)
    }
}
