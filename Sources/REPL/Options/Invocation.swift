/// What the command line asks for.
package enum Invocation: Hashable, Sendable {
    case interactive(InteractiveOptions)
    case ask(AskOptions)
    case run(RunOptions)
    case replay(ReplayOptions)
    case export(ExportOptions)
    case info(paths: [String])
    /// A scan, and masks or a second scan.
    case view(paths: [String], machine: MachineOptions)
    case evaluate(EvaluateOptions)
    case check(RunOptions)
    case format(program: String)
    /// A script that completes words in a shell.
    case completions(Shell)
    /// The manual page.
    case manual
    /// The settings, as a configuration file has them.
    case settings(text: String)
    case version
    /// nil for the whole program.
    case help(command: String?)
}

/// Where the models are and how they run.
package struct MachineOptions: Hashable, Sendable {
    package enum Precision: String, CaseIterable, Hashable, Sendable {
        case automatic, float32, bfloat16
    }

    /// The folder given with `--models`.
    package var modelFolder: String?
    /// nil leaves it to the machine.
    package var threads: Int?
    package var precision = Precision.automatic
    /// The address of a server that writes the programs; nil for the built-in model.
    package var plannerAddress: String?
    /// The server's name for its model; nil lets the server choose, where it can.
    package var plannerModel: String?
    /// Bytes that finding structures in a scan may take; nil for the usual limit.
    package var memory: Int?

    package init() {}
}

package struct InteractiveOptions: Hashable, Sendable {
    package var inputs: [InputOption] = []
    package var sessionPath: String?
    /// Run code without asking.
    package var runsUnasked = false
    /// Remember the programs that run, for prompts like theirs.
    package var learns = true
    /// Bytes that images of the workspace may take before some go to disk; nil for the usual share.
    package var imageMemory: Int?
    package var machine = MachineOptions()

    package init() {}
}

package struct AskOptions: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        case prompt(String)
        /// A file of JSON lines; "-" is standard input.
        case file(String)
    }

    package var source: Source
    package var inputs: [InputOption] = []
    package var runsUnasked = false
    package var printsJSON = false
    package var machine = MachineOptions()

    package init(source: Source) {
        self.source = source
    }
}

package struct RunOptions: Hashable, Sendable {
    /// "-" is standard input.
    package var program: String
    package var inputs: [InputOption] = []
    package var printsJSON = false
    package var machine = MachineOptions()

    package init(program: String) {
        self.program = program
    }
}

package struct ReplayOptions: Hashable, Sendable {
    /// Files that take the place of a scan one after the other.
    package struct Pattern: Hashable, Sendable {
        /// The scan of the session; nil where it has only one.
        package let name: String?
        /// As a shell has them.
        package let files: String

        package init(name: String?, files: String) {
            self.name = name
            self.files = files
        }
    }

    package var path: String
    /// Other scans and label maps in place of those in the file.
    package var inputs: [InputOption] = []
    /// The first step that is compared.
    package var first: Int?
    /// The last step that runs.
    package var last: Int?
    package var asksBeforeSteps = false
    package var each: Pattern?
    /// The table for `each`.
    package var table: String?
    package var machine = MachineOptions()

    package init(path: String) {
        self.path = path
    }
}

package struct ExportOptions: Hashable, Sendable {
    package var path: String
    package var form: ExportForm
    /// nil for standard output.
    package var output: String?
    package var machine = MachineOptions()

    package init(path: String, form: ExportForm) {
        self.path = path
        self.form = form
    }
}

/// Shells whose words can be completed.
package enum Shell: String, CaseIterable, Hashable, Sendable {
    case bash, zsh, fish
}

package struct EvaluateOptions: Hashable, Sendable {
    /// What is scored.
    package enum Subject: String, Hashable, Sendable, CaseIterable {
        case anatomy
        case contrast
        case lesions
        case robustness
        case registration
        case prompts
    }

    package let subject: Subject
    /// A folder; for robustness also one scan; for prompts the files of the suite, one or more.
    package var paths: [String]
    package var printsJSON = false
    package var machine = MachineOptions()

    package init(_ subject: Subject, paths: [String]) {
        self.subject = subject
        self.paths = paths
    }
}
