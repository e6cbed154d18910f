import Terminal
import TestSupport
import Testing
import Volumes

@testable import Viewer

@Suite struct DisplayModeTests {
    @Test(arguments: [
        (["TERM": "xterm-256color", "LANG": "C.UTF-8"], DisplayMode.halfBlocks),
        (["TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"], .halfBlocks),
        (["TERM": "xterm-256color"], .blanks),
        (["TERM": "xterm-256color", "LANG": "de_DE.ISO-8859-1"], .blanks),
        (["TERM": "xterm", "LANG": "C.UTF-8"], .ascii),
        (["TERM": "vt100", "LANG": "C.UTF-8"], .ascii),
        (["TERM": "dumb"], .ascii), ([:], .ascii),
        (["TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1"], .ascii),
        (["TERM": "xterm-256color", "LANG": "C.UTF-8", "VOXELPROMPT_DISPLAY": "ascii"], .ascii),
    ])
    func theEnvironmentSaysHowPicturesAreDrawn(
        environment: [String: String], expected: DisplayMode
    ) {
        let level = ColorLevel.detect(environment: environment, isTerminal: true)
        #expect(DisplayMode.best(for: level, environment: environment) == expected)
    }

    @Test func aFileGetsCharacters() {
        let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
        let level = ColorLevel.detect(environment: environment, isTerminal: false)
        #expect(DisplayMode.best(for: level, environment: environment) == .ascii)
    }

    @Test(arguments: DisplayMode.allCases) func everyLevelShowsScanMaskAndCrosshair(
        mode: DisplayMode
    ) throws {
        let geometry = try Phantom.geometry()
        var renderer = SliceRenderer(
            volume: Phantom.volume(geometry, Phantom.head),
            overlays: [SliceOverlay(mask: Phantom.mask(geometry, Phantom.isBall), name: "ball")])
        renderer.mode = mode
        renderer.markStyle = .fill
        renderer.crosshair = SIMD3(20, -20, 9)
        let frame = renderer.frame(
            .axial, center: SIMD3(0, 0, 9), columns: 30, rows: 20, columnWidth: 3)
        let canvas = renderer.draw(frame)
        #expect(canvas.rows == 20 && canvas.columns == 30)
        // Radiological: the ball, at the left and front, is at the right and top of the picture.
        let ball = canvas[Int(10 - 15 / 6), 15 + 4]
        let air = canvas[0, 0]
        let line = canvas[Int(10 + 20 / 6), 2]
        switch mode {
        case .ascii:
            #expect(ball == Cell("#", .overlay(0)))
            #expect(line.style == .annotation && line.character == "-")
            #expect(canvas.text.allSatisfy { $0.isASCII })
        case .blanks, .halfBlocks:
            #expect(air.style == .pixels(foreground: .gray(0), background: .gray(0)))
            guard case .pixels(.rgb(let red, let green, let blue), _) = ball.style else {
                Issue.record("no colour")
                return
            }
            #expect(red > green && red > blue)
            #expect(line.style != air.style)
        }
    }

    @Test func theOpacityMixesMaskAndScan() {
        let gray = PixelColor(gray: 0.2)
        let red = PixelColor.ofMask(0)
        #expect(gray.mixed(with: red, share: 0) == gray)
        #expect(gray.mixed(with: red, share: 1) == red)
        #expect(
            gray.mixed(with: red, share: 0.5) == PixelColor(red: 153, green: 61, blue: 61))
    }

    @Test func hiddenMasksKeepTheirPlace() throws {
        let geometry = try Phantom.geometry()
        let mask = Phantom.mask(geometry, Phantom.isBall)
        var first = SliceOverlay(mask: mask, name: "a")
        first.isHidden = true
        let renderer = SliceRenderer(
            volume: Phantom.volume(geometry, Phantom.head),
            overlays: [first, SliceOverlay(mask: mask, name: "b")])
        let frame = renderer.frame(
            .axial, center: Phantom.ball, columns: 10, rows: 5, columnWidth: 3)
        #expect(renderer.draw(frame)[2, 5] == Cell("%", .overlay(1)))
    }

    @Test(arguments: [
        (2.0, 20, 20, 10), (1.0, 20, 20, 20), (8, 20, 100, 13), (0.1, 20, 2, 20), (50, 10, 200, 4),
    ])
    func theScaleBarIsARoundLength(
        width: Double, room: Int, millimetres: Int, cells: Int
    ) throws {
        let bar = try #require(ScaleBar(columnWidth: width, room: room))
        #expect(bar.millimetres == millimetres && bar.columns == cells)
        #expect(bar.text.prefix { $0 != " " }.count == cells)
        #expect(bar.text.hasSuffix("| \(millimetres) mm"))
    }

    @Test func aScaleWithoutRoomIsNone() {
        #expect(ScaleBar(columnWidth: 300, room: 20) == nil)
        #expect(ScaleBar(columnWidth: 0, room: 20) == nil)
    }

    @Test func theToneCurveRisesAndKeepsItsEnds() throws {
        // Air, two tissues near each other, and a few bright voxels.
        var values = [Float](repeating: 0, count: 2000)
        for index in 0..<1500 { values.append(Float(80 + index % 7)) }
        values += [Float](repeating: 105, count: 1400)
        values += [Float](repeating: 160, count: 100)
        let sample = IntensitySample(values)
        let curve = ToneCurve(sample, window: IntensityWindow(low: 0, high: 160))
        var last: Float = -1
        for step in 0...100 {
            let level = curve(Float(step) / 100)
            #expect(level >= last && level >= 0 && level <= 1)
            last = level
        }
        #expect(curve(0) == 0)
        #expect(curve(1) == 1)
        // The tissues are further apart than before.
        #expect(curve(105.0 / 160) - curve(80.0 / 160) > 1.5 * (25.0 / 160))
        #expect(ToneCurve(sample, window: IntensityWindow(low: 5, high: 5)) == .linear)
    }
}
