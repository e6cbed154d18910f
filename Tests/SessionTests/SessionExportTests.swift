import Analysis
import Foundation
import TestSupport
import Testing

@testable import Session

@Suite("Sessions in other forms")
struct SessionExportTests {
    private static let programs = [
        """
        left = segment(t1, "left hippocampus")
        report("left", volume_ml(left), "mL")
        """,
        "y = 1 / 0",
        "report(\"twice\", 2 * volume_ml(left), \"mL\")\nreport(\"surface\", surface_area_mm2(left), \"mm2\")",
    ]

    @Test func theScriptGivesWhatTheSessionGave() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let document = try SessionDocument(path: path)
        let script = SessionScript(document, path: path).text
        #expect(script.contains("#     --scan t1=t1.nii.gz \\\n#     --labels t1=labels.nii.gz"))
        #expect(script.contains("# Step 3: a prompt\n"))
        #expect(!script.contains("1 / 0"))
        var (workspace, _) = try folder.workspace()
        let result = folder.run(script, &workspace)
        #expect(result.record.values == document.runnableSteps.flatMap(\.values))
        #expect(result.record.values.count == 3)
    }

    @Test func methodsNameVersionsChecksumsAndWork() throws {
        let folder = try SessionFolder()
        let path = try folder.record(Self.programs)
        let document = try SessionDocument(path: path)
        let text = MethodsText(document, path: path).text
        #expect(text.contains(ProgramVersion.title))
        for input in document.inputs { #expect(text.contains(input.checksum)) }
        #expect(text.contains("label map labels.nii.gz"))
        #expect(text.contains("(Lorensen and Cline 1987)"))
        #expect(text.contains("Computer Graphics 1987"))
        // A label map stood in for the network.
        #expect(!text.contains("vision network"))
        #expect(!text.contains(folder.folder.path))
    }

    @Test func theNetworkIsNamedWithItsWeights() throws {
        let weights = String(repeating: "ef", count: 32)
        let text = """
            ---
            voxelprompt-session: 1
            program: voxelprompt 0.0.9
            date: 2025-01-02
            precision: float32
            tolerance: 1e-06
            weights:
              vision.safetensors: \(weights)
            scans:
              t1:
                file: t1.nii.gz
                sha256: \(String(repeating: "ab", count: 32))
                geometry: 2×2×2 voxels of 1×1×1 mm, RAS
                date: 2024-03-01
            ---

            ## Step 1

            ```python
            m = segment(t1, "left superior temporal gyrus")
            report("dice", dice(m, segment(t1, 'cortex')))
            ```

            - Status: ran

            <!-- end of step 1 -->
            """
        let methods = MethodsText(try SessionDocument(text: text, path: "s.md"), path: "d/s.md")
            .text
        for words in [
            "voxelprompt 0.0.9", "one step, begun on 2025-01-02", "acquired on 2024-03-01",
            "(“left superior temporal gyrus”, “cortex”)", "vision.safetensors, SHA-256 \(weights)",
            "float32", "Billot et al. 2023", "Desikan et al. 2006", "Dice 1945", "in s.md",
        ] { #expect(methods.contains(words), "\(words) is missing in \(methods)") }
    }

    @Test func citedFunctionsExist() {
        for name in Citation.ofFunctions.keys {
            #expect(Catalogue.signatures[name] != nil, "\(name)")
        }
    }

    @Test func aSessionMovesWithItsPaths() throws {
        let folder = try SessionFolder()
        var path = try folder.record(Self.programs)
        // Words that only look like paths stay.
        let journal = try SessionJournal(continuing: SessionDocument(path: path), path: path)
        try journal.record(
            InputRecord(
                role: .scan, name: "later", path: "t1.nii.gz",
                checksum: String(repeating: "0", count: 64), geometry: "g"))
        try journal.append(
            StepRecord(
                number: 0, status: .ran, code: "a = 1", output: "- Saved: x.nii\nfile: t1.nii.gz",
                saved: ["out/m.nii.gz"]))
        try journal.close()
        let old = try SessionDocument(path: path)
        try FileManager.default.createDirectory(
            atPath: folder.folder.path("deep/er"), withIntermediateDirectories: true)
        path = folder.folder.path("deep/er/copy.md")
        let copy = try SessionJournal.copy(folder.folder.path("session.md"), to: path)
        try copy.close()
        let new = try SessionDocument(path: path)
        #expect(
            new.inputs.map(\.path)
                == ["../../t1.nii.gz", "../../labels.nii.gz", "../../t1.nii.gz"])
        #expect(new.steps.last?.saved == ["../../out/m.nii.gz"])
        #expect(new.steps.map(\.output) == old.steps.map(\.output))
        #expect(new.steps.map(\.code) == old.steps.map(\.code))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode.map { $0 & 0o777 } == 0o600)
        #expect(throws: SessionError.exists(path: path)) {
            _ = try SessionJournal.copy(folder.folder.path("session.md"), to: path)
        }
    }

    @Test func foldersAreHidden() {
        let home = NSHomeDirectory()
        #expect(
            SessionPath.hidingFolders("/a/b/c.nii: no; \(home)/x, /z/a/b/d", besides: "/a/b")
                == "c.nii: no; ~/x, /z/a/b/d")
        #expect(SessionPath.relative("/usr/share/x.nii", to: "/tmp") == "/usr/share/x.nii")
    }
}
