import Foundation
import TestSupport
import Testing
import Volumes

@testable import Viewer

@Suite("Slices as pixels")
struct SlicePictureTests {
    /// Pillow 13.0 wrote this picture of 5×3 pixels: `Image.new("L", (5, 3))` saved as BMP with 72
    /// dots per inch; the checksum is that of its file.
    @Test func theBitmapIsThatOfPillow() {
        let bytes = GrayBitmap.bytes(
            columns: 5, rows: 3,
            grays: [0, 10, 20, 30, 255, 1, 2, 3, 4, 5, 200, 201, 202, 203, 204])
        #expect(bytes.count == 1102)
        #expect(
            Checksum.sha256(of: bytes)
                == "1eecb56c66a3dfb5b0123c074275a15841b6e33d52e1f75dff0764e49d90921d")
    }

    /// A bright left half, a mask in one corner of the world: what lies where is known.
    @Test func sidesAndMasksLieWhereTheyBelong() throws {
        let geometry = Geometry(
            shape: SIMD3(20, 16, 12), voxelSize: SIMD3(2, 2, 2), origin: SIMD3(-19, -15, -11))
        var voxels = [Float](repeating: 0, count: geometry.voxelCount)
        var mask = [UInt8](repeating: 0, count: geometry.voxelCount)
        for index in voxels.indices {
            let i = index % 20
            let j = index / 20 % 16
            let k = index / 320
            if i < 10 { voxels[index] = 100 }
            if (12..<16).contains(i), (9..<13).contains(j), (6..<10).contains(k) { mask[index] = 1 }
        }
        let renderer = SliceRenderer(
            volume: Volume(geometry: geometry, voxels: voxels),
            overlays: [
                SliceOverlay(mask: Mask(geometry: geometry, voxels: mask), name: "corner")
            ], window: IntensityWindow(low: 0, high: 100))
        let picture = SlicePicture(OrthogonalPreview(renderer: renderer), size: 40)
        #expect(picture.maskNames == ["corner"])
        #expect(picture.panels.count == 3)
        for panel in picture.panels {
            #expect(panel.grays.count == panel.columns * panel.rows)
            #expect(panel.marks[0].contains(true))
        }
        let axial = try #require(picture.panels.last)
        #expect(axial.title.hasPrefix("axial z"))
        #expect(axial.letters.left == "R" && axial.letters.top == "A")
        // Radiological: the bright left side is on the right, the mask on the left and in front.
        let middle = axial.rows / 2 * axial.columns
        #expect(axial.grays[middle + 2] == 0)
        #expect(axial.grays[middle + axial.columns - 3] == 255)
        let marked = axial.marks[0].indices.filter { axial.marks[0][$0] }
        #expect(marked.allSatisfy { $0 % axial.columns < axial.columns / 2 })
        #expect(marked.allSatisfy { $0 / axial.columns < axial.rows / 2 })
    }
}
