import Testing

@testable import Volumes

@Suite struct GeometryTests {
    @Test func axisCodesAndSizesAreNibabels() throws {
        for expected in Reference.shared.affines {
            let affine = try #require(Affine(elements: expected.affine))
            let geometry = try Geometry(shape: SIMD3(3, 4, 5), affine: affine)
            #expect(geometry.orientation.description == expected.codes)
            for axis in 0..<3 {
                #expect(abs(geometry.voxelSize[axis] - expected.zooms[axis]) < 1e-9)
            }
            for (found, wanted) in zip(affine.inverse.elements, expected.inverse) {
                #expect(abs(found - wanted) < 1e-9)
            }
        }
    }

    @Test func inverseUndoes() throws {
        let affine = try #require(Affine(elements: Reference.shared.affines[3].affine))
        let point = SIMD3(12.5, -3, 88)
        let back = (affine.inverse * affine).apply(point)
        #expect(length(back - point) < 1e-10)
        #expect(length(affine.inverse.apply(affine.apply(point)) - point) < 1e-10)
    }

    @Test func refusesImpossibleGrids() {
        #expect(
            problem { try Geometry(shape: SIMD3(3, 0, 2), affine: .identity) }
                == .emptyShape([3, 0, 2]))
        let flat = Affine.scaling(SIMD3(1, 1, 0))
        #expect(
            problem { try Geometry(shape: SIMD3(3, 3, 2), affine: flat) } == .singularAffine(flat))
    }

    @Test func sameGridForgivesRoundingOnly() throws {
        let grid = Geometry(shape: SIMD3(200, 200, 200))
        let moved = { (x: Double) in
            Geometry(shape: SIMD3(200, 200, 200), origin: SIMD3(x, 0, 0))
        }
        #expect(grid.isSameGrid(as: moved(0.001)))
        #expect(!grid.isSameGrid(as: moved(0.1)))
        // A small turn moves the far corner a lot.
        let stretched = Geometry(
            shape: SIMD3(200, 200, 200), voxelSize: SIMD3(1.001, 1, 1))
        #expect(!grid.isSameGrid(as: stretched))
    }

    @Test func volumeOfShearedVoxel() throws {
        let affine = Affine(
            columns: (SIMD3(2, 0, 0), SIMD3(1, 3, 0), SIMD3(0, 0, 4)), translation: .zero)
        #expect(try Geometry(shape: SIMD3(2, 2, 2), affine: affine).voxelVolume == 24)
    }

    @Test func summaryReadsWell() {
        let grid = Geometry(shape: SIMD3(181, 217, 181), voxelSize: SIMD3(1, 0.9375, 1.25))
        #expect(grid.summary == "181×217×181 voxels of 1×0.938×1.25 mm, RAS")
    }
}

@Suite struct OrientationTests {
    @Test func thereAre48() {
        #expect(Orientation.all.count == 48)
        #expect(Set(Orientation.all).count == 48)
        for orientation in Orientation.all {
            #expect(Orientation(orientation.description) == orientation)
        }
    }

    @Test(arguments: ["", "RA", "RAR", "RLS", "XYZ", "RASR", "R A"])
    func refusesWhatIsNone(_ codes: String) {
        #expect(Orientation(codes) == nil)
    }

    @Test func reorientsLikeNibabel() throws {
        let voxels = (0..<24).map(Float.init)
        for expected in Reference.shared.orientations {
            let affine = try #require(Affine(elements: expected.affine))
            let geometry = try Geometry(shape: SIMD3(2, 3, 4), affine: affine)
            #expect(geometry.orientation.description == expected.codes)
            let volume = Volume(geometry: geometry, voxels: voxels)
            let (ras, permutation) = volume.reoriented(to: .ras)
            let shape = ras.geometry.shape
            #expect([shape.x, shape.y, shape.z] == expected.rasShape)
            #expect(ras.voxels == expected.rasValues)
            #expect(ras.geometry.deviation(from: expected.rasAffine) < 1e-9)
            #expect(ras.geometry.orientation == .ras)

            let back = ras.reoriented(by: permutation.inverse)
            #expect(back.voxels == voxels)
            #expect(back.geometry.isSameGrid(as: geometry, tolerance: 1e-9))
            let source = SIMD3(1, 2, 0)
            let target = permutation.targetIndex(of: source, sourceShape: geometry.shape)
            #expect(
                ras[target.x, target.y, target.z] == volume[source.x, source.y, source.z])
        }
    }

    @Test func everyPairOfOrientationsLeadsBack() throws {
        let labels = LabelMap(
            geometry: Geometry(shape: SIMD3(2, 3, 4)), voxels: (0..<24).map(Int32.init))
        let mask = labels.mask(of: [3, 7, 8])
        for first in Orientation.all {
            let (one, _) = labels.reoriented(to: first)
            #expect(one.geometry.orientation == first)
            for second in Orientation.all {
                let (two, permutation) = one.reoriented(to: second)
                #expect(two.reoriented(by: permutation.inverse).voxels == one.voxels)
            }
            let (moved, permutation) = mask.reoriented(to: first)
            #expect(moved.count == 3)
            #expect(moved.reoriented(by: permutation.inverse).voxels == mask.voxels)
        }
    }
}
