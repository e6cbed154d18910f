import Foundation
import Testing

@testable import Volumes

/// Damaged files end in an error or a usable volume, never in a crash.
@Suite struct FuzzTests {
    /// More where time does not matter: VOXELPROMPT_FUZZ_ROUNDS.
    static let rounds =
        ProcessInfo.processInfo.environment["VOXELPROMPT_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 150

    @Test(arguments: [
        "qform_only.nii", "forms_disagree.nii", "uint8_big.nii.gz", "int16_little.nii.gz",
        "blob.nii.gz", "mgh_int16.mgh", "mgh_float32.mgz", "labels.nii.gz",
    ])
    func randomDamage(_ name: String) throws {
        let folder = try TemporaryFolder()
        let original = try Reference.bytes(name)
        let unpacked = try UnpackedFile(path: Reference.path(name)).prefix(1 << 20)
        var random = SplitMix(seed: 42)
        for round in 0..<Self.rounds {
            // Packed files are damaged both before and after packing.
            var bytes = round % 3 == 0 ? original : unpacked
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let end = min(bytes.count, round % 2 == 0 ? 360 : bytes.count)
                let index = Int.random(in: 0..<end, using: &random)
                bytes[index] =
                    Bool.random(using: &random)
                    ? [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &random) ?? 0
                    : UInt8.random(in: 0...255, using: &random)
            }
            let path = try folder.write(bytes, to: "fuzz.nii")
            do {
                let loaded = try VolumeFile.readVolume(at: path)
                #expect(loaded.volume.voxels.allSatisfy { $0.isFinite })
                #expect(loaded.volume.geometry.voxelVolume > 0)
            } catch let error as VolumeError {
                #expect(error.message.count > path.count + 10)
            }
            _ = try? VolumeFile.loadLabelMap(at: path)
            if let description = try? VolumeFile.describe(at: path) {
                #expect(!description.text.isEmpty)
            }
        }
    }
}

/// Reproducible random numbers (Vigna's splitmix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
