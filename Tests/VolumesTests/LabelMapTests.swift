import Testing

@testable import Volumes

@Suite struct LabelMapTests {
    @Test func readsLabelsAndNames() throws {
        let loaded = try VolumeFile.loadLabelMap(at: Reference.path("labels.nii.gz"))
        let map = loaded.labelMap
        #expect(map.counts == [0: 60 - 4 - 12 - 1, 17: 4, 53: 12, 70000: 1])
        #expect(map.names[70000] == "My-Region")
        #expect(map.names[17] == "Hippo", "the file beside the map comes first")
        #expect(map.names[53] == "Right-Hippocampus")
        #expect(map.names[1030] == "ctx-lh-superiortemporal")
        #expect(map.names[2035] == "ctx-rh-insula")
        #expect(loaded.warnings.count == 1 && loaded.warnings[0].hasPrefix("2 entries of "))
        #expect(loaded.warnings[0].contains("labels.json"))
    }

    @Test func masksByLabel() throws {
        let map = try VolumeFile.readLabelMap(at: Reference.path("labels.nii.gz"))
        #expect(map.mask(of: [17]).count == 4)
        #expect(map.mask(of: [53, 17]).count == 16)
        #expect(map.mask(of: []).count == 0)
        #expect(map.mask(of: [0]).count == 43)
        #expect(map.mask(of: [99]).count == 0)
        let volume = map.geometry.voxelVolume
        #expect(abs(map.mask(of: [53]).volumeInMillilitres - 12 * volume / 1000) < 1e-12)
        #expect(abs(volume - 0.9 * 1.1 * 2.5) < 1e-5)
    }

    @Test func refusesIntensities() throws {
        let path = Reference.path("float64_little.nii")
        guard case .notLabels = problem({ try VolumeFile.readLabelMap(at: path) }) else {
            Issue.record("a scan was taken for a label map")
            return
        }
        let wide = Reference.path("int64_big.nii.gz")
        guard case .notLabels = problem({ try VolumeFile.readLabelMap(at: wide) }) else {
            Issue.record("labels beyond 32 bits were taken")
            return
        }
    }

    @Test func takesFloatsThatAreWhole() throws {
        let map = try VolumeFile.readLabelMap(at: Reference.path("mgh_float32.mgz"))
        let expected = try Reference.file("mgh_float32.mgz").values
        #expect(map.voxels.map(Float.init) == expected)
    }

    @Test func refusesBrokenNames() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Reference.bytes("labels.nii.gz"), to: "map.nii.gz")
        _ = try folder.write(Array("{\"17\": ".utf8), to: "map.json")
        let error = #expect(throws: VolumeError.self) { try VolumeFile.readLabelMap(at: path) }
        #expect(error?.path == folder.file("map.json"))
        #expect(error?.problem == .badLabelNames(reason: "no JSON object"))
    }

    @Test(arguments: [
        ("a/map.nii.gz", "a/map.json"), ("map.nii", "map.json"), ("aseg.mgz", "aseg.json"),
        ("b.c/map", "b.c/map.json"),
    ])
    func namesLieBesideTheMap(_ path: String, _ expected: String) {
        #expect(LabelNames.path(besides: path) == expected)
    }
}
