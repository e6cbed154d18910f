import Analysis
import Foundation
import Script
import TestSupport
import Testing
import Volumes

@Suite struct SavedImageTests {
    private let geometry = Geometry(shape: SIMD3(2, 2, 2))

    private func mask() -> Value {
        let scan = Samples.scan(on: geometry)
        return .object(
            MaskValue(
                computed: Mask(geometry: geometry, voxels: [1, 0, 0, 0, 0, 0, 0, 1]), name: "ends",
                scan: scan))
    }

    private func sidecar(_ name: String, in folder: TemporaryFolder) throws -> [String: Any] {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test(arguments: ["a.nii", "a.nii.gz", "A.NII.GZ"])
    func theSidecarSaysHowTheImageWasMade(name: String) throws {
        let folder = try TemporaryFolder()
        let bench = ImageBench(folder: folder.path)
        try bench.call("save", mask(), .text(name))
        let json = try sidecar(name.prefix(1) + ".json", in: folder)
        #expect(json["Description"] as? String == "mask of ends")
        #expect(json["Type"] as? String == "ROI")
        #expect(json["Sources"] as? [String] == ["t1.nii.gz"])
        #expect(json["SourceChecksums"] as? [String] == ["sha256:c0ffee"])
        #expect(json["Code"] as? String == "save(mask, \"a.nii\")\n")
        let generators = try #require(json["GeneratedBy"] as? [[String: String]])
        #expect(generators.map { $0["Name"] } == ["voxelprompt"])
        #expect(generators.map { $0["Version"] } == ["1"])
        let checksum = try Checksum.sha256(ofFileAt: folder.path(name))
        #expect(json["Checksum"] as? String == "sha256:\(checksum)")
    }

    @Test func theHeaderExtensionHoldsTheSame() throws {
        let folder = try TemporaryFolder()
        try ImageBench(folder: folder.path).call("save", mask(), .text("a.nii"))
        let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("a.nii")))
        // After the header of 348 bytes: 4 bytes that announce an extension, its size and kind.
        #expect(data[348] == 1)
        let size = data[352..<356].enumerated().reduce(0) {
            $0 + Int($1.element) << (8 * $1.offset)
        }
        let text = String(decoding: data[360..<352 + size].prefix { $0 != 0 }, as: UTF8.self)
        #expect(
            text == """
                voxelprompt 1
                mask ends
                from the file with SHA-256 c0ffee
                by the program
                save(mask, "a.nii")

                """)
    }

    /// A mask of the network names its weights; one that was computed does not.
    @Test func theNetworksWeightsAreNamed() throws {
        let folder = try TemporaryFolder()
        let weights = "vision.safetensors with SHA-256 beef"
        let bench = ImageBench(folder: folder.path, weights: [weights])
        let found = MaskValue(
            Mask(geometry: geometry, voxels: [1, 0, 0, 0, 0, 0, 0, 1]),
            reading: try Samples.reading("left thalamus"), scan: Samples.scan(on: geometry),
            origin: "vision network", confidence: nil)
        try bench.call("save", .object(found), .text("network.nii"))
        try bench.call("save", mask(), .text("computed.nii"))
        #expect(try sidecar("network.json", in: folder)["Weights"] as? [String] == [weights])
        #expect(try sidecar("computed.json", in: folder)["Weights"] == nil)
        let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("network.nii")))
        let text = String(decoding: data.prefix(1000), as: UTF8.self)
        #expect(text.contains("\nwith the weights \(weights)\n"))
    }

    @Test func labelsAreNamed() throws {
        let folder = try TemporaryFolder()
        let map = LabelMap(
            geometry: geometry, voxels: [0, 1, 2, 0, 0, 0, 0, 0], names: [1: "one", 2: "two"])
        let bench = ImageBench(folder: folder.path)
        try bench.call("save", .object(LabelMapValue(map, name: "numbers")), .text("n.nii.gz"))
        let json = try sidecar("n.json", in: folder)
        #expect(json["Labels"] as? [String: String] == ["1": "one", "2": "two"])
        #expect(json["Sources"] as? [String] == [])
        #expect(json["Type"] == nil)
    }

    @Test func aSidecarThatIsThereIsNotReplacedUnasked() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("{}", to: "a.json")
        let bench = ImageBench(folder: folder.path)
        #expect(throws: AnalysisError.fileExists(path: path)) {
            try bench.call("save", mask(), .text("a.nii"))
        }
        #expect(try folder.read("a.json") == "{}")
        #expect(!FileManager.default.fileExists(atPath: folder.path("a.nii")))
        #expect(bench.effects.record.saved.isEmpty)
    }

    @Test(arguments: ["a.nii", "a.nii.gz"])
    func savingStopsWhenItIsAskedToAndLeavesNothing(name: String) throws {
        let folder = try TemporaryFolder()
        let bench = ImageBench(StoppedContext(), folder: folder.path)
        #expect(throws: AnalysisError.cancelled) { try bench.call("save", mask(), .text(name)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        #expect(bench.effects.record.saved.isEmpty)
    }
}
