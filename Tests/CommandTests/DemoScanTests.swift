import Foundation
import TestSupport
import Testing
import Volumes

/// The trained networks on the demo scan, against the regions drawn by hand on the same brain
/// (AAL, value 37 left and 38 right hippocampus; drawn generously).
@Suite("The demo scan")
struct DemoScanTests {
    @Test(.enabled(if: Command.hasLanguageModel && Command.hasDemoScan))
    func theLeftHippocampusIsFoundOnTheLeft() throws {
        let command = try Command()
        let scan = ["--scan", "t1=\(Command.demoFolder)/ch2.nii.gz"]
        let asked = try command.run(
            ["ask", "--yes", "--json"] + scan + ["What is the volume of the left hippocampus?"])
        #expect(asked.code == 0, "\(asked.errors)")
        let answer = try #require(
            JSONSerialization.jsonObject(with: Data(asked.output.utf8)) as? [String: Any])
        #expect(answer["status"] as? String == "answered")
        let values = try #require(answer["values"] as? [[String: Any]])
        #expect(values.first?["unit"] as? String == "mL")
        let volume = try #require(values.first?["value"] as? Double)

        try command.folder.write(
            "save(segment(t1, \"left hippocampus\"), \"mask.nii.gz\")\n", to: "save.py")
        #expect(try command.run(["run"] + scan + ["save.py"]).code == 0)
        let mask = try VolumeFile.readLabelMap(at: command.folder.path("mask.nii.gz"))
        let regions = try VolumeFile.readLabelMap(at: "\(Command.demoFolder)/aal.nii.gz")
        #expect(mask.geometry.shape == regions.geometry.shape)
        let marked = mask.voxels.count { $0 != 0 }
        #expect(abs(Double(marked) * mask.geometry.voxelVolume / 1000 - volume) < 1e-3)
        func overlap(_ label: Int32) -> Double {
            let both = zip(mask.voxels, regions.voxels).count { $0 != 0 && $1 == label }
            let region = regions.voxels.count { $0 == label }
            return 2 * Double(both) / Double(marked + region)
        }
        #expect(overlap(37) >= 0.5)
        #expect(overlap(38) <= 0.02)
    }
}
