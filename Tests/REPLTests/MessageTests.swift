import Testing

@testable import REPL

@Suite("Messages of the session and its commands")
struct MessageTests {
    static let models: [(ModelError, String)] = [
        (
            .noFolder(searched: ["/a", "/b"]),
            "No models were found in /a, /b. Say where they are with --models DIR or the variable "
                + "VOXELPROMPT_MODELS."
        ),
        (
            .badFolder("m", source: "--models"),
            "The model folder m (--models) holds no vocabulary.json. Name the folder that has the "
                + "models of this program."
        ),
        (
            .missing(path: "m/x", purpose: "no scan can be segmented"),
            "The model file m/x is missing, without which no scan can be segmented. Install the "
                + "models, or name their folder with --models DIR."
        ),
        (
            .broken(path: "m/x", purpose: "no scan can be segmented", reason: "it is short"),
            "The model file m/x cannot be used, without which no scan can be segmented: it is short"
        ),
    ]

    @Test(arguments: models)
    func model(error: ModelError, message: String) {
        #expect("\(error)" == message)
    }

    static let programs: [(ProgramText.Failure, String, ExitCode)] = [
        (.missing(path: "p"), "There is no file p. Check the name.", .noInput),
        (
            .unreadable(path: "p", reason: "Permission denied"),
            "p cannot be read: Permission denied. Check the name and its permissions.", .noInput
        ),
        (.notText(path: "p"), "p is no program: it is not UTF-8 text.", .data),
        (.tooLarge(path: "p"), "p is no program: it has more than 4 MB.", .data),
    ]

    @Test(arguments: programs)
    func program(failure: ProgramText.Failure, message: String, code: ExitCode) {
        #expect("\(failure)" == message)
        #expect(ExitCode(for: failure) == code)
    }

    static let editors: [(ExternalEditor.Failure, String)] = [
        (
            .none,
            "No editor was found for a program of several lines. Set VISUAL or EDITOR to one, for "
                + "example: export EDITOR=nano"
        ),
        (
            .cannotStart(command: "e", reason: "No such file"),
            "The editor `e` cannot be started: No such file. Set VISUAL or EDITOR to another."
        ),
        (
            .ended(command: "e", code: 3),
            "The editor `e` ended with code 3; the code is as it was."
        ),
        (
            .file(reason: "full"),
            "The code could not be handed to the editor: full. It is as it was."
        ),
    ]

    @Test(arguments: editors)
    func editor(failure: ExternalEditor.Failure, message: String) {
        #expect("\(failure)" == message)
    }
}
