import Analysis
import Script
import Testing
import Volumes

@Suite struct GridTests {
    private let bench = ImageBench()

    private func isNear(_ value: Value, _ expected: [Double], _ limit: Double) throws -> Bool {
        let voxels = try #require(value.scan).volume.voxels
        return voxels.count == expected.count
            && zip(voxels, expected).allSatisfy { abs(Double($0) - $1) <= limit }
    }

    private func check(
        _ expected: ImageReference.Resampled, _ call: (Value, Value) throws -> Value,
        _ reference: ImageReference.Case
    ) throws {
        // Single precision of values up to 600.
        let limit = 1e-3
        let scan = Value.object(reference.scan)
        let linear = try call(scan, .nothing)
        #expect(try isNear(linear, expected.linear, limit))
        #expect(try isNear(call(scan, .text("linear")), expected.linear, limit))
        #expect(try isNear(call(scan, .text("cubic")), expected.cubic, limit))
        #expect(try isNear(call(scan, .text("nearest")), expected.nearest, 0))
        let grid = try #require(linear.scan).volume.geometry
        let wanted = try Geometry(
            shape: SIMD3(expected.shape[0], expected.shape[1], expected.shape[2]),
            affine: #require(Affine(elements: expected.affine)))
        #expect(grid.isSameGrid(as: wanted, tolerance: 1e-9))

        let labels = Value.object(reference.labels)
        let majority = try #require(call(labels, .text("linear")).labels).labelMap
        #expect(majority.voxels == expected.majority)
        #expect(majority.names == [2: "two"])
        let nearest = try #require(call(labels, .nothing).labels).labelMap
        #expect(Set(nearest.voxels).isSubset(of: [0, 1, 2, 3]))
        let mask = try #require(call(.object(reference.mask), .text("linear")).mask)
        #expect(mask.mask.count == expected.inside)
        #expect(throws: ImageError.self) { try call(labels, .text("cubic")) }
        #expect(throws: ImageError.self) { try call(scan, .text("quintic")) }
    }

    @Test(arguments: ImageReference.recorded.cases)
    func resamplingAgreesWithSciPy(_ reference: ImageReference.Case) throws {
        try check(
            reference.grids.resized,
            {
                let size = Value.items([.float(0.9), .float(1.7), .float(2.5)])
                return try bench.call("resample", $0, size, $1)
            }, reference)
    }

    @Test(arguments: ImageReference.recorded.cases)
    func resamplingOntoASlantedGridAgreesWithSciPy(_ reference: ImageReference.Case) throws {
        let expected = reference.grids.slanted
        let grid = try Geometry(
            shape: SIMD3(7, 6, 5), affine: #require(Affine(elements: expected.affine)))
        let other = Value.object(Samples.scan(on: grid))
        try check(expected, { try bench.call("resample_like", $0, other, $1) }, reference)
        #expect(bench.effects.record.warnings.isEmpty)
    }

    @Test(arguments: ImageReference.recorded.cases)
    func turningAgreesWithNibabel(_ reference: ImageReference.Case) throws {
        let turned = try bench.call("reorient", .object(reference.scan), .text("pil"))
        #expect(try isNear(turned, reference.grids.turned, 0))
        let affine = try #require(Affine(elements: reference.grids.turnedAffine))
        let grid = try #require(turned.scan).volume.geometry
        #expect(grid.isSameGrid(as: try Geometry(shape: grid.shape, affine: affine)))
        let back = try #require(bench.call("reorient", turned).scan)
        #expect(back.volume.voxels == reference.scan.volume.voxels)
        for letters in ["RAR", "RA", "XYZ", ""] {
            #expect(throws: ImageError.self) {
                try bench.call("reorient", .object(reference.scan), .text(letters))
            }
        }
    }

    /// 4 × 3 × 2 voxels of 1 × 2 × 10 mm, toward left, anterior and superior; values say the index.
    private static let small: ScanValue = {
        let geometry = try! Geometry(
            shape: SIMD3(4, 3, 2),
            affine: .scaling(SIMD3(-1, 2, 10), translation: SIMD3(10, 20, 30)))
        let voxels = (0..<24).map { offset -> Float in
            let (i, j, k) = (offset % 4, offset / 4 % 3, offset / 12)
            return Float(100 * k + 10 * j + i)
        }
        return ScanValue(computed: Volume(geometry: geometry, voxels: voxels), name: "small")
    }()

    private static func mask(_ indices: [(Int, Int, Int)], name: String = "part") -> MaskValue {
        let grid = small.volume.geometry
        var voxels = [UInt8](repeating: 0, count: grid.voxelCount)
        for (i, j, k) in indices { voxels[grid.offset(i, j, k)] = 1 }
        return MaskValue(computed: Mask(geometry: grid, voxels: voxels), name: name, scan: nil)
    }

    @Test func croppingKeepsVoxelsWhereTheyWere() throws {
        let mask = Value.object(Self.mask([(1, 1, 0), (2, 1, 0)]))
        let small = Value.object(Self.small)
        let tight = try #require(bench.call("crop", small, mask).scan).volume
        #expect(tight.voxels == [11, 12])
        #expect(tight.geometry.world(.zero) == SIMD3(9, 22, 30))
        // 1 mm: one voxel along the first axis, one of 2 mm, one of 10 mm, where there are some.
        let wide = try #require(bench.call("crop", small, mask, .float(1)).scan).volume
        #expect(wide.geometry.shape == SIMD3(4, 3, 2))
        #expect(wide.voxels == Self.small.volume.voxels)
        let itself = try #require(bench.call("crop", mask, mask).mask)
        #expect(itself.mask.voxels == [1, 1])
        #expect(throws: AnalysisError.emptyMask(function: "crop", mask: "part")) {
            try bench.call("crop", small, .object(Self.mask([])))
        }
        #expect(throws: ImageError.self) { try bench.call("crop", small, mask, .int(-1)) }
    }

