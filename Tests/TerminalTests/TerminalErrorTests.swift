import Testing

@testable import Terminal

/// Every message about a terminal that a user can see.
@Suite struct TerminalErrorTests {
    @Test(arguments: [
        (
            TerminalError.unusableScreen(terminalType: "odd"),
            "A terminal of type \"odd\" (TERM) cannot show full-screen pictures. Set TERM to what "
                + "your terminal is, for example xterm-256color, or use the inline pictures."
        ),
        (
            .unusableScreen(terminalType: nil),
            "A terminal without a type (TERM) cannot show full-screen pictures. Set TERM to what "
                + "your terminal is, for example xterm-256color, or use the inline pictures."
        ),
        (
            .editorUnavailable,
            "The line editor could not start: the system gives no more pipes. Close other "
                + "programs and try again."
        ),
        (
            .unreadableInput(reason: "Is a directory"),
            "Standard input cannot be read: Is a directory. Check where it comes from."
        ),
        (
            .history(path: "/h", action: "read", reason: "Permission denied"),
            "The history file /h cannot be read: Permission denied. The session goes on without "
                + "it; check the file's owner and permissions."
        ),
    ])
    func theMessageSaysWhatWhereAndWhatToDo(error: TerminalError, message: String) {
        #expect(error.description == message)
    }
}
