import Terminal
import TestSupport
import Testing
import Volumes

@testable import Viewer

@Suite struct OrthogonalPreviewTests {
    private func preview(
        _ volume: Volume, _ masks: [(Mask, String)] = [], rows: Int = 24, columns: Int = 80,
        configure: (inout SliceRenderer) -> Void = { _ in }
    ) -> Canvas {
        var renderer = SliceRenderer(
            volume: volume, overlays: masks.map { SliceOverlay(mask: $0, name: $1) })
        configure(&renderer)
        return OrthogonalPreview(renderer: renderer)
            .draw(in: TerminalSize(rows: rows, columns: columns))
    }

    private func expectGolden(
        _ canvas: Canvas, _ name: String, rows: Int = 24, columns: Int = 80
    ) throws {
        #expect(canvas.rows <= rows)
        #expect(canvas.lines().allSatisfy { $0.count <= columns })
        #expect(canvas.text.allSatisfy { $0.isASCII })
        let difference = try Golden.difference(canvas.text, name + ".txt", of: "ViewerTests")
        #expect(difference == nil)
    }

    private func head(
        _ orientation: Orientation = .ras, size: SIMD3<Double> = SIMD3(3, 3, 3),
        extent: SIMD3<Int> = SIMD3(24, 30, 20)
    ) throws -> (Volume, Mask) {
        let geometry = try Phantom.geometry(orientation, extent: extent, size: size)
        return (
            Phantom.volume(geometry, Phantom.head), Phantom.mask(geometry, Phantom.isBall)
        )
    }

    @Test func aHeadWithAMask() throws {
        let (volume, mask) = try head()
        try expectGolden(preview(volume, [(mask, "ball")]), "head-with-mask")
    }

    @Test func aHeadWithoutAMask() throws {
        try expectGolden(preview(try head().0), "head-without-mask")
    }

    @Test func thickSlicesKeepTheShape() throws {
        let (volume, mask) = try head(.las, size: SIMD3(1.5, 1.5, 6), extent: SIMD3(48, 60, 10))
        try expectGolden(preview(volume, [(mask, "ball")]), "thick-slices")
    }

    @Test func anObliqueScanStandsUpright() throws {
        let upright = try Phantom.geometry(.lps, extent: SIMD3(34, 40, 32))
        let (c, s) = (0.906, 0.423)
        let turn = Affine(rows: SIMD4(1, 0, 0, 0), SIMD4(0, c, -s, 0), SIMD4(0, s, c, 0))
        let geometry = try Geometry(shape: upright.shape, affine: turn * upright.affine)
        let canvas = preview(
            Phantom.volume(geometry, Phantom.head),
            [(Phantom.mask(geometry, Phantom.isBall), "ball")])
        try expectGolden(canvas, "oblique")
    }

    @Test func severalMasksOneOfThemEmpty() throws {
        let (volume, mask) = try head()
        let other = Phantom.mask(volume.geometry) {
            Phantom.distance($0, SIMD3(12, -15, -3)) < 9
        }
        let empty = Phantom.mask(volume.geometry) { _ in false }
        let canvas = preview(
            volume, [(mask, "ball"), (other, "right one"), (empty, "nothing")])
        try expectGolden(canvas, "several-masks")
    }

    @Test func aLargeMaskIsOutlined() throws {
        let (volume, _) = try head()
        let brain = Phantom.mask(volume.geometry) { Phantom.head($0) > 0 }
        try expectGolden(preview(volume, [(brain, "head")]), "outline")
    }

    @Test func aMaskOnAnotherGridLiesInTheSamePlace() throws {
        let (volume, mask) = try head()
        let fine = try Phantom.geometry(
            .lps, extent: SIMD3(48, 60, 40), size: SIMD3(1.5, 1.5, 1.5))
        let focus = SliceFocus(world: SIMD3(-11, 16, 10), in: volume.geometry)
        func marks(_ mask: Mask) -> [String] {
            let renderer = SliceRenderer(
                volume: volume, overlays: [SliceOverlay(mask: mask, name: "ball")])
            let canvas = OrthogonalPreview(renderer: renderer, focus: focus).draw(in: .standard)
            return canvas.lines().dropLast(4).map { String($0.map { $0 == "#" ? $0 : " " }) }
        }
        let differing = zip(
            marks(mask).joined(), marks(Phantom.mask(fine, Phantom.isBall)).joined()
        )
        .count { $0 != $1 }
        #expect(marks(mask).joined().count { $0 == "#" } > 30)
        #expect(differing <= 8)
    }