    @Test func paddingAndCroppingUndoEachOther() throws {
        let small = Value.object(Self.small)
        let wide = try bench.call("pad", small, .float(4), .float(-5))
        let volume = try #require(wide.scan).volume
        #expect(volume.geometry.shape == SIMD3(12, 7, 4))
        #expect(volume[4, 2, 1] == 0 && volume[7, 4, 2] == 123 && volume[3, 2, 1] == -5)
        #expect(volume.geometry.world(SIMD3(4, 2, 1)) == SIMD3(10, 20, 30))
        let all = try bench.call("threshold", wide, .int(0))
        let back = try #require(bench.call("crop", wide, all).scan).volume
        #expect(back.voxels == Self.small.volume.voxels)
        #expect(back.geometry.isSameGrid(as: Self.small.volume.geometry, tolerance: 1e-9))
        let mask = Value.object(Self.mask([(0, 0, 0)]))
        let more = try #require(bench.call("pad", mask, .int(1)).mask).mask
        #expect(more.count == 1 && more[1, 1, 1])
        #expect(throws: ImageError.self) { try bench.call("pad", mask, .int(1), .int(1)) }
        #expect(throws: ImageError.self) { try bench.call("pad", small, .int(1), .float(.nan)) }
        #expect(throws: ImageError.self) { try bench.call("pad", small, .float(.nan)) }
    }

    @Test func flippingMirrorsOnTheGrid() throws {
        let small = Value.object(Self.small)
        let grid = Self.small.volume.geometry
        for (word, axis) in [
            ("left-right", 0), ("anterior-posterior", 1), ("superior-inferior", 2),
        ] {
            let flipped = try bench.call("flip", small, .text(word))
            let volume = try #require(flipped.scan).volume
            #expect(volume.geometry == grid)
            var index = SIMD3(1, 0, 1)
            let value = volume[index.x, index.y, index.z]
            index[axis] = grid.shape[axis] - 1 - index[axis]
            #expect(value == Self.small.volume[index.x, index.y, index.z])
            let again = try #require(bench.call("flip", flipped, .text(word)).scan)
            #expect(again.volume.voxels == Self.small.volume.voxels)
        }
        let mask = try #require(bench.call("flip", .object(Self.mask([(0, 2, 1)]))).mask)
        #expect(mask.mask[3, 2, 1] && mask.mask.count == 1)
        #expect(throws: ImageError.self) { try bench.call("flip", small, .text("x")) }
    }

