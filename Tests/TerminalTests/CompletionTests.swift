import TestSupport
import Testing

@testable import Terminal

@Suite struct CompletionTests {
    private func action(
        _ line: String, start: Int, _ candidates: [String], isRepeated: Bool = false,
        suffix: String = " "
    ) -> CompletionAction {
        CompletionAction(
            answer: CompletionAnswer(
                start: start, candidates: candidates.map { CompletionCandidate($0) },
                suffix: suffix),
            request: CompletionRequest(line: line, cursor: line.utf8.count),
            isRepeated: isRepeated, size: .standard)
    }

    @Test func oneCandidateIsFinished() {
        #expect(action("a thal", start: 2, ["thalamus", "putamen"]).replacement == "thalamus ")
        #expect(
            action(#"f("thal"#, start: 3, ["thalamus"], suffix: "\"").replacement == "thalamus\"")
        #expect(action("sc", start: 0, ["scans/"]).replacement == "scans/")
    }

    @Test func severalAreCompletedAsFarAsTheyAgree() {
        let names = ["left hippocampus", "left hippocampal fissure"]
        let first = action("left", start: 0, names)
        #expect(first.replacement == "left hippocamp")
        #expect(first.listing == [])
        let second = action("left hippocamp", start: 0, names, isRepeated: true)
        #expect(second.replacement == nil)
        #expect(second.listing == ["left hippocampus          left hippocampal fissure"])
    }

    @Test func caseIsThatOfTheName() {
        #expect(action("CA", start: 0, ["CA1", "ca2"]).listing == ["CA1  ca2"])
        #expect(action("ref", start: 0, ["ReferenceScan"]).replacement == "ReferenceScan ")
    }

    @Test func nothingIsDoneWithoutCandidates() {
        let nothing = action("xyz", start: 0, [])
        #expect(nothing.replacement == nil)
        #expect(nothing.listing == [])
    }

    @Test func candidatesThatBeginOtherwiseAreAnOfferOfTheProgram() {
        #expect(action("LH", start: 0, ["left hippocampus"]).replacement == "left hippocampus ")
    }

    @Test func listsRunDownThenAcrossAndStayOnTheScreen() {
        let names = (0..<100).map { CompletionCandidate("name\($0)") }
        let lines = CompletionAction.layOut(names, size: TerminalSize(rows: 24, columns: 40))
        #expect(lines.allSatisfy { TextWidth.columns(of: $0) < 40 })
        #expect(lines[0].hasPrefix("name0   name20"))
        let few = CompletionAction.layOut(names, size: TerminalSize(rows: 10, columns: 40))
        #expect(few.count == 7)
        #expect(few.last == "... and 70 more; type a letter or two")
    }

    @Test func hintsStandBesideTheNames() {
        let lines = CompletionAction.layOut(
            [CompletionCandidate(":load", hint: "open a scan"), CompletionCandidate(":q")],
            size: .standard)
        #expect(lines == [":load  open a scan", ":q"])
    }

    @Test func filesCompleteFromTheFolderOnDisk() throws {
        let folder = try TemporaryFolder()
        for name in ["t1.nii", "t2.nii", "notes.txt", ".secret", "sub/x.nii"] {
            try folder.write("", to: name)
        }
        func names(_ beginning: String) -> [String] {
            FileCompletion.candidates(for: folder.path + "/" + beginning).map(\.display)
        }
        #expect(names("") == ["notes.txt", "sub/", "t1.nii", "t2.nii"])
        #expect(names("t") == ["t1.nii", "t2.nii"])
        #expect(names(".s") == [".secret"])
        #expect(names("sub/") == ["x.nii"])
        #expect(FileCompletion.candidates(for: "/no/such/folder/").isEmpty)
        let scans = FileCompletion.candidates(for: folder.path + "/") { $0.hasSuffix(".nii") }
        #expect(scans.map(\.display) == ["sub/", "t1.nii", "t2.nii"])
    }
}
