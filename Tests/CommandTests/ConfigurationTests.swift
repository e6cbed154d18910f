import Foundation
import REPL
import TestSupport
import Testing

@testable import voxelprompt

@Suite("The configuration file")
struct ConfigurationTests {
    private func parse(_ words: [String], _ text: String) throws -> Invocation {
        try ArgumentParser.parse(words) { _ in try Configuration(text: text, path: "config") }
    }

    @Test func settingsHoldWhereTheCommandLineSaysNothing() throws {
        let text = """
            # machine
            threads = 3   # cores
            precision=float32
            models = /a folder/with#sign
            learn = off
            """
        guard case .interactive(let options) = try parse([], text) else {
            Issue.record("not interactive")
            return
        }
        #expect(options.machine.threads == 3 && options.machine.precision == .float32)
        #expect(options.machine.modelFolder == "/a folder/with#sign")
        #expect(!options.learns)
        guard case .interactive(let other) = try parse(["--threads", "5", "--learn=on"], text)
        else {
            Issue.record("not interactive")
            return
        }
        #expect(other.machine.threads == 5 && other.learns)
        #expect(other.machine.precision == .float32)
    }

    @Test func everySettingIsAnOptionOfTheSession() throws {
        let session = try #require(CommandSyntax.named(nil))
        #expect(CommandSyntax.settings.count >= 7)
        for setting in CommandSyntax.settings { #expect(session.option(setting.name) != nil) }
    }

    @Test func commandsTakeOnlyWhatTheyKnow() throws {
        guard case .format = try parse(["format", "x.py"], "learn = off\nthreads = 2") else {
            Issue.record("not format")
            return
        }
    }

    @Test func whatIsPrintedIsAConfiguration() throws {
        let configuration = try Configuration(text: "threads = 2\nmemory = 2GB", path: "c")
        #expect(
            try Configuration(text: configuration.text, path: "c").settings
                == configuration.settings)
        #expect(try Configuration(text: Configuration().text, path: "c").settings.isEmpty)
        for setting in CommandSyntax.settings {
            #expect(configuration.text.contains(setting.summary))
        }
    }

    @Test(
        arguments: [
            ("\nthreds = 2", "config, line 2: there is no setting “threds”. Did you mean threads?"),
            (
                "xyzzy = 2",
                "config, line 1: there is no setting “xyzzy”. `voxelprompt config` lists them."
            ),
            ("threads", "config, line 1: “threads” cannot be read. Write name = value."),
            (
                "threads = many",
                "--threads many is not possible: write a whole number from 1 to 1024."
            ),
            ("learn = perhaps", "--learn perhaps does not exist: choose on, off."),
        ])
    func mistakes(text: String, message: String) {
        #expect {
            _ = try parse([], text)
        } throws: { "\($0)" == message }
    }

    @Test func theFileIsFoundUnderXDG() throws {
        let folder = try TemporaryFolder()
        try folder.write("threads = 7\n", to: "voxelprompt/config")
        let environment = ["XDG_CONFIG_HOME": folder.path]
        #expect(
            try Configuration(named: nil, environment: environment).settings.map(\.value) == ["7"])
        #expect(try Configuration(named: "none", environment: environment).settings.isEmpty)
        #expect(throws: UsageError.self) {
            try Configuration(named: folder.path("missing"), environment: environment)
        }
        #expect(try Configuration(named: nil, environment: ["HOME": folder.path]).settings.isEmpty)
    }

    @Test func theProgramReadsIt() throws {
        let command = try Command()
        try command.folder.write("threads = none\n", to: "bad")
        let outcome = try command.run(["--config", command.folder.path("bad"), "config"])
        #expect(outcome.code == 0 && outcome.output.contains("threads = none\n"))
        let wrong = try command.run(["--config", command.folder.path("bad")])
        #expect(wrong.code == 64 && wrong.errors.contains("--threads none is not possible"))
    }
}
