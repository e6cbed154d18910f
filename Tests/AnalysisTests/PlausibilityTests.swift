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

    /// A division of two leaves: inside and outside of some boxes.
    private func posterior(_ boxes: [(SIMD3<Int>, SIMD3<Int>)]) -> LeafPosterior {
        let voxels = boxes.map { box($0.0, $0.1).voxels }
        return LeafPosterior(
            geometry: geometry,
            leafIndices: voxels[0].indices.map { voxel in
                voxels.contains { $0[voxel] != 0 } ? 0 : 1
            },
            confidence: [0.9, 0.9])
    }

    private func flag(
        _ boxes: [(SIMD3<Int>, SIMD3<Int>)], largest: Double, apart: Double
    ) -> MaskFlag? {
        AnatomyWholeness(largest: largest, apart: apart).flag(
            of: Leaf(structure: "caudate", side: .left), index: 0, in: posterior(boxes))
    }

    @Test func piecesSmallerThanTheUsualAreFlagged() {
        // 1 and 0.2 mL, touching at a corner.
        let boxes = [
            (SIMD3(10, 10, 10), SIMD3(10, 10, 10)), (SIMD3(20, 20, 20), SIMD3(2, 10, 10)),
        ]
        #expect(flag(boxes, largest: 2.3, apart: 0) == nil)
        #expect(
            flag(boxes, largest: 2.5, apart: 0)
                == .fragmented(part: "left caudate", pieces: 1, largest: 1.2, usual: 2.5))
        let two = [boxes[0], (SIMD3(22, 22, 22), SIMD3(2, 10, 10))]
        #expect(
            flag(two, largest: 2.5, apart: 0)
                == .fragmented(part: "left caudate", pieces: 2, largest: 1, usual: 2.5))
    }

    @Test func piecesFarFromTheLargestAreFlagged() {
        let main = (SIMD3(10, 10, 10), SIMD3(10, 10, 10))
        // Ten voxels of another tissue lie between the first two, eleven between the others.
        let near = [main, (SIMD3(30, 10, 10), SIMD3(1, 10, 10))]
        let far = [main, (SIMD3(31, 10, 10), SIMD3(1, 10, 10))]
        #expect(flag(near, largest: 1, apart: 0) == nil)
        #expect(
            flag(far, largest: 1, apart: 0)
                == .scattered(part: "left caudate", percent: 100 * 100 / 1100))
        #expect(flag(far, largest: 1, apart: 0.05) == nil)
        // Not far along any one axis, but along the diagonal.
        let diagonal = [main, (SIMD3(28, 28, 10), SIMD3(1, 10, 10))]
        #expect(flag(diagonal, largest: 1, apart: 0)?.code == "scattered")
    }

    @Test func wholenessIsToldInWords() {
        #expect(
            MaskFlag.fragmented(part: "left caudate", pieces: 3, largest: 0.4, usual: 2.39)
                .description
                == "the left caudate is in 3 pieces, the largest of 0.4 mL: in the anatomies that "
                + "the network was trained on it had at least 2.39 mL")
        #expect(
            MaskFlag.scattered(part: "thalamus", percent: 12.4).description
                == "12 % of the thalamus lies in pieces far from its largest one, unlike in the "
                + "anatomies that the network was trained on")
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
