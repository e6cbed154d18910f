import Terminal
import TestSupport
import Testing
import Volumes

@testable import Viewer

@Suite struct ViewerDrawingTests {
    private func expectGolden(_ state: ViewerState, _ name: String) throws {
        let canvas = state.canvas
        #expect(canvas.rows == state.size.rows && canvas.columns == state.size.columns)
        #expect(canvas.text.allSatisfy { $0.isASCII })
        let difference = try Golden.difference(canvas.text, "viewer-\(name).txt", of: "ViewerTests")
        #expect(difference == nil)
    }

    @Test func threePlanes() throws {
        try expectGolden(ViewerStateTests.state(), "three-planes")
    }

    @Test func onePlane() throws {
        var state = try ViewerStateTests.state(hasMasks: false)
        _ = state.handle(.character("2"))
        try expectGolden(state, "one-plane")
    }

    @Test func sideBySide() throws {
        try expectGolden(ViewerStateTests.state(scans: 2, rows: 40, columns: 100), "side-by-side")
    }

    @Test func aTinyTerminal() throws {
        try expectGolden(ViewerStateTests.state(rows: 6, columns: 20), "tiny")
    }

    @Test func help() throws {
        var state = try ViewerStateTests.state()
        _ = state.handle(.character("?"))
        try expectGolden(state, "help")
    }

    @Test func aLineBeingTyped() throws {
        var state = try ViewerStateTests.state(rows: 10, columns: 40)
        for character in "/how big is this" { _ = state.handle(.character(character)) }
        try expectGolden(state, "typing")
    }

    /// The same body on any grid looks the same, letters included: only the voxel's index differs.
    @Test(arguments: Orientation.all) func everyOrientationLooksTheSame(
        orientation: Orientation
    ) throws {
        func lines(_ orientation: Orientation) throws -> [String] {
            let geometry = try Phantom.geometry(
                orientation, extent: SIMD3(16, 20, 13), size: SIMD3(4.5, 4.5, 4.7))
            let state = ViewerState(
                scans: [
                    ViewerScan(name: "t1", volumes: [Phantom.volume(geometry, Phantom.head)])
                ],
                masks: [
                    SliceOverlay(mask: Phantom.mask(geometry, Phantom.isBall), name: "ball")
                ],
                size: .standard, mode: .ascii)
            return state.canvas.lines().map { $0.replacing(/voxel [0-9 ]+/, with: "voxel") }
        }
        #expect(try lines(orientation) == lines(.ras))
    }

    /// On a grid that is turned and skewed, the letters say where the ball is.
    @Test func aShearedScanHasTrueLetters() throws {
        let upright = try Phantom.geometry(.las)
        let shear = Affine(
            rows: SIMD4(1, 0.2, 0, 0), SIMD4(0, 1, 0.15, 0), SIMD4(0.1, 0, 1, 0))
        let geometry = try Geometry(shape: upright.shape, affine: shear * upright.affine)
        let state = ViewerState(
            scans: [ViewerScan(name: "t1", volumes: [Phantom.volume(geometry, Phantom.head)])],
            masks: [SliceOverlay(mask: Phantom.mask(geometry, Phantom.isBall), name: "ball")],
            size: .standard, mode: .ascii)
        let canvas = state.canvas
        for pane in state.layout.panes {
            let letter = canvas[pane.row + pane.cells.rows / 2, pane.column - 1].character
            #expect(letter == (pane.plane == .sagittal ? "A" : "R"))
            var columns: [Int] = []
            for row in pane.row..<pane.row + pane.cells.rows {
                for column in pane.column..<pane.column + pane.cells.columns
                where canvas[row, column].style == .overlay(0) {
                    columns.append(column - pane.column)
                }
            }
            let mean = Double(columns.reduce(0, +)) / Double(max(1, columns.count))
            // Anterior is at the left of the sagittal plane, left at the right of the others.
            #expect((mean > Double(pane.cells.columns) / 2) == (pane.plane != .sagittal))
        }
    }

