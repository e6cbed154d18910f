import Foundation
import SyntheticScans
import TestSupport

/// Runs the real program in a folder with a synthetic head (`t1.nii.gz`, `labels.nii.gz`).
struct Command {
    struct Outcome {
        let output: String
        let errors: String
        let code: Int32
    }

    let folder: TemporaryFolder
    let program: String

    init() throws {
        folder = try TemporaryFolder()
        try SyntheticHead().write(to: folder.path)
        program = try locateProduct(named: "voxelprompt")
    }

    /// `--labels` for the scan of the folder.
    static let labels = ["--labels", "t1=labels.nii.gz"]
    static let scanAndLabels = ["--scan", "t1=t1.nii.gz"] + labels

    /// Whether prompts can be turned into code here.
    static let hasLanguageModel = ["encoder", "decoder"].allSatisfy(hasWeights)

    /// Where Debian's mricron-data keeps the demo scan, and regions drawn on it.
    static let demoFolder = "/usr/share/mricron/templates"
    /// Whether the network can go through the demo scan here.
    static let hasDemoScan =
        hasWeights("vision")
        && ["ch2.nii.gz", "aal.nii.gz"].allSatisfy {
            FileManager.default.fileExists(atPath: "\(demoFolder)/\($0)")
        }

    private static func hasWeights(_ name: String) -> Bool {
        FileManager.default.fileExists(
            atPath: Places.models.appendingPathComponent(name + ".safetensors").path)
    }

    var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["XDG_STATE_HOME"] = folder.path("state")
        environment["XDG_DATA_HOME"] = folder.path("data")
        environment["XDG_CONFIG_HOME"] = folder.path("config")
        environment["VOXELPROMPT_MODELS"] = Places.models.path
        for name in ["VISUAL", "EDITOR", "NO_COLOR"] { environment[name] = nil }
        return environment
    }

    /// The program, ready to run, with pipes.
    func process(_ arguments: [String]) -> (
        process: Process, input: Pipe, output: Pipe, errors: Pipe
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.environment = environment
        let pipes = (Pipe(), Pipe(), Pipe())
        process.standardInput = pipes.0
        process.standardOutput = pipes.1
        process.standardError = pipes.2
        return (process, pipes.0, pipes.1, pipes.2)
    }

    /// Runs it to its end.
    func run(_ arguments: [String], input: String = "") throws -> Outcome {
        let (process, stdin, stdout, stderr) = process(arguments)
        // A program that ends early leaves nobody to read what we write.
        signal(SIGPIPE, SIG_IGN)
        try process.run()
        try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try? stdin.fileHandleForWriting.close()
        let errors = Reading(stderr)
        let output = String(
            decoding: stdout.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(output: output, errors: errors.text, code: process.terminationStatus)
    }

    /// The variables of the program on a terminal.
    var variables: [String: String] {
        [
            "XDG_STATE_HOME": folder.path("state"), "VOXELPROMPT_MODELS": Places.models.path,
            "HOME": folder.path,
        ]
    }

    /// The program on a terminal.
    func terminal(
        _ arguments: [String], environment: [String: String] = [:], rows: Int = 24,
        columns: Int = 80
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            program, arguments, environment: variables.merging(environment) { $1 }, rows: rows,
            columns: columns,
            folder: folder.path)
    }

    /// Reads a pipe on a thread of its own, so that neither side has to wait.
    private final class Reading: @unchecked Sendable {
        private let done = DispatchSemaphore(value: 0)
        private var data = Data()

        init(_ pipe: Pipe) {
            let handle = pipe.fileHandleForReading
            Thread.detachNewThread { [self] in
                data = handle.readDataToEndOfFile()
                done.signal()
            }
        }

        var text: String {
            done.wait()
            return String(decoding: data, as: UTF8.self)
        }
    }
}
