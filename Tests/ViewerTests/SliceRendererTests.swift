import Terminal
import Testing
import Volumes

@testable import Viewer

@Suite struct SliceRendererTests {
    @Test func theRampIsAsciiAndEven() {
        let characters = GlyphRamp.glyphs.map(\.character)
        #expect(characters.allSatisfy { $0.isASCII })
        #expect(Set(characters).isDisjoint(with: Set("LRAPSI")))
        #expect(Set(characters).isDisjoint(with: GlyphRamp.maskGlyphs))
        let lightness = GlyphRamp.glyphs.map(\.lightness)
        #expect(lightness == lightness.sorted())
        // No level is shown more than a sixth of the range too dark or too bright.
        for level in stride(from: Float(0), through: 1, by: 0.01) {
            let shown = GlyphRamp.glyphs.first {
                $0.character == GlyphRamp.character(for: level)
            }
            let brightness = (shown?.lightness ?? 0) / 58
            #expect(abs(brightness - level) < 1.0 / 6, "level \(level)")
        }
    }

    @Test func levelsOutsideTheRampAreItsEnds() {
        #expect(GlyphRamp.character(for: -1) == " ")
        #expect(GlyphRamp.character(for: 2) == "@")
    }

    @Test(arguments: SlicePlane.allCases) func aRoundThingLooksRound(plane: SlicePlane) throws {
        let geometry = try Phantom.geometry(
            extent: SIMD3(40, 40, 20), size: SIMD3(1.5, 1.5, 3))
        let volume = Phantom.volume(geometry) { Phantom.distance($0, .zero) < 24 ? 100 : 0 }
        let renderer = SliceRenderer(volume: volume)
        let frame = renderer.frame(
            plane, center: .zero, columns: 40, rows: 20, columnWidth: 1.5)
        let canvas = renderer.draw(frame)
        let bright = (0..<20).flatMap { row in
            (0..<40).filter { canvas[row, $0].character == "@" }.map { (row, $0) }
        }
        let wide = (bright.map(\.1).max() ?? 0) - (bright.map(\.1).min() ?? 0) + 1
        let high = (bright.map(\.0).max() ?? 0) - (bright.map(\.0).min() ?? 0) + 1
        #expect(abs(wide - 32) <= 2)
        #expect(abs(high - 16) <= 2)
    }

    @Test func pixelsAndWorldAreInverse() throws {
        for plane in SlicePlane.allCases {
            for convention in DisplayConvention.allCases {
                let frame = SliceFrame(
                    plane: plane, center: SIMD3(3, -4, 5), columns: 21, rows: 11,
                    pixelSize: SIMD2(1.5, 3), convention: convention)
                let pixel = frame.pixel(ofWorld: frame.world(column: 4.5, row: 7.25))
                #expect(pixel == SIMD2(4.5, 7.25))
                let middle = frame.world(column: 10.5, row: 5.5)
                #expect(middle == SIMD3(3, -4, 5))
            }
        }
    }

    @Test func anOutlineIsTheEdgeOfTheFill() {
        let coverage: [Float] = [
            0, 0, 0, 0, 0,
            0, 1, 1, 1, 0,
            0, 1, 1, 1, 0,
            0, 1, 0.6, 1, 0.4,
            0, 0, 0, 0, 0,
        ]
        let fill = MarkStyle.fill.marks(coverage: coverage, columns: 5)
        #expect(fill.count { $0 } == 9)
        #expect(MarkStyle.automatic.marks(coverage: coverage, columns: 5) == fill)
        var expected = fill
        expected[12] = false
        #expect(MarkStyle.outline.marks(coverage: coverage, columns: 5) == expected)
    }

    @Test func aMaskThinnerThanHalfAPixelStillShows() {
        let marks = MarkStyle.automatic.marks(coverage: [0, 0.1, 0.2, 0.08, 0], columns: 5)
        #expect(marks == [false, true, true, false, false])
    }

    @Test(arguments: [
        (Float(0), "0"), (164.2, "164"), (12.34, "12.3"), (1.234, "1.23"), (0.01234, "0.0123"),
        (-3, "-3"), (100000, "100000"), (.nan, "?"),
    ])
    func numbersAreShort(value: Float, text: String) {
        #expect(OrthogonalPreview.number(value) == text)
    }

    @Test(arguments: [
        (0.0, "+0.0"), (-0.04, "+0.0"), (-18.66, "-18.7"), (3, "+3.0"), (.infinity, "?"),
    ])
    func positionsHaveASign(value: Double, text: String) {
        #expect(OrthogonalPreview.millimetres(value) == text)
    }
}
