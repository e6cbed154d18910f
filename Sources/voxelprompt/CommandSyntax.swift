/// One option, as parsed and as shown by help.
struct OptionSyntax {
    let name: String
    /// What stands for the value in help; nil for a switch.
    let value: String?
    let summary: String
    /// Whether it may be given several times.
    var isRepeatable = false
}

/// One command, as parsed and as shown by help.
struct CommandSyntax {
    /// nil for the interactive session.
    let name: String?
    /// What follows the options in help.
    let arguments: String
    let summary: String
    let options: [OptionSyntax]
    /// Lines of help after the options.
    var remarks: [String] = []

    func option(_ name: String) -> OptionSyntax? {
        (options + Self.everywhere).first { $0.name == name }
    }

    static func named(_ name: String?) -> CommandSyntax? { all.first { $0.name == name } }

    static let everywhere = [
        OptionSyntax(
            name: "--ascii", value: nil, summary: "Draw pictures in plain 7-bit characters."),
        OptionSyntax(
            name: "--config", value: "FILE",
            summary: "Take settings from this file; none takes none."),
        OptionSyntax(name: "--help", value: nil, summary: "Show help and leave."),
    ]
}

extension CommandSyntax {
    private static let scan = OptionSyntax(
        name: "--scan", value: "NAME=PATH[,date=YYYY-MM-DD]",
        summary: "Load a scan under a name.", isRepeatable: true)
    private static let labels = OptionSyntax(
        name: "--labels", value: "NAME=PATH",
        summary: "Let a FreeSurfer-numbered label map stand in for the network.",
        isRepeatable: true)
    private static let yes = OptionSyntax(
        name: "--yes", value: nil, summary: "Run the code without asking.")
    private static let learn = OptionSyntax(
        name: "--learn", value: "on|off",
        summary: "Remember programs that ran, on this machine, for prompts like theirs.")
    private static let images = OptionSyntax(
        name: "--images", value: "SIZE",
        summary: "Memory that images may take; what is unused for long goes to disk beyond it.")
    private static let json = OptionSyntax(
        name: "--json", value: nil, summary: "Print the results as JSON.")
    private static let planner = [
        OptionSyntax(
            name: "--planner", value: "URL",
            summary: "Have an OpenAI-compatible server write the programs; only words leave."),
        OptionSyntax(
            name: "--planner-model", value: "NAME", summary: "The model that the server shall use."),
    ]
    private static let plannerRemark =
        "A key for --planner is taken from the variable VOXELPROMPT_PLANNER_KEY."
    private static let machine = [
        OptionSyntax(name: "--models", value: "DIR", summary: "Take the models from this folder."),
        OptionSyntax(name: "--threads", value: "N", summary: "Compute with this many threads."),
        OptionSyntax(
            name: "--precision", value: "automatic|float32|bfloat16",
            summary: "Number format of the vision network."),
        OptionSyntax(
            name: "--memory", value: "SIZE",
            summary: "Memory that finding structures may take, such as 2GB or 500MB."),
    ]

    private static let replaying = [
        OptionSyntax(
            name: "--from", value: "STEP",
            summary: "Compare from this step on; those before it only prepare."),
        OptionSyntax(name: "--to", value: "STEP", summary: "Run no further than this step."),
        OptionSyntax(name: "--step", value: nil, summary: "Show each step and ask before it runs."),
        OptionSyntax(
            name: "--each", value: "[NAME=]PATTERN",
            summary: "Run the session on each of these scans, into one table."),
        OptionSyntax(
            name: "--table", value: "FILE", summary: "The table for --each, .tsv or .csv."),
    ]
    /// What the configuration file may set.
    static let settings = planner + machine + [learn, images]

