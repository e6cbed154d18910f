import Testing
import Volumes

@testable import Viewer

@Suite struct SliceFocusTests {
    private func focus(_ isInside: (SIMD3<Double>) -> Bool) throws -> SliceFocus {
        let geometry = try Phantom.geometry(.lps, extent: SIMD3(25, 31, 21))
        return SliceFocus(
            middleOf: [SliceOverlay(mask: Phantom.mask(geometry, isInside), name: "")],
            in: geometry)
    }

    @Test func itIsTheCentreOfMass() throws {
        let focus = try focus { Phantom.distance($0, SIMD3(-12, 15, 9)) < 8 }
        #expect(focus.world == SIMD3(-12, 15, 9))
        // 25 voxels of 3 mm from +36 leftward, 31 from +45 backward, 21 from -30 upward.
        #expect(focus.voxel == SIMD3(16, 10, 13))
    }

    @Test func betweenTwoStructuresItIsInOneOfThem() throws {
        let focus = try focus {
            Phantom.distance($0, SIMD3(-15, 0, 0)) < 7 || Phantom.distance($0, SIMD3(15, 0, 0)) < 7
        }
        #expect(abs(focus.world.x) == 15)
        #expect(focus.world.y == 0)
        #expect(focus.world.z == 0)
    }

    @Test func withoutAMaskItIsTheMiddleOfTheScan() throws {
        let focus = try focus { _ in false }
        #expect(focus.world == SIMD3(0, 0, 0))
        #expect(focus.voxel == SIMD3(12, 15, 10))
    }

    @Test func itIsTheSameWhateverTheOrientation() throws {
        for orientation in Orientation.all {
            let geometry = try Phantom.geometry(
                orientation, extent: SIMD3(12, 14, 10), size: SIMD3(5, 5, 5))
            let found = SliceFocus(
                middleOf: [
                    SliceOverlay(mask: Phantom.mask(geometry, Phantom.isBall), name: "")
                ],
                in: geometry)
            #expect(found.world == SIMD3(-12.5, 12.5, 7.5))
            let back = geometry.world(SIMD3<Double>(found.voxel))
            #expect(Phantom.distance(back, found.world) < 1e-9)
        }
    }

    @Test func everyPlaneThroughItShowsAThinMask() throws {
        // A sheet of one voxel's thickness on a turned grid.
        let upright = try Phantom.geometry(.ras)
        let (c, s) = (0.906, 0.423)
        let turn = Affine(rows: SIMD4(c, -s, 0, 0), SIMD4(s, c, 0, 0), SIMD4(0, 0, 1, 0))
        let geometry = try Geometry(shape: upright.shape, affine: turn * upright.affine)
        var voxels = [UInt8](repeating: 0, count: geometry.voxelCount)
        for k in 5..<9 { for j in 6..<20 { voxels[geometry.offset(17, j, k)] = 1 } }
        let mask = Mask(geometry: geometry, voxels: voxels)
        let volume = Phantom.volume(geometry, Phantom.head)
        let overlay = SliceOverlay(mask: mask, name: "sheet")
        let focus = SliceFocus(middleOf: [overlay], in: volume.geometry)
        for plane in SlicePlane.allCases {
            let renderer = SliceRenderer(volume: volume, overlays: [overlay])
            let frame = renderer.frame(
                plane, center: focus.world, columns: 30, rows: 15, columnWidth: 4)
            #expect(renderer.draw(frame).text.contains("#"), "\(plane.name)")
        }
    }
}
