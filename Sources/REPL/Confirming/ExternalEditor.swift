import Foundation

/// The user's own editor for a program of several lines.
struct ExternalEditor {
    enum Failure: Error, Hashable, CustomStringConvertible {
        case none
        case cannotStart(command: String, reason: String)
        case ended(command: String, code: Int32)
        case file(reason: String)

        var description: String {
            switch self {
            case .none:
                "No editor was found for a program of several lines. Set VISUAL or EDITOR to one, "
                    + "for example: export EDITOR=nano"
            case .cannotStart(let command, let reason):
                "The editor `\(command)` cannot be started: \(reason). Set VISUAL or EDITOR to "
                    + "another."
            case .ended(let command, let code):
                "The editor `\(command)` ended with code \(code); the code is as it was."
            case .file(let reason):
                "The code could not be handed to the editor: \(reason). It is as it was."
            }
        }
    }

    let environment: [String: String]

    /// The command line: `VISUAL`, else `EDITOR`, else an editor that is installed.
    var command: String? {
        for name in ["VISUAL", "EDITOR"] {
            if let value = environment[name], value.contains(where: { !$0.isWhitespace }) {
                return value
            }
        }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        return ["editor", "nano", "vi"].first { name in
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
        }
    }

    /// Lets the user edit a text.
    ///
    /// - Returns: The text as it was when the editor ended.
    /// - Throws: `Failure`.
    func edit(_ text: String) throws -> String {
        guard let command else { throw Failure.none }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("voxelprompt-\(UUID().uuidString)")
        // Python's ending lets editors colour the code.
        let file = folder.appendingPathComponent("program.py")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try Data((text.hasSuffix("\n") ? text : text + "\n").utf8).write(to: file)
        } catch {
            throw Failure.file(reason: error.localizedDescription)
        }
        let code = try Self.run(command, file: file.path)
        guard code == 0 else { throw Failure.ended(command: command, code: code) }
        do {
            return String(decoding: try Data(contentsOf: file), as: UTF8.self)
        } catch {
            throw Failure.file(reason: error.localizedDescription)
        }
    }

    /// Runs a command line of the shell on a file, with our terminal, and waits for its end.
    /// Foundation's `Process` would start it in the background, where it may not read.
    private static func run(_ command: String, file: String) throws -> Int32 {
        let words = ["sh", "-c", command + " \"$1\"", "sh", file]
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        // Ctrl-C belongs to the editor while it runs.
        var ignored = sigaction()
        ignored.__sigaction_handler.sa_handler = SIG_IGN
        var before = sigaction()
        sigaction(SIGINT, &ignored, &before)
        defer { sigaction(SIGINT, &before, nil) }
        // The editor itself gets the signals as usual.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGINT)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var child: pid_t = 0
        let error = posix_spawn(&child, "/bin/sh", nil, &attributes, &pointers, environ)
        guard error == 0 else {
            throw Failure.cannotStart(command: command, reason: String(cString: strerror(error)))
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
}
