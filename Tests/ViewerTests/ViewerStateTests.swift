import Terminal
import TestSupport
import Testing
import Volumes

@testable import Viewer

/// Keys in, state out: no terminal.
@Suite struct ViewerStateTests {
    static func state(
        scans: Int = 1, volumes: Int = 1, rows: Int = 24, columns: Int = 80,
        mode: DisplayMode = .ascii, orientation: Orientation = .las,
        size: SIMD3<Double> = SIMD3(3, 3, 3), hasMasks: Bool = true
    ) throws -> ViewerState {
        let geometry = try Phantom.geometry(orientation, size: size)
        let names = ["t1", "t2"]
        let scans = (0..<scans).map { number in
            ViewerScan(
                name: names[number],
                volumes: (0..<volumes).map { volume in
                    Phantom.volume(geometry) {
                        Phantom.head($0) * Float(number + 1) + Float(volume)
                    }
                })
        }
        let pair = Phantom.mask(geometry) {
            Phantom.distance($0, SIMD3(18, -15, -3)) < 5
                || Phantom.distance($0, SIMD3(-18, -15, -3)) < 7
        }
        let masks = [
            SliceOverlay(mask: Phantom.mask(geometry, Phantom.isBall), name: "ball"),
            SliceOverlay(mask: pair, name: "pair"),
        ]
        let map = LabelMap(
            geometry: geometry, voxels: masks[0].mask.voxels.map { Int32($0) * 17 },
            names: [17: "left hippocampus"])
        return ViewerState(
            scans: scans, masks: hasMasks ? masks : [], parcellations: hasMasks ? [map] : [],
            size: TerminalSize(rows: rows, columns: columns), mode: mode)
    }

    private func press(_ state: inout ViewerState, _ keys: String) -> [ViewerRequest] {
        keys.compactMap { state.handle($0 == "\r" ? .enter : .character($0)) }
    }

    @Test func itBeginsInTheMiddleOfTheMasks() throws {
        let state = try Self.state()
        #expect(state.crosshair == SliceFocus(middleOf: state.masks, in: state.scan.geometry).world)
        #expect(try Self.state(hasMasks: false).crosshair.x.magnitude < 3)
    }

    /// In the axial plane as seen from the feet, right in the picture is the person's left.
    @Test(arguments: [
        (Key.right, SIMD3(-3.0, 0, 0)), (.left, SIMD3(3, 0, 0)), (.up, SIMD3(0, 3, 0)),
        (.down, SIMD3(0, -3, 0)), (.pageUp, SIMD3(0, 0, 3)), (.pageDown, SIMD3(0, 0, -3)),
        (.character("l"), SIMD3(-3, 0, 0)), (.character("h"), SIMD3(3, 0, 0)),
        (.character("k"), SIMD3(0, 3, 0)), (.character("j"), SIMD3(0, -3, 0)),
    ])
    func keysMoveTheCrosshairByAVoxel(key: Key, way: SIMD3<Double>) throws {
        var state = try Self.state()
        let start = state.crosshair
        #expect(state.handle(key) == nil)
        #expect(state.crosshair == start + way)
    }

    @Test func theOtherConventionTurnsLeftAndRight() throws {
        var state = try Self.state()
        let start = state.crosshair
        _ = press(&state, "fl")
        #expect(state.convention == .neurological)
        #expect(state.crosshair == start + SIMD3(3, 0, 0))
    }

    @Test func tabChangesThePlaneThatKeysMoveIn() throws {
        var state = try Self.state()
        #expect(state.plane == .axial)
        _ = state.handle(.tab)
        #expect(state.plane == .sagittal)
        let start = state.crosshair
        // The face looks to the left.
        _ = state.handle(.right)
        #expect(state.crosshair == start + SIMD3(0, -3, 0))
        _ = state.handle(.backTab)
        #expect(state.plane == .axial)
    }

    @Test func theCrosshairStaysInTheScan() throws {
        var state = try Self.state()
        for _ in 0..<300 { _ = state.handle(.pageUp) }
        #expect(state.crosshair.z == state.reach.upper.z)
        for _ in 0..<300 { _ = state.handle(.character("H")) }
        #expect(state.crosshair.x == state.reach.upper.x)
        #expect(state.canvas.rows == 24)
    }

    @Test func planesBecomeLargeAndSmall() throws {
        var state = try Self.state()
        #expect(state.layout.panes.count == 3)
        _ = press(&state, "2")
        #expect(state.layout.panes.map(\.plane) == [.coronal])
        _ = press(&state, "0")
        #expect(state.layout.panes.count == 3)
        #expect(state.plane == .coronal)
        _ = press(&state, "\r")
        #expect(state.layout.panes.count == 1)
    }

