import Terminal
import Volumes

/// A picture's pixels in the world: which plane, where, and how large a pixel is.
package struct SliceFrame: Hashable, Sendable {
    package let plane: SlicePlane
    package let convention: DisplayConvention
    /// Pixels across and down.
    package let columns: Int
    package let rows: Int
    /// Size of a pixel in mm, across and down.
    package let pixelSize: SIMD2<Double>
    /// World position (RAS, mm) of the picture's middle; lies in the plane.
    package let center: SIMD3<Double>

    package init(
        plane: SlicePlane, center: SIMD3<Double>, columns: Int, rows: Int,
        pixelSize: SIMD2<Double>, convention: DisplayConvention
    ) {
        self.plane = plane
        self.center = center
        self.columns = columns
        self.rows = rows
        self.pixelSize = pixelSize
        self.convention = convention
    }

    /// The frame of a picture in so many cells of a terminal.
    ///
    /// - Parameters:
    ///   - columnWidth: Millimetres of a cell across.
    ///   - cellAspect: How many times as high as wide a cell is.
    init(
        plane: SlicePlane, center: SIMD3<Double>, cells: TerminalSize, columnWidth: Double,
        mode: DisplayMode, cellAspect: Double, convention: DisplayConvention
    ) {
        let pixels = mode.pixelsPerCell
        self.init(
            plane: plane, center: center, columns: max(0, cells.columns),
            rows: max(0, cells.rows) * pixels,
            pixelSize: SIMD2(columnWidth, columnWidth * cellAspect / Double(pixels)),
            convention: convention)
    }

    /// The unit step in the world that one goes to the right in the picture.
    package var rightward: SIMD3<Double> {
        var step = SIMD3<Double>()
        switch plane {
        // The face looks to the left whichever convention holds.
        case .sagittal: step[1] = -1
        case .coronal, .axial: step[0] = convention == .radiological ? -1 : 1
        }
        return step
    }

    /// The unit step in the world that one goes down in the picture.
    package var downward: SIMD3<Double> {
        var step = SIMD3<Double>()
        step[plane.verticalAxis] = -1
        return step
    }

    /// World position (RAS, mm) of a point of the picture, in pixels from its upper left corner:
    /// the first pixel's middle is at (0.5, 0.5).
    package func world(column: Double, row: Double) -> SIMD3<Double> {
        let across = (column - Double(columns) / 2) * pixelSize.x
        let down = (row - Double(rows) / 2) * pixelSize.y
        return center + rightward * across + downward * down
    }

    /// The point of the picture, in pixels from its upper left corner, nearest to a world position.
    package func pixel(ofWorld world: SIMD3<Double>) -> SIMD2<Double> {
        let offset = world - center
        return SIMD2(
            (offset * rightward).sum() / pixelSize.x + Double(columns) / 2,
            (offset * downward).sum() / pixelSize.y + Double(rows) / 2)
    }

    /// The body's directions at the picture's edges.
    package var letters: (left: Character, right: Character, top: Character, bottom: Character) {
        (
            Self.letter(toward: -rightward), Self.letter(toward: rightward),
            Self.letter(toward: -downward), Self.letter(toward: downward)
        )
    }

    private static func letter(toward direction: SIMD3<Double>) -> Character {
        if direction.x != 0 { return direction.x > 0 ? "R" : "L" }
        if direction.y != 0 { return direction.y > 0 ? "A" : "P" }
        return direction.z > 0 ? "S" : "I"
    }
}