    @Test func aConstantImageSaysSo() throws {
        let geometry = try Phantom.geometry()
        try expectGolden(preview(Phantom.volume(geometry) { _ in 7 }), "constant")
    }

    @Test func anImageWithoutNumbersIsBlank() throws {
        let geometry = try Phantom.geometry()
        try expectGolden(preview(Phantom.volume(geometry) { _ in .nan }), "no-numbers")
    }

    @Test func voxelsThatAreNoNumberLeaveHoles() throws {
        let geometry = try Phantom.geometry()
        let volume = Phantom.volume(geometry) {
            Phantom.isBall($0) ? .nan : Phantom.head($0)
        }
        let mask = Phantom.mask(geometry, Phantom.isBall)
        let renderer = SliceRenderer(volume: volume)
        let focus = SliceFocus(middleOf: [SliceOverlay(mask: mask, name: "")], in: geometry)
        let canvas = OrthogonalPreview(renderer: renderer, focus: focus).draw(in: .standard)
        try expectGolden(canvas, "holes")
    }

    @Test func infiniteVoxelsDoNotSpoilTheWindow() throws {
        let geometry = try Phantom.geometry()
        let volume = Phantom.volume(geometry) { $0.x > 34 ? .infinity : Phantom.head($0) }
        #expect(SliceRenderer(volume: volume).window.high == 80)
    }

    @Test func aSparseImageIsNotAllBlack() throws {
        let geometry = try Phantom.geometry()
        let volume = Phantom.volume(geometry) { Phantom.distance($0, .zero) < 4 ? 9 : 0 }
        let window = IntensityWindow(robustFor: volume)
        #expect(window == IntensityWindow(low: 0, high: 9, origin: .extremes))
    }

    @Test(arguments: Orientation.all) func oneSliceShowsOnePlane(orientation: Orientation) throws {
        let geometry = try Phantom.geometry(
            orientation, extent: SIMD3(24, 30, 1), size: SIMD3(3, 3, 5))
        let text = preview(Phantom.volume(geometry, Phantom.head)).text
        #expect(text.contains("axial z +0.0 mm"))
        #expect(!text.contains("coronal"))
        #expect(!text.contains("sagittal"))
    }

    @Test func oneSliceGolden() throws {
        let geometry = try Phantom.geometry(extent: SIMD3(24, 30, 1), size: SIMD3(3, 3, 5))
        try expectGolden(preview(Phantom.volume(geometry, Phantom.head)), "one-slice")
    }

    @Test func oneVoxelIsAPicture() throws {
        let geometry = Geometry(shape: SIMD3(1, 1, 1))
        let canvas = preview(Volume(geometry: geometry, voxels: [3]))
        #expect(canvas.text.contains("all voxels are 3"))
    }

    @Test(arguments: [(6, 20), (3, 6), (10, 33), (12, 40), (13, 79), (8, 200), (60, 30)])
    func anySizeIsKept(rows: Int, columns: Int) throws {
        let (volume, mask) = try head()
        let canvas = preview(volume, [(mask, "ball")], rows: rows, columns: columns)
        #expect(canvas.rows <= rows)
        #expect(canvas.columns <= columns)
        #expect(canvas.text.contains("#"))
    }

    @Test func aTinyTerminal() throws {
        let (volume, mask) = try head()
        let canvas = preview(volume, [(mask, "ball")], rows: 6, columns: 20)
        try expectGolden(canvas, "tiny", rows: 6, columns: 20)
    }

    @Test(arguments: [(0, 0), (2, 80), (24, 5), (-1, -1)])
    func noRoomIsNoPicture(rows: Int, columns: Int) throws {
        let volume = try head().0
        #expect(preview(volume, rows: rows, columns: columns).rows == 0)
    }

    @Test func namesFromOutsideCannotSteerTheTerminal() throws {
        let (volume, mask) = try head()
        let canvas = preview(volume, [(mask, "bad\u{1B}[2J\nname µ")])
        #expect(canvas.text.allSatisfy { $0.isASCII })
        #expect(!canvas.text.contains("\u{1B}"))
    }

    @Test func halfBlocksShowTwoPixelsACell() throws {
        let (volume, mask) = try head()
        let canvas = preview(volume, [(mask, "ball")]) { $0.mode = .halfBlocks }
        let styles = Set(
            (0..<canvas.rows).flatMap { row in canvas.runs(inRow: row).map(\.style) })
        let twoColors = styles.filter {
            if case .pixels(let top, let bottom) = $0 { return top != bottom }
            return false
        }
        #expect(!twoColors.isEmpty)
        #expect(canvas.lines(StyleSheet(level: .trueColor)).joined().contains("\u{1B}[38;2;"))
    }
}
