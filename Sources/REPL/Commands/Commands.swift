import Analysis
import Foundation
import Script
import Session
import Terminal
import Volumes

/// Carries out what the command line asks for.
package struct Commands {
    let console: Console
    let environment: [String: String]
    let interrupts = InterruptFlag()

    package init(environment: [String: String]) {
        self.environment = environment
        console = Console(environment: environment)
    }

    /// - Returns: How the program ends; what went wrong has been said.
    package func run(_ invocation: Invocation) -> ExitCode {
        do {
            switch invocation {
            case .interactive(let options): return try interactive(options)
            case .ask(let options): return try ask(options)
            case .run(let options): return try run(options)
            case .replay(let options): return try replay(options)
            case .export(let options): return try export(options)
            case .info(let paths): return info(paths)
            case .view(let paths, let machine): return try view(paths, machine: machine)
            case .evaluate(let options): return try evaluate(options)
            case .check(let options): return try check(options)
            case .format(let program): return try format(program)
            case .version:
                console.result(ProgramVersion.title + "\n")
                return .success
            case .settings(let text):
                console.result(text)
                return .success
            case .help, .completions, .manual: return .success
            }
        } catch {
            console.error("\(error)")
            return ExitCode(for: error)
        }
    }

    /// Loads what the command line names: scans first, so that label maps find them.
    ///
    /// - Throws: `VolumeError`, `AnalysisError`.
    func load(
        _ inputs: [InputOption], into workspace: inout Workspace, vocabulary: Vocabulary,
        announcing: Bool = false
    ) throws -> [LoadedInput] {
        var loaded: [LoadedInput] = []
        for input in inputs.filter({ $0.role == .scan }) + inputs.filter({ $0.role == .labels }) {
            let path = NSString(string: input.path).expandingTildeInPath
            let name =
                input.name ?? ScanNaming.name(for: path, taken: workspace.takenNames)
            let one: LoadedInput
            switch input.role {
            case .scan:
                one = try workspace.loadScan(
                    at: path, as: name, date: input.date, vocabulary: vocabulary)
            case .labels:
                one = try workspace.loadLabels(at: path, for: name, vocabulary: vocabulary)
            }
            if announcing {
                StartMessages.say(one, to: console)
            } else {
                for warning in one.warnings { console.warn("\(name): \(warning)") }
            }
            loaded.append(one)
        }
        return loaded
    }

    /// Ctrl-C as something to ask for, once it is taken over.
    var isInterrupted: @Sendable () -> Bool {
        let interrupts = interrupts
        return { interrupts.isRaised }
    }

    private func info(_ paths: [String]) -> ExitCode {
        var code = ExitCode.success
        for (index, path) in paths.enumerated() {
            do {
                let file = NSString(string: path).expandingTildeInPath
                if index > 0 { console.result("\n") }
                if FolderListing.isFolder(file) {
                    let folder = try FolderListing.folder(at: file, console: console)
                    console.result(FolderListing.lines(of: folder))
                    continue
                }
                let description = try VolumeFile.describe(at: file)
                console.result(description.text)
                if description.problem != nil { code = .data }
            } catch {
                console.error("\(error)")
                code = ExitCode(for: error)
            }
        }
        return code
    }

    private func check(_ options: RunOptions) throws -> ExitCode {
        let code = try ProgramText.read(options.program)
        let models = try Models(options.machine, environment: environment)
        var workspace = Workspace()
        _ = try load(options.inputs, into: &workspace, vocabulary: models.vocabulary)
        let checked = models.engine.check(code, name: options.program, in: workspace)
        if !checked.diagnostics.isEmpty {
            console.sayRendered(checked.rendered(colored: console.showsColors))
        }
        if options.printsJSON {
            let found = JSONText.array(checked.diagnostics.map(JSONText.init))
            console.result(JSONText.object([.init(name: "diagnostics", value: found)]).text + "\n")
        }
        return checked.isRunnable ? .success : .data
    }

    private func format(_ program: String) throws -> ExitCode {
        let source = Source(name: program, text: try ProgramText.read(program))
        let (_, problems) = Parser.parse(source)
        guard !problems.hasErrors, let text = Formatter.format(source) else {
            console.sayRendered(
                DiagnosticRenderer.render(problems, source: source, colored: console.showsColors))
            return .data
        }
        console.result(text)
        return .success
    }
}