    @Test(arguments: [
        (6, 20), (3, 6), (2, 5), (0, 0), (10, 33), (17, 80), (18, 34), (60, 200), (8, 200),
    ])
    func anySizeIsFilled(rows: Int, columns: Int) throws {
        for mode in DisplayMode.allCases {
            var state = try ViewerStateTests.state(rows: rows, columns: columns, mode: mode)
            for key in "2z?x0sf" { _ = state.handle(.character(key)) }
            #expect(state.canvas.rows == rows && state.canvas.columns == columns)
            for pane in state.layout.panes where rows > 3 && columns > 6 {
                #expect(pane.column >= 1 && pane.column + pane.cells.columns <= columns)
                #expect(pane.row + pane.cells.rows <= state.layout.pictureRows)
            }
        }
    }

    @Test func constantScansAndHolesAreShown() throws {
        let geometry = try Phantom.geometry()
        for value: Float in [7, .nan, .infinity] {
            let scan = ViewerScan(
                name: "x", volumes: [Phantom.volume(geometry) { _ in value }])
            var state = ViewerState(scans: [scan], size: .standard, mode: .ascii)
            for key in "bwWBr" { _ = state.handle(.character(key)) }
            #expect(state.canvas.text.contains(value == 7 ? "x 7 in window" : "x no number in"))
        }
    }

    @Test(arguments: Orientation.all) func aScanOfOneSliceShowsIt(orientation: Orientation) throws {
        let geometry = try Phantom.geometry(
            orientation, extent: SIMD3(24, 30, 1), size: SIMD3(3, 3, 5))
        var state = ViewerState(
            scans: [ViewerScan(name: "t1", volumes: [Phantom.volume(geometry, Phantom.head)])],
            size: .standard, mode: .ascii)
        #expect(state.plane == .axial)
        #expect(state.layout.panes.count == 1)
        _ = state.handle(.character("0"))
        #expect(state.layout.panes.count == 1)
        _ = state.handle(.pageUp)
        #expect(state.canvas.text.contains("axial z"))
    }

    @Test func aMaskOnAnotherGridLiesInTheSamePlace() throws {
        let fine = try Phantom.geometry(
            .lps, extent: SIMD3(48, 60, 40), size: SIMD3(1.5, 1.5, 1.5))
        let coarse = try ViewerStateTests.state()
        let other = ViewerState(
            scans: coarse.scans,
            masks: [
                SliceOverlay(mask: Phantom.mask(fine, Phantom.isBall), name: "ball"),
                coarse.masks[1],
            ], size: .standard, mode: .ascii)
        func marks(_ state: ViewerState) -> [Bool] {
            var state = state
            state.place(Phantom.ball)
            return state.canvas.lines().joined(separator: "\n").map { $0 == "#" }
        }
        let (a, b) = (marks(coarse), marks(other))
        #expect(a.count { $0 } > 30)
        #expect(zip(a, b).count { $0 != $1 } < a.count { $0 } / 3)
    }

    @Test func namesFromOutsideCannotSteerTheTerminal() throws {
        let geometry = try Phantom.geometry()
        let mask = Phantom.mask(geometry, Phantom.isBall)
        var state = ViewerState(
            scans: [
                ViewerScan(
                    name: "bad\u{1B}[2J", volumes: [Phantom.volume(geometry, Phantom.head)])
            ],
            masks: [SliceOverlay(mask: mask, name: "n\u{7}\u{1B}]0;x")], size: .standard,
            mode: .halfBlocks)
        state.message = "\u{1B}[?25h"
        let sent = CanvasUpdate.sequences(
            from: nil, to: state.canvas, styleSheet: .plain, size: .standard)
        for sequence in ["\u{1B}[2J", "\u{7}", "\u{1B}[?25h"] {
            #expect(!sent.contains(sequence))
        }
    }
}