    @Test func theWindowChangesAndComesBack() throws {
        var state = try Self.state()
        let robust = state.windows[0]
        _ = press(&state, "b")
        #expect(state.windows[0].low < robust.low && state.windows[0].high < robust.high)
        _ = press(&state, "w")
        #expect(state.windows[0].high - state.windows[0].low < robust.high - robust.low)
        _ = press(&state, "r")
        #expect(state.windows[0] == robust)
    }

    @Test func masksAndTheirPiecesAreVisited() throws {
        var state = try Self.state()
        _ = press(&state, "m")
        #expect(state.selectedMask == 1)
        #expect(state.message == "pair")
        _ = press(&state, "n")
        // The larger piece comes first: the one at the left.
        #expect(Phantom.distance(state.crosshair, SIMD3(-18, -15, -3)) < 2.7)
        #expect(state.message?.hasPrefix("pair: piece 1 of 2, ") == true)
        _ = press(&state, "n")
        #expect(Phantom.distance(state.crosshair, SIMD3(18, -15, -3)) < 2.7)
        _ = press(&state, "n")
        #expect(Phantom.distance(state.crosshair, SIMD3(-18, -15, -3)) < 2.7)
        _ = press(&state, "M")
        #expect(state.selectedMask == 0)
        #expect(state.piece == nil)
    }

    @Test func opacityAndStyleOfMasks() throws {
        var state = try Self.state()
        _ = press(&state, "++++++++")
        #expect(state.opacity == 1)
        _ = press(&state, "-")
        #expect(abs(state.opacity - 0.9) < 1e-6)
        #expect(state.canvas.text.contains("#"))
        _ = press(&state, "ooo")
        #expect(state.marking == .hidden)
        let picture = state.canvas.lines().prefix(16).joined()
        #expect(!picture.contains("#"))
    }

    @Test(arguments: [
        ("12 -15 9", SIMD3(12.0, -15, 9)), ("12,-15, 9.5", SIMD3(12, -15, 9.5)),
        // LAS: i grows to the left.
        ("v 0 0 0", SIMD3(34.5, -43.5, -28.5)), ("BALL", Phantom.ball),
        ("pai", SIMD3(-18, -15, -3)),
    ])
    func goingToPlaces(words: String, expected: SIMD3<Double>) throws {
        var state = try Self.state()
        #expect(press(&state, "g" + words + "\r").isEmpty)
        #expect(Phantom.distance(state.crosshair, expected) < 2.7)
        #expect(state.entry == nil)
    }

    @Test func placesOutsideAreTheEdgeAndSaidToBe() throws {
        var state = try Self.state()
        _ = press(&state, "g500 0 0\r")
        #expect(state.crosshair.x == state.reach.upper.x)
        #expect(state.message?.contains("outside") == true)
    }

    @Test func whatIsNoMaskIsAskedFor() throws {
        var state = try Self.state()
        #expect(press(&state, "gleft  thalamus\r") == [.locate("left thalamus")])
    }

    @Test func promptsAndPicturesAreRequests() throws {
        var state = try Self.state()
        #expect(press(&state, "/how big is this?\r") == [.ask("how big is this?")])
        #expect(press(&state, "pout.png\r") == [.save(path: "out.png", replacing: false)])
        state.askToReplace("out.png")
        #expect(press(&state, "n\r").isEmpty)
        #expect(state.message == "out.png was kept")
        state.askToReplace("out.png")
        #expect(press(&state, "y\r") == [.save(path: "out.png", replacing: true)])
    }

    @Test func linesAreEditedAndLeft() throws {
        var state = try Self.state()
        _ = press(&state, "/qx")
        #expect(state.entry?.text == "qx")
        _ = state.handle(.backspace)
        #expect(state.entry?.text == "q")
        _ = state.handle(.control("u"))
        #expect(state.entry?.text == "")
        #expect(state.handle(.escape) == nil)
        #expect(state.entry == nil)
        #expect(state.handle(.escape) == .quit)
    }

    @Test(arguments: [Key.character("q"), .escape, .control("c"), .control("d")])
    func keysThatLeave(key: Key) throws {
        var state = try Self.state()
        #expect(state.handle(key) == .quit)
    }

    @Test func helpIsShownUntilAKeyComes() throws {
        var state = try Self.state()
        _ = press(&state, "?")
        #expect(state.canvas.text.contains("ask about what is under the crosshair"))
        // Not the program: the help is left.
        #expect(state.handle(.escape) == nil)
        #expect(!state.canvas.text.contains("ask about what"))
    }