    static let all = [
        CommandSyntax(
            name: nil, arguments: "[[NAME=]SCAN…]", summary: "Work with scans interactively.",
            options: [
                OptionSyntax(
                    name: "--session", value: "FILE",
                    summary: "Write the session to this file, or continue it."),
                yes, scan, labels, learn, images,
            ] + planner + machine + [
                OptionSyntax(name: "--version", value: nil, summary: "Show the version and leave.")
            ], remarks: [plannerRemark]),
        CommandSyntax(
            name: "ask", arguments: "(\"PROMPT\" | --prompts FILE)",
            summary: "Answer a prompt, or many.",
            options: [
                yes, json, scan, labels,
                OptionSyntax(
                    name: "--prompts", value: "FILE",
                    summary: "Answer prompts from a file of JSON lines; - is standard input."),
            ] + planner + machine,
            remarks: [
                "A line of FILE is {\"id\": …, \"prompt\": …, \"context\": [earlier prompts]}.",
                "Without --yes the code is shown and asked about on a terminal, else only printed.",
                plannerRemark,
            ]),
        CommandSyntax(
            name: "run", arguments: "PROGRAM", summary: "Run a program; - is standard input.",
            options: [json, scan, labels] + machine),
        CommandSyntax(
            name: "replay", arguments: "FILE",
            summary: "Run a session again and say what differs.",
            options: [scan, labels] + replaying + machine,
            remarks: [
                "--scan and --labels put other files in place of those of the session; with --each, "
                    + "{folder},",
                "{name}, {subject} and {session} in their paths stand for those of the scan.",
                "--each goes on where it was stopped: what is in the table is not run again.",
                "Exit code: 0 the same, 1 different, 65 cannot be run.",
            ]),
        CommandSyntax(
            name: "export", arguments: "FILE",
            summary: "Turn a session into a script, a paragraph of methods or a page.",
            options: [
                OptionSyntax(
                    name: "--as", value: "script|methods|html",
                    summary: "What to make; else the ending of --output says so."),
                OptionSyntax(
                    name: "--output", value: "FILE",
                    summary: "Write to this file (.py, .md, .html), not to standard output."),
            ] + machine,
            remarks: ["A page runs the session again, for its pictures."]),
        CommandSyntax(
            name: "info", arguments: "SCAN…",
            summary: "Describe scan files, or list those of a folder.", options: []),
        CommandSyntax(
            name: "view", arguments: "SCAN [MASK…]",
            summary: "Look around in a scan, full screen; ? shows the keys, / asks.",
            options: planner + machine,
            remarks: [
                "A file of whole numbers, few or 8-bit, is a mask or label map; another is a second",
                "scan, shown beside the first. A series of volumes is leafed through with < and >.",
                "The first prompt begins a session with the scans.", plannerRemark,
            ]),
        CommandSyntax(
            name: "evaluate",
            arguments: "WHAT PATH…",
            summary: "Score the networks on scans or prompts of yours.",
            options: [json] + planner + machine,
            remarks: [
                "anatomy DIR: against the true labels of DIR/*/{t1,labels}.nii.gz.",
                "contrast DIR: DIR/t1.nii.gz, t2.nii.gz, flair.nii.gz of one person, each alone, "
                    + "against each other.",
                "lesions DIR: against the true mask DIR/lesions.nii.gz, in each scan of the folder",
                "(flair.nii.gz, t2.nii.gz, …) and in all together.",
                "robustness DIR (as anatomy) or SCAN: turned, in thick slices, in halves, and "
                    + "beside a second scan.",
                "registration DIR (as anatomy, as contrast, or a folder of two visits with their true",
                "transforms): scans moved by known turns and shifts, found again.",
                "prompts FILE…: the planner, or a --planner, on suites of prompts; --json prints a "
                    + "line for each.",
            ]),
        CommandSyntax(
            name: "config", arguments: "", summary: "Print the settings as a configuration file.",
            options: [],
            remarks: [
                "The file is voxelprompt/config in $XDG_CONFIG_HOME (~/.config). To begin one:",
                "  voxelprompt config > ~/.config/voxelprompt/config",
            ]),
        CommandSyntax(
            name: "check", arguments: "PROGRAM", summary: "Find mistakes without running anything.",
            options: [json, scan, labels] + [machine[0]]),
        CommandSyntax(
            name: "format", arguments: "PROGRAM", summary: "Print a program in canonical layout.",
            options: []),
        CommandSyntax(
            name: "completions", arguments: "bash|zsh|fish",
            summary: "Print what completes the words of this program in a shell.", options: []),
        CommandSyntax(
            name: "manual", arguments: "", summary: "Print the manual page (roff).", options: []),
    ]
}
