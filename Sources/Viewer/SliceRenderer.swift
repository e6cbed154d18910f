import Terminal
import Volumes

/// How pixels become cells.
package enum DisplayMode: Hashable, Sendable {
    /// One pixel a cell, as characters of 7-bit ASCII: shows in any terminal and in a file.
    case ascii
    /// Two pixels a cell, one above the other, as colours of an upper half block.
    case halfBlocks

    /// Pixels in a cell, one above the other.
    var pixelsPerCell: Int { self == .ascii ? 1 : 2 }

    /// What an output can show best; half blocks need colours and UTF-8.
    package static func best(for level: ColorLevel, isUTF8: Bool) -> DisplayMode {
        level >= .indexed256 && isUTF8 ? .halfBlocks : .ascii
    }
}

/// Draws planes of a scan with its masks onto canvases; looks at nothing but what it is given.
package struct SliceRenderer: Sendable {
    package let volume: Volume
    package let overlays: [SliceOverlay]
    package let window: IntensityWindow
    package var convention = DisplayConvention.radiological
    package var mode = DisplayMode.ascii
    package var markStyle = MarkStyle.automatic

    /// A cell of a terminal is about twice as high as it is wide.
    static let cellAspect = 2.0

    /// - Parameter window: Shared by all slices; the scan's robust window when none is given.
    package init(volume: Volume, overlays: [SliceOverlay] = [], window: IntensityWindow? = nil) {
        self.volume = volume
        self.overlays = overlays
        self.window = window ?? IntensityWindow(robustFor: volume)
    }

    /// The frame of a picture in so many cells.
    ///
    /// - Parameters:
    ///   - center: World position (RAS, mm) of the picture's middle, in the plane.
    ///   - columnWidth: Millimetres of a cell across; down it is twice that.
    package func frame(
        _ plane: SlicePlane, center: SIMD3<Double>, columns: Int, rows: Int, columnWidth: Double
    ) -> SliceFrame {
        let pixels = mode.pixelsPerCell
        return SliceFrame(
            plane: plane, center: center, columns: max(0, columns), rows: max(0, rows) * pixels,
            pixelSize: SIMD2(columnWidth, columnWidth * Self.cellAspect / Double(pixels)),
            convention: convention)
    }

    /// The picture of a frame, without letters.
    package func draw(_ frame: SliceFrame) -> Canvas {
        let values = SliceSampler(frame: frame, geometry: volume.geometry).values(of: volume)
        let marks = marks(frame)
        var canvas = Canvas(rows: frame.rows / mode.pixelsPerCell, columns: frame.columns)
        for row in 0..<canvas.rows {
            for column in 0..<canvas.columns {
                let pixel = row * mode.pixelsPerCell * frame.columns + column
                switch mode {
                case .ascii:
                    canvas[row, column] = cell(values[pixel], mark: marks[pixel])
                case .halfBlocks:
                    let lower = pixel + frame.columns
                    let top = color(values[pixel], mark: marks[pixel])
                    let bottom = color(values[lower], mark: marks[lower])
                    canvas[row, column] = Cell(
                        "\u{2580}", .pixels(foreground: top, background: bottom))
                }
            }
        }
        return canvas
    }

    /// The number of the mask that marks each pixel. Where masks meet, the one that covers more.
    private func marks(_ frame: SliceFrame) -> [Int?] {
        var marks = [Int?](repeating: nil, count: frame.columns * frame.rows)
        var most = [Float](repeating: 0, count: marks.count)
        for (number, overlay) in overlays.enumerated() {
            let coverage = SliceSampler(frame: frame, geometry: overlay.mask.geometry)
                .coverage(of: overlay.mask)
            let marked = markStyle.marks(coverage: coverage, columns: frame.columns)
            for index in marks.indices where marked[index] && coverage[index] > most[index] {
                marks[index] = number
                most[index] = coverage[index]
            }
        }
        return marks
    }

    private func cell(_ value: Float, mark: Int?) -> Cell {
        if let mark { return Cell(Self.glyph(ofMask: mark), .overlay(mark)) }
        return Cell(window.level(of: value).map(GlyphRamp.character) ?? " ")
    }

    static func glyph(ofMask number: Int) -> Character {
        GlyphRamp.maskGlyphs[number % GlyphRamp.maskGlyphs.count]
    }

    /// Colours of masks in half blocks, in the order of `StyleSheet`'s.
    private static let maskColors: [(red: Float, green: Float, blue: Float)] = [
        (255, 70, 70), (60, 220, 255), (255, 225, 60), (255, 110, 255), (80, 230, 90),
        (110, 140, 255),
    ]

    /// The scan shines through a mask.
    private func color(_ value: Float, mark: Int?) -> Color {
        let gray = (window.level(of: value) ?? 0) * 255
        guard let mark else { return .gray(UInt8(gray.rounded())) }
        let tint = Self.maskColors[mark % Self.maskColors.count]
        let opacity: Float = 0.55
        func mix(_ part: Float) -> UInt8 {
            UInt8((gray * (1 - opacity) + part * opacity).rounded())
        }
        return .rgb(mix(tint.red), mix(tint.green), mix(tint.blue))
    }
}