    /// A click is where the crosshair goes, in every pane and on every level of display.
    @Test(arguments: DisplayMode.allCases) func clicksPlaceTheCrosshair(mode: DisplayMode) throws {
        var state = try Self.state(mode: mode)
        for pane in state.layout.panes {
            let (row, column) = (pane.row + pane.cells.rows / 3, pane.column + 4)
            let before = state.crosshair
            _ = state.handle(.mouse(MouseEvent(.press(.left), row: row, column: column)))
            #expect(state.plane == pane.plane)
            #expect(state.crosshair[pane.plane.axis] == before[pane.plane.axis])
            let new = try #require(state.layout.panes.first { $0.plane == pane.plane })
            let pixel = new.frame.pixel(ofWorld: state.crosshair)
            let cell = Int(pixel.y * Double(new.cells.rows) / Double(new.frame.rows))
            #expect(new.row + cell == row && new.column + Int(pixel.x) == column)
        }
    }

    @Test func theWheelStepsInThePaneBelow() throws {
        var state = try Self.state()
        let pane = try #require(state.layout.panes.first { $0.plane == .coronal })
        let start = state.crosshair
        _ = state.handle(.mouse(MouseEvent(.wheelUp, row: pane.row, column: pane.column)))
        #expect(state.crosshair == start + SIMD3(0, 3, 0))
    }

    @Test func aRightDragChangesTheWindow() throws {
        var state = try Self.state()
        let robust = state.windows[0]
        let pane = state.layout.panes[0]
        _ = state.handle(.mouse(MouseEvent(.press(.right), row: 5, column: pane.column + 2)))
        _ = state.handle(.mouse(MouseEvent(.drag(.right), row: 5, column: pane.column + 12)))
        #expect(
            abs((state.windows[0].high - state.windows[0].low) * 2 - (robust.high - robust.low)) < 1
        )
        _ = state.handle(.mouse(MouseEvent(.release(.right), row: 5, column: pane.column + 12)))
        let after = state.windows[0]
        _ = state.handle(.mouse(MouseEvent(.drag(.right), row: 9, column: pane.column)))
        #expect(state.windows[0] == after)
    }

    @Test func twoScansShareTheCrosshairNotTheWindow() throws {
        var state = try Self.state(scans: 2)
        #expect(state.layout.panes.count == 6)
        _ = press(&state, "sb")
        #expect(state.activeScan == 1)
        #expect(state.windows[0].high == state.scans[0].window.high)
        #expect(state.windows[1].high < state.scans[1].window.high)
        let text = state.canvas.text
        #expect(text.contains("t1 ") && text.contains("t2 "))
    }

    @Test func valuesAndNamesUnderTheCrosshair() throws {
        var state = try Self.state()
        _ = press(&state, "g-12 15 9\r")
        #expect(state.namesUnderCrosshair == ["ball", "left hippocampus"])
        #expect(state.canvas.text.contains("here: ball, left hippocampus"))
        #expect(state.canvas.text.contains("t1 100 in window"))
        _ = press(&state, "g33 -42 -27\r")
        #expect(state.namesUnderCrosshair.isEmpty)
        #expect(state.canvas.text.contains("t1 0 in window"))
    }

    @Test func aSeriesIsLeafedThrough() throws {
        var state = try Self.state(volumes: 3, hasMasks: false)
        #expect(state.canvas.text.contains("volume 1 of 3"))
        let before = state.canvas.text
        _ = press(&state, ">")
        #expect(state.message == "volume 2 of 3")
        #expect(state.canvas.text != before)
        _ = press(&state, "<<")
        #expect(state.volumeNumber == 2)
        var single = try Self.state()
        _ = press(&single, ">")
        #expect(single.message == "the scan has one volume")
    }

    @Test func aNewMaskIsShownAndGoneTo() throws {
        var state = try Self.state(hasMasks: false)
        _ = press(&state, "m")
        #expect(state.message == "there is no mask")
        let mask = Phantom.mask(state.scan.geometry, Phantom.isBall)
        state.show(SliceOverlay(mask: mask, name: "new"))
        #expect(Phantom.distance(state.crosshair, Phantom.ball) < 3)
        state.show(SliceOverlay(mask: mask, name: "new"))
        #expect(state.masks.count == 1)
    }

    @Test func zoomKeepsTheCrosshairInSight() throws {
        var state = try Self.state()
        _ = press(&state, "g-30 0 0\r")
        let before = state.layout.columnWidth
        _ = press(&state, "zzz")
        #expect(state.layout.columnWidth < before)
        for pane in state.layout.panes {
            let pixel = pane.frame.pixel(ofWorld: state.crosshair)
            #expect(pixel.x >= 0 && pixel.x < Double(pane.frame.columns))
            #expect(pixel.y >= 0 && pixel.y < Double(pane.frame.rows))
        }
        _ = press(&state, "ZZZ")
        #expect(state.zoom == 1)
    }
}
