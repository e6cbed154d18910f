import Terminal
import Volumes

/// Slices through a scan with its masks, as pixels: what a page shows that has room for them.
package struct SlicePicture: Sendable {
    package struct Panel: Sendable {
        /// "coronal y -20.0 mm".
        package let title: String
        package let columns: Int
        package let rows: Int
        /// From black (0) to white (255), row by row from the upper left, `columns * rows`.
        package let grays: [UInt8]
        /// For each mask, which pixels it marks, in the order of `grays`.
        package let marks: [[Bool]]
        /// The body's directions at the edges.
        package let letters: (left: Character, right: Character, top: Character, bottom: Character)
    }

    package let panels: [Panel]
    /// In the order of the marks.
    package let maskNames: [String]
    package let convention: DisplayConvention

    /// - Parameters:
    ///   - preview: What is shown, and where the slices cross.
    ///   - size: Pixels of the longest side of a panel, at most; a pixel is no smaller than half of
    ///     the smallest voxel side.
    package init(_ preview: OrthogonalPreview, size: Int = 240) {
        let renderer = preview.renderer
        let geometry = renderer.volume.geometry
        let pixel = max(
            preview.box.size.max() / Double(max(1, size)), geometry.voxelSize.min() / 2)
        // A size at which nothing has to be left out for want of room.
        let planes = preview.planes(in: TerminalSize(rows: 60, columns: 240))
        panels = planes.map { plane in
            var center = preview.box.center
            center[plane.axis] = preview.focus.world[plane.axis]
            func pixels(_ axis: Int) -> Int {
                max(1, Int((preview.box.size[axis] / pixel).rounded()))
            }
            let frame = SliceFrame(
                plane: plane, center: center, columns: pixels(plane.horizontalAxis),
                rows: pixels(plane.verticalAxis), pixelSize: SIMD2(pixel, pixel),
                convention: renderer.convention)
            let values = SliceSampler(frame: frame, geometry: geometry).values(of: renderer.volume)
            return Panel(
                title: preview.title(plane, room: 80), columns: frame.columns, rows: frame.rows,
                grays: values.map { value in
                    UInt8(((renderer.window.level(of: value) ?? 0) * 255).rounded())
                },
                marks: renderer.overlays.map { overlay in
                    let coverage = SliceSampler(frame: frame, geometry: overlay.mask.geometry)
                        .coverage(of: overlay)
                    return MarkStyle.fill.marks(coverage: coverage, columns: frame.columns)
                }, letters: frame.letters)
        }
        maskNames = renderer.overlays.map(\.name)
        convention = renderer.convention
    }
}
