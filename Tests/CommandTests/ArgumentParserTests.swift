import REPL
import Testing

@testable import voxelprompt

@Suite("Command line: what is understood")
struct ArgumentParserTests {
    private func parse(_ line: String) throws -> Invocation {
        try ArgumentParser.parse(line.split(separator: " ").map(String.init))
    }

    private func scan(_ name: String?, _ path: String, date: String? = nil) -> InputOption {
        InputOption(role: .scan, name: name, path: path, date: date)
    }

    @Test func interactive() throws {
        guard
            case .interactive(let options) = try parse(
                "--session s.md --yes --scan t1=a.nii.gz,date=2024-02-29 --labels t1=b=c.nii d.nii "
                    + "t2=e.nii,date=2025-01-31 ./x=f.nii")
        else {
            Issue.record("no interactive session")
            return
        }
        #expect(options.sessionPath == "s.md")
        #expect(options.runsUnasked)
        #expect(
            options.inputs == [
                scan("t1", "a.nii.gz", date: "2024-02-29"),
                InputOption(role: .labels, name: "t1", path: "b=c.nii"),
                scan(nil, "d.nii"), scan("t2", "e.nii", date: "2025-01-31"),
                scan(nil, "./x=f.nii"),
            ])
        #expect(try parse("") == .interactive(InteractiveOptions()))
    }

    @Test func view() throws {
        #expect(
            try parse("view a.nii.gz m.nii")
                == .view(paths: ["a.nii.gz", "m.nii"], machine: MachineOptions()))
        var machine = MachineOptions()
        machine.modelFolder = "m"
        #expect(try parse("view --models m a") == .view(paths: ["a"], machine: machine))
        #expect(throws: UsageError.missingArgument(command: "view", form: "SCAN [MASK…]")) {
            try parse("view")
        }
    }

    @Test(arguments: [
        ("--ascii view a", true), ("run p --ascii", true), ("view a", false),
        ("ask -- --ascii", false),
    ])
    func plainCharactersMayBeAskedForAnywhere(line: String, expected: Bool) throws {
        _ = try parse(line)
        #expect(
            ArgumentParser.asksForASCII(line.split(separator: " ").map(String.init)) == expected)
    }

    @Test func machine() throws {
        for line in [
            "--models m --threads 3 --precision float32 run p",
            "run --models=m --threads=3 --precision=float32 p",
            "run p --models m --threads 3 --precision float32",
        ] {
            guard case .run(let options) = try parse(line) else {
                Issue.record("no run: \(line)")
                return
            }
            #expect(options.program == "p")
            #expect(options.machine.modelFolder == "m")
            #expect(options.machine.threads == 3)
            #expect(options.machine.precision == .float32)
            #expect(options.machine.memory == nil)
        }
    }

    @Test func planner() throws {
        for line in [
            "--planner http://h --planner-model m", "ask --planner http://h --planner-model=m what",
            "evaluate prompts f --planner http://h --planner-model m",
        ] {
            let machine: MachineOptions
            switch try parse(line) {
            case .interactive(let options): machine = options.machine
            case .ask(let options): machine = options.machine
            case .evaluate(let options): machine = options.machine
            default:
                Issue.record("another command: \(line)")
                return
            }
            #expect(machine.plannerAddress == "http://h")
            #expect(machine.plannerModel == "m")
        }
        #expect(throws: UsageError.self) { try parse("run p --planner http://h") }
    }

    @Test(
        arguments: [
            ("500MB", 500_000_000), ("2G", 2_000_000_000), ("1.5gb", 1_500_000_000),
            ("1GiB", 1 << 30), ("0.5m", nil), ("MB", nil), ("2", nil), ("-1GB", nil),
            ("1e3GB", nil),
            ("99999TB", nil),
        ] as [(String, Int?)])
    func memory(_ text: String, bytes: Int?) throws {
        guard let bytes else {
            #expect(throws: UsageError.badSize(option: "--memory", value: text)) {
                try parse("run --memory=\(text) p")
            }
            return
        }
        guard case .run(let options) = try parse("run --memory=\(text) p") else {
            Issue.record("no run")
            return
        }
        #expect(options.machine.memory == bytes)
    }

    @Test func ask() throws {
        guard
            case .ask(let options) = try ArgumentParser.parse(
                ["ask", "--yes", "--json", "--scan", "t1=x.nii", "What is it?"])
        else {
            Issue.record("no ask")
            return
        }
        #expect(options.source == .prompt("What is it?"))
        #expect(options.runsUnasked && options.printsJSON)
        #expect(options.inputs == [scan("t1", "x.nii")])
        guard case .ask(let many) = try parse("ask --prompts -") else {
            Issue.record("no ask")
            return
        }
        #expect(many.source == .file("-"))
    }

    @Test(
        arguments: [
            ("info a b", .info(paths: ["a", "b"])), ("--version", .version),
            ("--help", .help(command: nil)), ("-h", .help(command: nil)),
            ("ask --help", .help(command: "ask")), ("help replay", .help(command: "replay")),
            ("completions fish", .completions(.fish)), ("manual", .manual),
            ("help", .help(command: nil)), ("format p.py", .format(program: "p.py")),
            ("-- ask", .interactiveWith("ask")), ("./ask", .interactiveWith("./ask")),
            ("evaluate anatomy d --json", .evaluate(.anatomy, "d", json: true)),
            ("evaluate robustness t1.nii", .evaluate(.robustness, "t1.nii", json: false)),
            ("evaluate lesions ms", .evaluate(.lesions, "ms", json: false)),
            ("evaluate prompts a b", .evaluate(.prompts, "a", "b", json: false)),
            ("evaluate registration d", .evaluate(.registration, "d", json: false)),
            ("replay s.md --scan t1=x.nii", .replayWith("s.md", "t1", "x.nii")),
        ] as [(String, Invocation)])
    func others(line: String, expected: Invocation) throws {
        #expect(try parse(line) == expected)
    }

    @Test func replayOfParts() throws {
        guard case .replay(let options) = try parse("replay s.md --from 2 --to 3 --step") else {
            Issue.record("no replay")
            return
        }
        #expect(options.first == 2 && options.last == 3 && options.asksBeforeSteps)
    }

    @Test(arguments: [
        ("d/*.nii", nil, "d/*.nii"), ("t1=d/*.nii", "t1", "d/*.nii"), ("d=1/*.nii", "d", "1/*.nii"),
        ("./d=1/*.nii", nil, "./d=1/*.nii"),
    ])
    func replayOfMany(text: String, name: String?, files: String) throws {
        guard case .replay(let options) = try parse("replay s.md --table o.csv --each \(text)")
        else {
            Issue.record("no replay")
            return
        }
        #expect(options.each == .init(name: name, files: files))
        #expect(options.table == "o.csv")
    }

    @Test(arguments: [
        ("export s.md", ExportForm.script, nil), ("export s.md --as methods", .methods, nil),
        ("export s.md --output a/p.HTML", .html, "a/p.HTML"),
        ("export s.md --output p.md", .methods, "p.md"),
        ("export s.md --output p.txt --as script", .script, "p.txt"),
    ])
    func export(line: String, form: ExportForm, output: String?) throws {
        guard case .export(let options) = try parse(line) else {
            Issue.record("no export")
            return
        }
        #expect(options.form == form && options.output == output && options.path == "s.md")
    }

    @Test(
        "Mistakes",
        arguments: [
            ("--sesion s", "There is no option --sesion. Did you mean --session?"),
            ("ask --frob x", "`ask` has no option --frob. See `voxelprompt help ask`."),
            ("run p --yes", "`run` has no option --yes. See `voxelprompt help run`."),
            ("--scan", "--scan needs a value: --scan NAME=PATH[,date=YYYY-MM-DD]."),
            ("--scan --yes", "--scan needs a value: --scan NAME=PATH[,date=YYYY-MM-DD]."),
            ("--session=", "--session needs a value: --session FILE."),
            ("--yes=no", "--yes takes no value. Leave out what follows “=”."),
            (
                "--scan a.nii",
                "--scan a.nii cannot be understood. Write --scan NAME=PATH, for example --scan "
                    + "t1=scan.nii.gz."
            ),
            (
                "--labels t1=",
                "--labels t1= cannot be understood. Write --labels NAME=PATH, for example --labels "
                    + "t1=segmentation.nii.gz."
            ),
            (
                "--scan 1t=a.nii",
                "“1t” (--scan) cannot be a name: names are letters, digits and “_”, do not begin "
                    + "with a digit and are no word of the language. Write t1, for example."
            ),
            (
                "--scan t1=a.nii --scan t1=b.nii",
                "--scan gives the name “t1” twice. Choose another name for one of them."
            ),
            (
                "--scan t1=a.nii,date=2023-02-29",
                "“2023-02-29” is no date. Write date=YYYY-MM-DD, for example date=2024-03-01."
            ),
            (
                "--threads many",
                "--threads many is not possible: write a whole number from 1 to 1024."
            ),
            ("--threads 0", "--threads 0 is not possible: write a whole number from 1 to 1024."),
            (
                "--precision int8",
                "--precision int8 does not exist: choose automatic, float32, bfloat16."
            ),
            (
                "ask",
                "`ask` needs more: voxelprompt ask (\"PROMPT\" | --prompts FILE)."
            ),
            (
                "ask what is",
                "`ask` cannot use “is”. If it belongs to what stands before it, put both in quotes; "
                    + "else see `voxelprompt help ask`."
            ),
            ("ask what --prompts f", "`ask` takes a prompt or --prompts FILE, not both."),
            ("run", "`run` needs more: voxelprompt run PROGRAM."),
            ("info", "`info` needs more: voxelprompt info SCAN…."),
            (
                "evaluate tumours d",
                "`evaluate` needs more: voxelprompt evaluate (anatomy | contrast | lesions | robustness "
                    + "| registration | prompts) PATH…."
            ),
            (
                "evaluate anatomy",
                "`evaluate` needs more: voxelprompt evaluate (anatomy | contrast | lesions | robustness "
                    + "| registration | prompts) PATH…."
            ),
            (
                "repaly s.md",
                "There is no command “repaly”; did you mean “replay”? A scan file of that name is "
                    + "written ./repaly."
            ),
            ("replay s --from x", "--from x is no step: write its number, for example --from 2."),
            ("replay s --to 0", "--to 0 is no step: write its number, for example --to 2."),
            (
                "replay s --from 3 --to 2",
                "--from 3 lies behind --to 2. Exchange the numbers."
            ),
            (
                "replay s --each x --step",
                "--each and --step cannot stand together. Leave out one of them."
            ),
            (
                "replay s --table t.tsv",
                "--table says something only together with --each. Add it, or leave out --table."
            ),
            ("export", "`export` needs more: voxelprompt export FILE."),
            ("export s --as pdf", "--as pdf does not exist: choose script, methods, html."),
            (
                "export s --output o.pdf",
                "o.pdf does not say what to make. End it in .py (a script), .md (a paragraph of "
                    + "methods) or .html (a page), or say it with --as."
            ),
            ("completions csh", "completions csh does not exist: choose bash, zsh, fish."),
            (
                "manual x",
                "`manual` cannot use “x”. If it belongs to what stands before it, put both in "
                    + "quotes; else see `voxelprompt help manual`."
            ),
            (
                "help frob",
                "There is no help about “frob”: commands are ask, run, replay, export, info, view, "
                    + "evaluate, config, check, format, completions, manual."
            ),
        ])
    func mistakes(line: String, message: String) {
        #expect {
            try parse(line)
        } throws: { error in
            if "\(error)" != message { Issue.record("\(error)") }
            return error is UsageError
        }
    }

    @Test(arguments: CommandSyntax.all.map(\.name))
    func helpNamesEveryOption(command: String?) {
        let text = HelpText.text(command: command)
        for option in CommandSyntax.named(command)?.options ?? [] {
            #expect(text.contains("  \(option.name)"))
        }
        for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }
}

extension Invocation {
    fileprivate static func interactiveWith(_ path: String) -> Invocation {
        var options = InteractiveOptions()
        options.inputs = [InputOption(role: .scan, name: nil, path: path)]
        return .interactive(options)
    }

    fileprivate static func evaluate(
        _ subject: EvaluateOptions.Subject, _ paths: String..., json: Bool
    ) -> Invocation {
        var options = EvaluateOptions(subject, paths: paths)
        options.printsJSON = json
        return .evaluate(options)
    }

    fileprivate static func replayWith(_ path: String, _ name: String, _ scan: String) -> Invocation
    {
        var options = ReplayOptions(path: path)
        options.inputs = [InputOption(role: .scan, name: name, path: scan)]
        return .replay(options)
    }
}
