import Foundation
import TestSupport
import Testing

@testable import REPL

@Suite("Where the models are")
struct ModelFolderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func models(_ name: String) throws -> String {
        try folder.write("{}", to: name + "/vocabulary.json")
        return folder.path(name)
    }

    /// The folder that is found, relative to the test's.
    private func found(
        named: String? = nil, variable: String? = nil, executable: String = "bin/voxelprompt"
    ) throws -> String {
        let program = try folder.write("", to: executable)
        let path = try ModelFolder(
            named: named, environment: variable.map { ["VOXELPROMPT_MODELS": $0] } ?? [:],
            executable: program
        ).path
        let root = folder.url.resolvingSymlinksInPath().path
        return path.hasPrefix(root) ? String(path.dropFirst(root.count + 1)) : path
    }

    @Test func inOrder() throws {
        let checkout = try models("models")
        try folder.write("", to: "Package.swift")
        #expect(try found(executable: ".build/x86/debug/voxelprompt") == "models")
        _ = try models("share/voxelprompt")
        #expect(try found() == "share/voxelprompt")
        _ = try models("bin/models")
        #expect(try found() == "bin/models")
        _ = try models("bin")
        #expect(try found() == "bin")
        let other = try models("other")
        #expect(try found(variable: other) == "other")
        #expect(try found(named: checkout, variable: other) == "models")
    }

    @Test func nothingIsFound() throws {
        let program = try folder.write("", to: "bin/voxelprompt")
        #expect {
            try ModelFolder(named: nil, environment: [:], executable: program)
        } throws: { error in
            "\(error)".contains("No models were found in") && "\(error)".contains("--models DIR")
        }
        #expect(throws: ModelError.badFolder("/nowhere", source: "--models")) {
            try ModelFolder(named: "/nowhere", environment: [:], executable: program)
        }
        // What the user named is meant, even where another folder would do.
        _ = try models("bin")
        #expect(throws: ModelError.badFolder("/nowhere", source: "VOXELPROMPT_MODELS")) {
            try ModelFolder(
                named: nil, environment: ["VOXELPROMPT_MODELS": "/nowhere"], executable: program)
        }
    }

    @Test func aMissingFileIsNamed() throws {
        let folder = try ModelFolder(
            named: try models("m"), environment: [:], executable: "/bin/true")
        #expect {
            try folder.requiredFile("vision.safetensors", purpose: "no scan can be segmented")
        } throws: { error in
            "\(error)"
                == "The model file \(folder.path)/vision.safetensors is missing, without which no "
                + "scan can be segmented. Install the models, or name their folder with --models "
                + "DIR."
        }
    }
}

@Suite("Shown code")
struct CodeViewTests {
    @Test func linesKeepTheirText() {
        let code = "x = segment(t1, \"left\")  # why\n\nif x:\n    print(1)"
        let lines = CodeView.lines(code)
        #expect(lines.map(\.plain) == code.split(separator: "\n", omittingEmptySubsequences: false)
            .map { "  " + $0 })
        #expect(lines[0].runs.contains { $0.text == "\"left\"" && $0.style == .string })
        #expect(lines[0].runs.contains { $0.text == "# why" && $0.style == .comment })
    }

    @Test func brokenCodeIsShownToo() {
        #expect(CodeView.lines("x = \"open", indent: 0).map(\.plain) == ["x = \"open"])
        #expect(CodeView.lines("", indent: 0).isEmpty)
    }
}

@Suite("Nearest name")
struct NearestTests {
    @Test(
        arguments: [
            ("lod", "load"), ("laod", "load"), ("hlep", "help"), ("sv", "save"), ("quitt", "quit"),
            ("hel", "help"), ("zzz", nil), ("", nil),
        ] as [(String, String?)])
    func name(typed: String, expected: String?) {
        let names = ["load", "list", "show", "save", "help", "quit"]
        #expect(Nearest.name(to: typed, among: names) == expected)
    }
}
