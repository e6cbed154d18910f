import Analysis
import Session
import Terminal
import Viewer
import Volumes

/// Three slices through the middle of what is shown.
struct Preview {
    private let preview: OrthogonalPreview
    private let plane: SlicePlane?
    private let size: TerminalSize

    init(_ showing: Showing, _ console: Console) {
        var renderer = Self.renderer(of: showing)
        renderer.mode = console.displayMode
        renderer.cellAspect = TerminalSize.cellAspect() ?? SliceRenderer.usualCellAspect
        plane = showing.plane.flatMap { name in SlicePlane.allCases.first { $0.name == name } }
        preview = OrthogonalPreview(renderer: renderer, plane: plane)
        size = console.size
    }

    /// Three slices for a page, whatever the terminal can show.
    static func slices(_ showing: Showing) -> OrthogonalPreview {
        OrthogonalPreview(renderer: renderer(of: showing))
    }

    private static func renderer(of showing: Showing) -> SliceRenderer {
        let overlays = showing.masks.map { SliceOverlay(mask: $0.mask, name: $0.name) }
        return SliceRenderer(volume: showing.image.drawn, overlays: overlays)
    }

    /// The last few of new masks on the scan of the last; nil where there is nothing to see.
    static func showing(_ masks: [MaskValue]) -> Showing? {
        guard let scan = masks.last?.scan else { return nil }
        let onScan = masks.filter { $0.scan?.identity == scan.identity && $0.mask.count > 0 }
        return onScan.isEmpty ? nil : Showing(image: .scan(scan), masks: onScan.suffix(4))
    }

    /// A few of the terminal's rows are left to the words around.
    var canvas: Canvas {
        preview.draw(
            in: TerminalSize(
                rows: max(8, min(size.rows - 3, 40)), columns: min(size.columns, 160)))
    }

    /// Pictures in files do not depend on the terminal at hand.
    private static let fileSize = TerminalSize(rows: 40, columns: 120)

    /// - Parameter title: Kept in the file.
    /// - Throws: `VolumeError` where the file cannot be written.
    func write(to path: String, title: String, replacing: Bool) throws {
        var renderer = preview.renderer
        renderer.mode = .ascii
        renderer.cellAspect = SliceRenderer.usualCellAspect
        let plain = OrthogonalPreview(
            renderer: renderer, focus: preview.focus, plane: plane)
        if path.lowercased().hasSuffix(".txt") {
            let text = plain.draw(in: .standard).text + "\n"
            try TextFile.write(text, to: path, overwrite: replacing)
        } else {
            try plain.picture(in: Self.fileSize).write(
                to: path, remarks: PictureRemarks.of(title), overwrite: replacing)
        }
    }
}

/// What a picture file says about itself.
enum PictureRemarks {
    static func of(_ title: String) -> [(keyword: String, text: String)] {
        [
            ("Software", ProgramVersion.title), ("Description", title),
            ("Disclaimer", Disclaimer.text),
        ]
    }
}

extension Showing.Image {
    /// What is drawn in grey.
    var drawn: Volume {
        switch self {
        case .scan(let scan): scan.volume
        case .mask(let mask):
            Volume(geometry: mask.mask.geometry, voxels: mask.mask.voxels.map(Float.init))
        case .labelMap(let labels):
            Volume(
                geometry: labels.labelMap.geometry, voxels: labels.labelMap.voxels.map(Float.init))
        }
    }
}
