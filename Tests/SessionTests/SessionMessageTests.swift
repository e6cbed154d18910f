import Testing

@testable import Session

@Suite("Messages about sessions")
struct SessionMessageTests {
    static let errors: [(SessionError, String)] = [
        (
            .missing(path: "s.md"),
            "There is no session file s.md. Check the name; :quit and the start of a session say "
                + "where it is kept."
        ),
        (
            .unreadable(path: "s.md", reason: "Permission denied"),
            "The session file s.md cannot be read: Permission denied. Check its permissions."
        ),
        (
            .notASession(path: "s.md"),
            "s.md is no voxelprompt session: it does not begin with a “---” block that has the "
                + "line “voxelprompt-session: 1”. Name a file that the program wrote."
        ),
        (
            .newerFormat(path: "s.md", found: "2"),
            "s.md has session format 2; this program reads format 1. Use the program version named "
                + "in the file."
        ),
        (
            .frontMatter(line: 4, text: "x"),
            "Line 4 of the session cannot be read: “x”. Lines between the two “---” have the form "
                + "“name: value”, indented by two spaces inside a group."
        ),
        (
            .missingField(path: "s.md", field: "scans t1 file"),
            "s.md says nothing about “scans t1 file”, without which it cannot be run again. Add "
                + "the line, or take the file from a backup."
        ),
        (
            .badField(path: "s.md", field: "tolerance", text: "wide"),
            "s.md has “tolerance: wide”, which cannot be understood. Correct the line, or take the "
                + "file from a backup."
        ),
        (
            .unwritable(path: "s.md", reason: "Is a directory"),
            "The session file s.md cannot be written: Is a directory. Name another with --session."
        ),
        (
            .folderMissing(path: "a/s.md", folder: "a"),
            "The session file a/s.md cannot be written: there is no folder a. Create it or name "
                + "another file with --session."
        ),
        (
            .diskFull(path: "s.md"),
            "The disk is full: the last step is not in s.md yet. The session goes on in memory; "
                + "free some space, and the next step writes what is missing."
        ),
        (
            .inUse(path: "s.md"),
            "Another program has the session file s.md open. Close it there, or name another file "
                + "with --session."
        ),
        (.exists(path: "s.md"), "s.md exists already. Name another file, or remove it."),
    ]

    @Test(arguments: errors)
    func error(error: SessionError, message: String) {
        #expect("\(error)" == message)
    }

    static let failures: [(Replay.Failure, String)] = [
        (
            .input(name: "t1", message: "x.nii: no such file. Check the path"),
            "t1 cannot be loaded: x.nii: no such file. Check the path. Or give another file with "
                + "--scan t1=PATH."
        ),
        (
            .unknownName("t2", known: ["flair", "t1"]),
            "The session has no scan “t2”; it has flair, t1."
        ),
        (.unknownName("t2", known: []), "The session has no scan “t2”."),
        (.nothingToRun(path: "s.md"), "s.md holds no finished step that ran."),
        (
            .noSuchStep(4, path: "s.md", known: [1, 3]),
            "s.md has no step 4 that ran; it has 1, 3."
        ),
    ]

    @Test(arguments: failures)
    func failure(failure: Replay.Failure, message: String) {
        #expect("\(failure)" == message)
    }

    private static let input = InputRecord(
        role: .scan, name: "t1", path: "a.nii", checksum: "0123456789abcdef", geometry: "")

    static let events: [(ReplayEvent, String)] = [
        (
            .changedInput(input, checksum: "fedcba9876543210"),
            "scan t1 has changed: a.nii has SHA-256 fedcba987654…, the session 0123456789ab…"
        ),
        (
            .substituted(input, path: "b.nii"),
            "scan t1 is b.nii instead of a.nii: values are new, not compared"
        ),
        (
            .labelsLeftOut(name: "t1"),
            "the label map of t1 is left out, because it belongs to the scan of the session; "
                + "--labels t1=PATH gives another"
        ),
        (
            .changedWeights(file: "w", old: "0123456789abcdef", new: "fedcba9876543210"),
            "the weights in w have changed: SHA-256 fedcba987654…, the session 0123456789ab…"
        ),
        (
            .missingWeights(file: "w"),
            "the weights in w, which the session names, are not installed"
        ),
        (
            .otherPrecision(old: "float32", new: "bfloat16"),
            "the network runs in bfloat16, the session ran in float32"
        ),
        (.otherProgram(old: "a", new: "b"), "the session was made by a, this is b"),
        (.cutOff(step: 3), "step 3 was cut off while it was written and is left out"),
        (.warning("w"), "w"),
        (.preparing(steps: 1), "1 earlier step runs first, without being compared"),
        (.preparing(steps: 2), "2 earlier steps run first, without being compared"),
        (.leftOut(from: 3), "step 3 and what follows are left out"),
        (.same(step: 1, prompt: "p", values: 0, deviation: 0), "step 1, “p”: same"),
        (.same(step: 1, prompt: nil, values: 2, deviation: 0), "step 1: same (2 values)"),
        (
            .same(step: 1, prompt: nil, values: 1, deviation: 3.2e-9),
            "step 1: same (1 value, within the tolerance, 3e-09 apart)"
        ),
        (
            .different(
                step: 2, prompt: nil,
                values: [
                    ValueDifference(
                        label: "v",
                        old: ReportedValue(label: "v", content: .number(1.5), unit: "mL"),
                        new: ReportedValue(label: "v", content: .number(2), unit: "mL")),
                    ValueDifference(
                        label: "t", old: ReportedValue(label: "t", content: .truth(true)),
                        new: nil),
                ], output: .init(old: "a\nb", new: "c")),
            """
            step 2: different
              v: 1.5 mL then, 2 mL now
              t: True then, nothing now
              output, then:
                a
                b
              now:
                c
            """
        ),
        (
            .new(
                step: 1, prompt: nil,
                values: [ReportedValue(label: "v", content: .text("x"), unit: "")], output: "o\n"),
            "step 1: new\n    o\n  v: \"x\""
        ),
        (.failed(step: 1, prompt: nil, message: "m"), "step 1: failed\n    m"),
        (.notSaved(step: 1, path: "m.nii"), "step 1: m.nii is not written again"),
    ]

    @Test(arguments: events)
    func event(event: ReplayEvent, text: String) {
        #expect(event.text == text)
    }
}
