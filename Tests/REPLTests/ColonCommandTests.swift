import Testing

@testable import REPL

@Suite("Colon commands")
struct ColonCommandTests {
    @Test(
        arguments: [
            (":load scan.nii", .load(path: "scan.nii", name: nil)),
            (":load my scan.nii.gz as t1", .load(path: "my scan.nii.gz", name: "t1")),
            (":load \"a b.nii\" as x_2", .load(path: "a b.nii", name: "x_2")),
            (":load a\\ b.nii", .load(path: "a b.nii", name: nil)),
            (":load as", .load(path: "as", name: nil)),
            (":list", .list), (":list  ", .list),
            (":show t1", .show(name: "t1")),
            (":view t1 left_hippocampus", .view(names: ["t1", "left_hippocampus"])),
            (":save mask out put.nii.gz", .save(name: "mask", path: "out put.nii.gz")),
            (":save as a b.md", .saveSession(path: "a b.md")),
            (":open s.md", .open(path: "s.md")), (":export o.html", .export(path: "o.html")),
            (":run p.py", .run(path: "p.py")),
            (":info t1", .info(name: "t1")), (":rename a b", .rename(from: "a", to: "b")),
            (":drop a b", .drop(names: ["a", "b"])), (":undo", .travel(.back, count: 1)),
            (":undo 3", .travel(.back, count: 3)), (":redo 2", .travel(.forth, count: 2)),
            (":memory", .memory(.list)), (":memory 2", .memory(.show(2))),
            (":memory forget 3", .memory(.forget(3))), (":memory forget all", .memory(.forgetAll)),
            (":memory export my file.jsonl", .memory(.export(path: "my file.jsonl"))),
            (":tour", .tour),
            (":planner", .planner(showsMessages: false)),
            (":planner show", .planner(showsMessages: true)),
            (":help", .help(topic: nil)),
            (":help left hippocampus", .help(topic: "left hippocampus")),
            (":quit", .quit), (":q", .quit), (":exit", .quit),
        ] as [(String, ColonCommand)])
    func forms(line: String, expected: ColonCommand) throws {
        #expect(try ColonCommand(line) == expected)
    }

    @Test(
        arguments: [
            (":lod x", "There is no command :lod. Did you mean :load?"),
            (":qiut", "There is no command :qiut. Did you mean :quit?"),
            (":sh", "There is no command :sh. Did you mean :show?"),
            (":frobnicate", "There is no command :frobnicate. :help lists the commands."),
            (":", "There is no command :. :help lists the commands."),
            (":load", "The form is :load PATH [as NAME]."),
            (":show", "The form is :show NAME."),
            (":view", "The form is :view NAME [NAME...]."),
            (":planner x", "The form is :planner [show]."),
            (":open", "The form is :open FILE."), (":export", "The form is :export FILE."),
            (":undo 0", "The form is :undo [N]."), (":undo x", "The form is :undo [N]."),
            (":memory forget", "The form is :memory [forget N|all] [export PATH]."),
            (":rename a", "The form is :rename NAME NEW."), (":drop", "The form is :drop NAME…."),
            (":show a b", "The form is :show NAME."),
            (":save x", "The form is :save (NAME PATH | as FILE)."),
            (
                ":load x.nii as 1t",
                "“1t” cannot be a name: names are letters, digits and “_”, do not begin with a "
                    + "digit and are no word or function of the language."
            ),
            (
                ":load x.nii as segment",
                "“segment” cannot be a name: names are letters, digits and “_”, do not begin with "
                    + "a digit and are no word or function of the language."
            ),
        ])
    func mistakes(line: String, message: String) {
        #expect {
            try ColonCommand(line)
        } throws: { error in
            "\(error)" == message
        }
    }

    @Test(
        "Names for scans",
        arguments: [
            ("/data/sub-01_ses-2_T1w.nii.gz", [], "t1"), ("brain_FLAIR.nii", [], "flair"),
            ("mprage.mgz", [], "t1"), ("x/ch2.nii.gz", [], "ch2"), ("ch2.nii.gz", ["ch2"], "ch2_2"),
            ("a_T1w.nii", ["t1", "t1_2"], "t1_3"), ("2024 scan.nii", [], "scan_2024_scan"),
            ("ü.nii", [], "t1"), ("show.nii", [], "show_2"), ("for.nii", [], "for_2"),
            (".nii", [], "nii"), ("T1_to_T2.nii", [], "t2"),
        ] as [(String, Set<String>, String)])
    func names(path: String, taken: Set<String>, expected: String) {
        let name = ScanNaming.name(for: path, taken: taken)
        #expect(name == expected)
        #expect(WorkspaceName.isValid(name))
    }
}
