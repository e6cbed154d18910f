import Foundation
import TestSupport
import Testing

@testable import Session

@Suite("Paths in a session file")
struct SessionPathTests {
    @Test(
        arguments: [
            ("/data/a/x.nii", "/data/a", "x.nii"),
            ("/data/b/x.nii", "/data/a", "../b/x.nii"),
            ("/data/x.nii", "/data/a/b", "../../x.nii"),
            ("/other/x.nii", "/data/a", "../../other/x.nii"),
            ("/data/a/../b/./x.nii", "/data/b", "x.nii"),
        ])
    func relative(path: String, folder: String, expected: String) {
        #expect(SessionPath.relative(path, to: folder) == expected)
    }

    @Test func linksAreFollowed() throws {
        let folder = try TemporaryFolder()
        let files = FileManager.default
        try files.createDirectory(
            atPath: folder.path("deep/real"), withIntermediateDirectories: true)
        try files.createSymbolicLink(
            atPath: folder.path("link"), withDestinationPath: folder.path("deep/real"))
        try folder.write("x", to: "scan.nii")
        let relative = SessionPath.relative(folder.path("scan.nii"), to: folder.path("link"))
        #expect(relative == "../../scan.nii")
        let resolved = SessionPath.resolved(relative, from: folder.path("link"))
        #expect(files.fileExists(atPath: resolved))
    }
}

@Suite("Comparison of values")
struct ValueComparisonTests {
    private let strict = ValueComparison(tolerance: 1e-6)

    @Test(
        arguments: [
            (1.0, 1.0, true), (0.0, 0.0, true), (1.0, 1.0000005, true), (1.0, 1.00001, false),
            (0.0, 1e-12, false), (.nan, .nan, true), (.infinity, .infinity, true),
            (.infinity, 1.0, false), (-1.0, 1.0, false),
        ] as [(Double, Double, Bool)])
    func numbers(old: Double, new: Double, same: Bool) {
        #expect(strict.isSame(old, new) == same)
    }

    @Test(
        arguments: [
            ("left: 3.97 mL", "left: 3.98 mL", true),
            ("left: 3.97 mL", "left: 4.02 mL", false),
            ("left: 3 voxels", "left: 4 voxels", false),
            ("left: 3.9700000 mL", "left: 3.9700001 mL", true),
            ("left: 3.97 mL", "right: 3.97 mL", false),
            ("v1.2", "v1.2", true),
            ("-0.5 %", "0.5 %", false),
            ("side   mL\nleft  3.9", "side    mL\nleft  3.90", true),
            ("a b", "ab", false),
        ])
    func text(old: String, new: String, same: Bool) {
        #expect(strict.isSameText(old, new) == same)
    }

    @Test func repeatedLabelsPairUpInOrder() {
        func value(_ label: String, _ number: Double) -> ReportedValue {
            ReportedValue(label: label, content: .number(number), unit: "mL")
        }
        let old = [value("a", 1), value("a", 2), value("b", 3)]
        let new = [value("a", 1), value("a", 5), value("c", 4)]
        let differences = strict.differences(old: old, new: new)
        #expect(
            differences == [
                ValueDifference(label: "a", old: old[1], new: new[1]),
                ValueDifference(label: "b", old: old[2], new: nil),
                ValueDifference(label: "c", old: nil, new: new[2]),
            ])
        #expect(strict.differences(old: old, new: old).isEmpty)
    }
}