    @Test func slicesLieWhereTheyWere() throws {
        let small = Value.object(Self.small)
        func slice(_ plane: String, _ position: Value = .nothing) throws -> Volume {
            try #require(bench.call("extract_slice", small, .text(plane), position).scan).volume
        }
        let axial = try slice("axial")
        #expect(axial.geometry.shape == SIMD3(4, 3, 1))
        #expect(axial.geometry.world(.zero) == SIMD3(10, 20, 40))
        #expect(axial.voxels == Array(Self.small.volume.voxels[12...]))
        #expect(try slice("axial", .float(34.9)).voxels == Array(Self.small.volume.voxels[..<12]))
        // x falls along the first axis: 8 mm is its third voxel.
        #expect(try slice("sagittal", .int(8)).voxels == [2, 12, 22, 102, 112, 122])
        #expect(try slice("coronal").voxels == [10, 11, 12, 13, 110, 111, 112, 113])
        let error = try #require(throws: ImageError.self) { try slice("sagittal", .int(11)) }
        #expect(error.message.contains("needs 6.5 to 10.5 mm for “position_mm”, not 11"))
        #expect(throws: ImageError.self) { try slice("axial", .float(.nan)) }
        #expect(throws: ImageError.self) { try slice("oblique") }
        let mask = Value.object(Self.mask([(0, 0, 0), (1, 1, 1)]))
        #expect(try #require(bench.call("extract_slice", mask).mask).mask.count == 1)
    }

    @Test func theFirstOfTwoMasksKeepsTheirVoxels() throws {
        let first = Self.mask([(0, 0, 0), (1, 0, 0)], name: "a")
        let second = Self.mask([(1, 0, 0), (2, 0, 0)], name: "b")
        let list = Value.items([.object(first), .object(second)])
        let merged = try #require(bench.call("merge", list).labels)
        #expect(merged.labelMap.voxels[..<4] == [1, 1, 2, 0])
        #expect(merged.labelMap.names == [1: "a", 2: "b"])
        #expect(merged.name == "merge(a, b)")
        #expect(throws: ImageError.self) { try bench.call("merge", .items([])) }
        #expect(throws: AnalysisError.self) { try bench.call("merge", .items([.int(1)])) }
        let other = MaskValue(
            computed: Mask(geometry: Geometry(shape: SIMD3(1, 1, 1)), voxels: [1]), name: "c",
            scan: nil)
        let error = try #require(throws: AnalysisError.self) {
            try bench.call("merge", .items([.object(first), .object(other)]))
        }
        #expect(error.message.contains("with resample_like"))
    }

    @Test func gridsTooLargeOrSenselessAreErrors() throws {
        let small = Value.object(Self.small)
        for size in [
            Value.int(0), .float(-1), .float(.nan), .items([.int(1)]), .items([.text("a")]),
        ] {
            let error = try #require(throws: ImageError.self) {
                try bench.call("resample", small, size)
            }
            #expect(error.message.contains("one or three numbers of 0.01 to 1000 mm"))
        }
        let big = Value.object(
            ScanValue(
                computed: Volume(
                    geometry: Geometry(shape: SIMD3(1, 1, 2), voxelSize: SIMD3(900, 900, 900)),
                    voxels: [1, 2]), name: "big"))
        let limit = ImageError.tooManyVoxels(function: "resample", limit: 512_000_000)
        #expect(throws: limit) { try bench.call("resample", big, .float(0.01)) }
        // One voxel is the least.
        let one = try #require(bench.call("resample", small, .int(1000)).scan)
        #expect(one.volume.geometry.shape == SIMD3(1, 1, 1))
    }

    @Test func whatIsNoNumberIsNotMixed() throws {
        let geometry = Geometry(shape: SIMD3(3, 1, 1))
        let scan = Value.object(
            ScanValue(
                computed: Volume(geometry: geometry, voxels: [1, .nan, 3]), name: "line"))
        let size = Value.items([.float(0.5), .int(1), .int(1)])
        #expect(throws: ImageError.notFinite(function: "resample", image: "line", count: 1)) {
            try bench.call("resample", scan, size)
        }
        let nearest = try #require(bench.call("resample", scan, size, .text("nearest")).scan)
        #expect(nearest.volume.voxels.map(\.isNaN) == [false, false, true, true, false, false])
        #expect(try #require(bench.call("flip", scan).scan).volume.voxels[1].isNaN)
    }

    @Test func imagesApartAreWarnedOf() throws {
        let far = Value.object(
            Samples.scan(on: Geometry(shape: SIMD3(4, 4, 4), origin: SIMD3(500, 0, 0)), name: "far")
        )
        let moved = try #require(bench.call("resample_like", .object(Self.small), far).scan)
        #expect(moved.volume.voxels.allSatisfy { $0 == 0 })
        #expect(
            bench.effects.record.warnings
                == ["small and far do not overlap: the result is 0 everywhere"])
    }

    @Test func resamplingStopsWhenItIsAskedTo() {
        let bench = ImageBench(StoppedContext())
        for word in ["nearest", "linear", "cubic"] {
            #expect(throws: AnalysisError.cancelled) {
                try bench.call("resample", .object(Self.small), .int(1), .text(word))
            }
        }
    }
}
