import Foundation
import REPL
import TestSupport
import Testing

@testable import voxelprompt

@Suite("Completions and the manual page")
struct CompletionTests {
    @Test(arguments: [
        (["re"], ["replay"]), (["comp"], ["completions"]),
        (["replay", "--ea"], ["--each"]), (["replay", "x.md", "--fr"], ["--from"]),
        (["completions", ""], ["--ascii", "--config", "--help", "bash", "zsh", "fish"]),
        (["export", "--as", ""], ["script", "methods", "html"]),
        (["export", "--as", "me"], ["methods"]), (["--models", "m", "ex"], ["export"]),
        (["--scan", "t1", "=", "scan"], ["scan.nii"]), (["run", "pro"], ["program.py"]),
        (["--precision", "="], ["automatic", "float32", "bfloat16"]),
    ])
    func bash(words: [String], expected: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write(CompletionScript.text(for: .bash), to: "completion")
        try folder.write("", to: "scan.nii")
        try folder.write("", to: "program.py")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments =
            [
                "--norc", "-c",
                """
                compopt() { :; }
                source ./completion
                COMP_WORDS=(voxelprompt "$@")
                COMP_CWORD=$#
                _voxelprompt
                printf '%s\\n' "${COMPREPLY[@]}"
                """, "bash",
            ] + words
        process.currentDirectoryURL = folder.url
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let found = text.split(separator: "\n").map(String.init).filter { $0 != "completion" }
        let files = words.last == "" && words.count == 2 ? ["program.py", "scan.nii"] : []
        #expect(found.filter { !files.contains($0) } == expected)
    }

    @Test(arguments: Shell.allCases)
    func everyCommandAndOptionIsThere(shell: Shell) {
        let text = CompletionScript.text(for: shell)
        for command in CommandSyntax.all {
            if let name = command.name { #expect(text.contains(name)) }
            for option in command.options {
                #expect(
                    text.contains(shell == .fish ? "-l \(option.name.dropFirst(2)) " : option.name))
            }
        }
    }

    /// Each shell reads its script without complaint, where the shell is installed.
    @Test(arguments: Shell.allCases)
    func theShellReadsIt(shell: Shell) throws {
        let path = ["/bin/\(shell.rawValue)", "/usr/bin/\(shell.rawValue)"]
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let path else {
            FileHandle.standardError.write(Data("skipped: \(shell.rawValue) is not here\n".utf8))
            return
        }
        let folder = try TemporaryFolder()
        let script = try folder.write(CompletionScript.text(for: shell), to: "completion")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-n", script]
        let output = Pipe()
        process.standardError = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && text.isEmpty, "\(text)")
    }

    @Test func theManualNamesEverything() {
        let text = ManualPage.text
        for command in CommandSyntax.all {
            if let name = command.name { #expect(text.contains("COMMAND \(name.uppercased())")) }
            for option in command.options {
                #expect(text.contains(option.name.replacingOccurrences(of: "-", with: "\\-")))
            }
        }
        // A line of text that begins with a point would be a command of roff.
        let commands = ["TH", "SH", "TP", "B", "I", "br", "PP", "\\\""]
        for line in text.split(separator: "\n") where line.hasPrefix(".") {
            #expect(commands.contains(String(line.dropFirst().prefix { $0 != " " })), "\(line)")
        }
    }
}
