import Terminal
import Volumes

/// Draws planes of a scan with its masks; looks at nothing but what it is given.
package struct SliceRenderer: Sendable {
    package let volume: Volume
    package var overlays: [SliceOverlay]
    package let window: IntensityWindow
    package var convention = DisplayConvention.radiological
    package var mode = DisplayMode.ascii
    package var markStyle = MarkStyle.automatic
    /// How much of a mask's colour covers the scan, 0 to 1; characters always cover it.
    package var opacity: Float = 0.55
    /// World position (RAS, mm) of a crosshair; nil for none.
    package var crosshair: SIMD3<Double>?
    /// How many times as high as wide a cell of the terminal is.
    package var cellAspect = Self.usualCellAspect

    /// What terminals that do not say have.
    package static let usualCellAspect = 2.0

    private let tone: ToneCurve

    /// - Parameter window: Shared by all slices; the scan's robust window when none is given.
    package init(volume: Volume, overlays: [SliceOverlay] = [], window: IntensityWindow? = nil) {
        let sample = IntensitySample(of: volume)
        self.init(
            volume: volume, overlays: overlays,
            window: window ?? IntensityWindow(robustFor: sample, of: volume), sample: sample)
    }

    /// - Parameter sample: Of the volume.
    init(
        volume: Volume, overlays: [SliceOverlay], window: IntensityWindow, sample: IntensitySample
    ) {
        self.volume = volume
        self.overlays = overlays
        self.window = window
        tone = ToneCurve(sample, window: window)
    }

    /// The frame of a picture in so many cells.
    ///
    /// - Parameters:
    ///   - center: World position (RAS, mm) of the picture's middle, in the plane.
    ///   - columnWidth: Millimetres of a cell across; down it is `cellAspect` times that.
    package func frame(
        _ plane: SlicePlane, center: SIMD3<Double>, columns: Int, rows: Int, columnWidth: Double
    ) -> SliceFrame {
        SliceFrame(
            plane: plane, center: center, cells: TerminalSize(rows: rows, columns: columns),
            columnWidth: columnWidth, mode: mode, cellAspect: cellAspect, convention: convention)
    }

    /// The picture of a frame, without letters.
    package func draw(_ frame: SliceFrame) -> Canvas {
        mode == .ascii ? characters(frame) : colors(frame)
    }

    private func characters(_ frame: SliceFrame) -> Canvas {
        let levels = Sharpening.sharpened(
            levels(frame).map { $0.isFinite ? tone($0) : $0 }, columns: frame.columns)
        let marks = marks(frame)
        var canvas = Canvas(rows: frame.rows, columns: frame.columns)
        for row in 0..<canvas.rows {
            for column in 0..<canvas.columns {
                let pixel = row * frame.columns + column
                if let mark = marks[pixel] {
                    canvas[row, column] = Cell(Self.glyph(ofMask: mark), .overlay(mark))
                } else if levels[pixel].isFinite {
                    canvas[row, column] = Cell(GlyphRamp.character(for: levels[pixel]))
                }
            }
        }
        drawCrosshair(frame, onto: &canvas)
        return canvas
    }

    /// Dotted lines that leave free what they point at.
    private func drawCrosshair(_ frame: SliceFrame, onto canvas: inout Canvas) {
        guard let point = crosshairPixel(frame) else { return }
        for row in 0..<canvas.rows where abs(row - point.row) > 1 && (row - point.row) % 2 == 0 {
            canvas[row, point.column] = Cell("|", .annotation)
        }
        for column in 0..<canvas.columns
        where abs(column - point.column) > 2 && (column - point.column) % 2 == 0 {
            canvas[point.row, column] = Cell("-", .annotation)
        }
    }

    private func colors(_ frame: SliceFrame) -> Canvas {
        let colors = pixelColors(frame)
        var canvas = Canvas(rows: frame.rows / mode.pixelsPerCell, columns: frame.columns)
        for row in 0..<canvas.rows {
            for column in 0..<canvas.columns {
                let pixel = row * mode.pixelsPerCell * frame.columns + column
                if mode == .halfBlocks {
                    canvas[row, column] = Cell(
                        "\u{2580}",
                        .pixels(
                            foreground: colors[pixel].color,
                            background: colors[pixel + frame.columns].color))
                } else {
                    let color = colors[pixel].color
                    canvas[row, column] = Cell(" ", .pixels(foreground: color, background: color))
                }
            }
        }
        return canvas
    }

    /// The colours of a frame's pixels, row by row: the scan in grey, shining through the masks.
    func pixelColors(_ frame: SliceFrame) -> [PixelColor] {
        let levels = levels(frame)
        let marks = marks(frame)
        let cross = crosshairPixel(frame)
        var colors = [PixelColor](repeating: .black, count: levels.count)
        for row in 0..<frame.rows {
            for column in 0..<frame.columns {
                let pixel = row * frame.columns + column
                var color = PixelColor(gray: levels[pixel].isFinite ? levels[pixel] : 0)
                if let mark = marks[pixel] {
                    color = color.mixed(with: .ofMask(mark), share: opacity)
                }
                if let cross, isOnCrosshair(row: row, column: column, cross) {
                    color = color.mixed(with: .crosshair, share: 0.4)
                }
                colors[pixel] = color
            }
        }
        return colors
    }

    private func isOnCrosshair(
        row: Int, column: Int, _ cross: (row: Int, column: Int)
    ) -> Bool {
        (column == cross.column && abs(row - cross.row) > 3)
            || (row == cross.row && abs(column - cross.column) > 3)
    }

    private func crosshairPixel(_ frame: SliceFrame) -> (row: Int, column: Int)? {
        guard let crosshair else { return nil }
        let point = frame.pixel(ofWorld: crosshair).rounded(.down)
        guard point.x >= 0, point.y >= 0, point.x < Double(frame.columns),
            point.y < Double(frame.rows)
        else { return nil }
        return (Int(point.y), Int(point.x))
    }

    /// Where each pixel lies between black (0) and white (1); NaN where the scan has nothing.
    private func levels(_ frame: SliceFrame) -> [Float] {
        SliceSampler(frame: frame, geometry: volume.geometry).values(of: volume)
            .map { window.level(of: $0) ?? .nan }
    }

    /// The number of the mask that marks each pixel. Where masks meet, the one that covers more.
    private func marks(_ frame: SliceFrame) -> [Int?] {
        var marks = [Int?](repeating: nil, count: frame.columns * frame.rows)
        var most = [Float](repeating: 0, count: marks.count)
        for (number, overlay) in overlays.enumerated() where !overlay.isHidden {
            let coverage = SliceSampler(frame: frame, geometry: overlay.mask.geometry)
                .coverage(of: overlay)
            let marked = markStyle.marks(coverage: coverage, columns: frame.columns)
            for index in marks.indices where marked[index] && coverage[index] > most[index] {
                marks[index] = number
                most[index] = coverage[index]
            }
        }
        return marks
    }

    static func glyph(ofMask number: Int) -> Character {
        GlyphRamp.maskGlyphs[number % GlyphRamp.maskGlyphs.count]
    }
}
