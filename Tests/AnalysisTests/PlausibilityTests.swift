import Testing
import Volumes

@testable import Analysis

@Suite struct PlausibilityTests {
    private let geometry = Geometry(shape: SIMD3(60, 60, 60), origin: SIMD3(-30, -30, -30))

    /// A box of voxels, from a corner on.
    private func box(_ corner: SIMD3<Int>, _ size: SIMD3<Int>) -> Mask {
        var voxels = [UInt8](repeating: 0, count: geometry.voxelCount)
        for k in corner.z..<corner.z + size.z {
            for j in corner.y..<corner.y + size.y {
                for i in corner.x..<corner.x + size.x { voxels[geometry.offset(i, j, k)] = 1 }
            }
        }
        return Mask(geometry: geometry, voxels: voxels)
    }

    private func outline(_ mask: Mask, certainty: Double? = 0.9) -> BrainOutline? {
        BrainOutline(
            LeafPosterior(
                geometry: geometry, leafIndices: mask.voxels.map { 1 - $0 },
                confidence: [certainty, 0.9]),
            leaves: [0])
    }

    private let usual = AnatomyRange(
        millilitres: 2...4, offset: SIMD3(-20, 0, 0), spread: 5)

    @Test func volumesFarFromTheUsualAreFlagged() throws {
        let brain = try #require(outline(box(SIMD3(1, 1, 1), SIMD3(58, 58, 58))))
        func codes(_ size: SIMD3<Int>) -> [String] {
            usual.flags(of: box(SIMD3(10, 25, 25), size), in: brain).map(\.code)
        }
        #expect(codes(SIMD3(3, 10, 10)) == ["implausible_volume"])  // 0.3 mL
        #expect(codes(SIMD3(10, 15, 20)) == [])  // 3 mL
        #expect(codes(SIMD3(10, 30, 30)) == ["implausible_volume"])  // 9 mL
    }

    @Test func aStructureOnTheOtherSideIsFlagged() throws {
        let brain = try #require(outline(box(SIMD3(1, 1, 1), SIMD3(58, 58, 58))))
        let flags = usual.flags(of: box(SIMD3(45, 22, 22), SIMD3(10, 15, 15)), in: brain)
        #expect(flags.map(\.code) == ["misplaced"])
    }

    @Test func aCutBrainTellsNothing() throws {
        let brain = try #require(outline(box(SIMD3(0, 1, 1), SIMD3(40, 58, 58))))
        #expect(brain.isCut)
        #expect(usual.flags(of: box(SIMD3(45, 22, 22), SIMD3(2, 2, 2)), in: brain).isEmpty)
        // Scans often end at the neck.
        let neck = try #require(outline(box(SIMD3(1, 1, 0), SIMD3(58, 58, 58))))
        #expect(!neck.isCut)
    }

    @Test func rangesOfAUnionAddUp() throws {
        let other = AnatomyRange(millilitres: 1...2, offset: SIMD3(10, 0, 30), spread: 8)
        let both = try #require(AnatomyRange(union: [usual, other]))
        #expect(both.millilitres == 3...6)
        #expect(both.offset == SIMD3(-10, 0, 10))
        #expect(both.spread == 8)
        #expect(AnatomyRange(union: []) == nil)
    }

    @Test func anUncertainOrTinyBrainIsStrange() throws {
        // 195 mL.
        let small = try #require(outline(box(SIMD3(1, 1, 1), SIMD3(58, 58, 58))))
        #expect(small.strangeness?.contains("mL") == true)
        let unsure = try #require(
            outline(box(SIMD3(1, 1, 1), SIMD3(58, 58, 58)), certainty: 0.7))
        #expect(unsure.strangeness?.contains("70 %") == true)
        // Of a part of a brain the volume tells nothing.
        let cut = try #require(outline(box(SIMD3(0, 1, 1), SIMD3(58, 58, 58))))
        #expect(cut.strangeness == nil)
    }
}

@Suite struct HounsfieldUnitsTests {
    private func volume(_ values: [Float]) -> Volume {
        Volume(
            geometry: Geometry(shape: SIMD3(100, 1, 1)),
            voxels: (0..<100).map { values[$0 % values.count] })
    }

    @Test func aTellTaleScaleIsRecognised() {
        #expect(HounsfieldUnits.areLikely(in: volume([-1000, -998, 30, 40, 60, -90, 700])))
        #expect(HounsfieldUnits.areLikely(in: volume([-1024, .nan, 40, 1200])))
    }

    @Test(
        arguments: [
            [0, 20, 300, 800], [-2, 0, 1, 3], [-1000, -1000, 20, 40], [-1000, -3000, -20_000, 900],
            [.nan, .nan],
        ] as [[Float]])
    func otherScalesAreNot(_ values: [Float]) {
        #expect(!HounsfieldUnits.areLikely(in: volume(values)))
    }
}
