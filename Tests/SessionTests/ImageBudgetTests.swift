import Analysis
import Foundation
import Script
import TestSupport
import Testing
import Volumes

@testable import Session

@Suite("Images that go to disk and come back")
struct ImageBudgetTests {
    private static let shape = SIMD3(40, 40, 40)

    /// 256 kB of voxels.
    private func scan(_ seed: Float) -> ScanValue {
        let geometry = Geometry(shape: Self.shape)
        let voxels = (0..<geometry.voxelCount).map { Float($0) * 0.25 + seed }
        return ScanValue(computed: Volume(geometry: geometry, voxels: voxels), name: "s\(seed)")
    }

    private func workspace(_ scans: [ScanValue]) -> Workspace {
        var workspace = Workspace()
        for (index, scan) in scans.enumerated() {
            workspace.set("v\(index)", to: .object(scan), from: .step(index, prompt: nil))
        }
        return workspace
    }

    @Test func theLeastRecentlyUsedGoFirstAndComeBackWhole() throws {
        let folder = try TemporaryFolder()
        let scans = (0..<3).map { scan(Float($0)) }
        let workspace = workspace(scans)
        let before = scans.map { $0.volume.voxels }
        // Looked at again: it is the newest now.
        _ = scans[0].volume
        let budget = ImageBudget(limit: 2 * 256_000, folder: folder.path)
        #expect(try budget.enforce(on: [workspace]) == 256_000)
        #expect(scans.map(\.store.isInMemory) == [true, false, true])
        // Nothing is left to be found in the folder.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #expect(scans[1].volume.voxels == before[1])
        #expect(scans[1].store.isInMemory)
        #expect(try budget.enforce(on: [workspace]) == 256_000)
        #expect(scans.map(\.store.isInMemory) == [true, true, false])
        #expect(scans.map { $0.volume.voxels } == before)
        #expect(scans[2].volume.geometry == Geometry(shape: Self.shape))
    }

    @Test func aMaskSharesItsScan() throws {
        let folder = try TemporaryFolder()
        let scan = scan(1)
        let geometry = Geometry(shape: Self.shape)
        let voxels = (0..<geometry.voxelCount).map { UInt8($0 % 3 == 0 ? 1 : 0) }
        let mask = MaskValue(
            computed: Mask(geometry: geometry, voxels: voxels), name: "m", scan: scan)
        var workspace = Workspace()
        // In a list, too; the scan itself has no name any more.
        workspace.set("masks", to: .items([.object(mask)]), from: .step(1, prompt: nil))
        let spilled = try ImageBudget(limit: 100_000, folder: folder.path).enforce(on: [workspace])
        // 64000 bytes of the mask are less than a file is worth.
        #expect(spilled == 256_000)
        #expect(mask.scan?.store.isInMemory == false && mask.store.isInMemory)
        #expect(mask.mask.voxels == voxels)
        #expect(mask.scan?.volume.voxels.last == Float(geometry.voxelCount - 1) * 0.25 + 1)
    }

    @Test func statesThatCanBeBroughtBackCountToo() throws {
        let folder = try TemporaryFolder()
        let old = scan(1)
        let new = scan(2)
        let budget = ImageBudget(limit: 300_000, folder: folder.path)
        try budget.enforce(on: [workspace([new]), workspace([old])])
        #expect(!old.store.isInMemory && new.store.isInMemory)
    }

    @Test func withoutAPlaceTheyStayInMemory() throws {
        let scan = scan(1)
        #expect(throws: ImageSpillError.self) {
            try ImageBudget(limit: 1, folder: "/nowhere").enforce(on: [workspace([scan])])
        }
        #expect(scan.store.isInMemory && scan.volume.voxels[4] == 2)
    }
}
