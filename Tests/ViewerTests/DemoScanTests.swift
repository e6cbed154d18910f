import Foundation
import Terminal
import TestSupport
import Testing
import Volumes

@testable import Viewer

/// The scan that comes with MRIcron, and the hippocampus of the atlas beside it.
@Suite struct DemoScanTests {
    private static let folder = "/usr/share/mricron/templates/"
    private static var isInstalled: Bool {
        FileManager.default.fileExists(atPath: folder + "ch2.nii.gz")
    }

    private static let preview: OrthogonalPreview? = {
        guard let scan = try? VolumeFile.readVolume(at: folder + "ch2.nii.gz").volume,
            let atlas = try? VolumeFile.readLabelMap(at: folder + "aal.nii.gz")
        else { return nil }
        let overlay = SliceOverlay(mask: atlas.mask(of: [37]), name: "left hippocampus")
        return OrthogonalPreview(renderer: SliceRenderer(volume: scan, overlays: [overlay]))
    }()

    @Test(.enabled(if: isInstalled), arguments: [(80, 24), (60, 20), (20, 6), (160, 50)])
    func thePreviewShowsTheHippocampus(columns: Int, rows: Int) throws {
        let canvas = try #require(Self.preview).draw(in: TerminalSize(rows: rows, columns: columns))
        #expect(canvas.rows <= rows && canvas.columns <= columns)
        let difference = try Golden.difference(
            canvas.text, "demo-hippocampus-\(columns)x\(rows).txt", of: "ViewerTests")
        #expect(difference == nil)
    }

    /// One plane has room for what a person looks for: cortex, ventricles and the mask.
    @Test(.enabled(if: isInstalled)) func oneCoronalPlaneFillsTheTerminal() throws {
        let preview = try #require(Self.preview)
        let canvas = OrthogonalPreview(
            renderer: preview.renderer, focus: preview.focus, plane: .coronal
        ).draw(in: .standard)
        let difference = try Golden.difference(
            canvas.text, "demo-hippocampus-coronal.txt", of: "ViewerTests")
        #expect(difference == nil)
    }
}
