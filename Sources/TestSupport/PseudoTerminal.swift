import CTestSupport
import Foundation

/// A program running on a terminal of its own, typed to and looked at by a test.
///
/// Every wait has an end and is for something expected; nothing sleeps.
package final class PseudoTerminal {
    /// Keys with names.
    package enum Key: String, Sendable {
        case enter = "\r"
        case tab = "\t"
        case escape = "\u{1B}"
        case backspace = "\u{7F}"
        case up = "\u{1B}[A"
        case down = "\u{1B}[B"
        case right = "\u{1B}[C"
        case left = "\u{1B}[D"
        case pageUp = "\u{1B}[5~"
        case pageDown = "\u{1B}[6~"
        case controlA = "\u{1}"
        case controlC = "\u{3}"
        case controlD = "\u{4}"
        case controlE = "\u{5}"
        case controlR = "\u{12}"
        case controlU = "\u{15}"
        case controlZ = "\u{1A}"
    }

    package enum Ending: Equatable, Sendable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    /// Everything the program has written, as text.
    package var transcript: String { String(decoding: output, as: UTF8.self) }
    /// What the terminal shows now.
    package private(set) var screen: VirtualScreen

    package let process: pid_t
    private var terminal: Int32
    private var output: [UInt8] = []
    /// Where the next `expect` starts to look.
    private var seen = 0
    private var ending: Ending?

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: Its path.
    ///   - environment: All of its variables but TERM (xterm-256color), LANG (C.UTF-8), PATH,
    ///     HOME (the temporary folder) and SWIFT_BACKTRACE (off), unless given.
    ///   - input: A descriptor to be its standard input instead of the terminal.
    package init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        rows: Int = 24, columns: Int = 80, folder: String? = nil, input: Int32 = -1
    ) throws {
        var variables = [
            "TERM": "xterm-256color", "LANG": "C.UTF-8",
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": NSTemporaryDirectory(),
            // Swift's own report of a crash asks for a key and waits.
            "SWIFT_BACKTRACE": "enable=no",
        ]
        variables.merge(environment) { $1 }
        let words = CStrings([executable] + arguments)
        let settings = CStrings(variables.map { "\($0)=\($1)" }.sorted())
        screen = VirtualScreen(rows: rows, columns: columns)
        var child: pid_t = 0
        terminal = cts_spawn(
            executable, words.pointers, settings.pointers, folder, Int32(rows), Int32(columns),
            input, &child)
        process = child
        guard terminal >= 0 else { throw PseudoTerminalError.cannotStart(executable, errno) }
    }

    deinit {
        if ending == nil {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        if terminal >= 0 { close(terminal) }
    }

    /// Takes the terminal away, as when its window is closed.
    package func hangUp() {
        close(terminal)
        terminal = -1
    }

    package func send(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("typing \(text.debugDescription)")
            }
            rest = rest.dropFirst(count)
        }
    }

    package func send(_ key: Key) throws { try send(key.rawValue) }

    /// Text as a terminal sends it when it is pasted.
    package func paste(_ text: String) throws {
        try send("\u{1B}[200~" + text.replacingOccurrences(of: "\n", with: "\r") + "\u{1B}[201~")
    }

    /// Waits until the program has written a text after what the last call found.
    package func expect(_ text: String, within seconds: Double = 120) throws {
        let wanted = Array(text.utf8)
        let deadline = Date() + seconds
        while true {
            if let end = Self.end(of: wanted, in: output, from: seen) {
                seen = end
                return
            }
            guard try readMore(until: deadline) else {
                throw failure("waiting for \(text.debugDescription)")
            }
        }
    }

    /// Waits until the screen looks as wanted.
    package func expectScreen(
        _ what: String, within seconds: Double = 120, _ isWanted: (VirtualScreen) -> Bool
    ) throws {
        let deadline = Date() + seconds
        while !isWanted(screen) {
            guard try readMore(until: deadline) else {
                throw failure("waiting for a screen with \(what)")
            }
        }
    }

    /// Waits until the screen shows a text.
    package func expectScreen(_ text: String, within seconds: Double = 120) throws {
        try expectScreen(text.debugDescription, within: seconds) { $0.contains(text) }
    }

    package func resize(rows: Int, columns: Int) {
        screen.resize(rows: rows, columns: columns)
        _ = cts_resize(terminal, Int32(rows), Int32(columns))
    }

    package func signal(_ number: Int32) { kill(process, number) }

    /// Whether the terminal is as a shell wants it: it echoes, reads by lines and takes Ctrl-C.
    package var isSane: Bool { cts_is_sane(terminal) == 1 }

    /// Waits for the program's end, reading what it writes till then.
    @discardableResult
    package func waitForEnd(within seconds: Double = 120) throws -> Ending {
        if let ending { return ending }
        let deadline = Date() + seconds
        while try readMore(until: deadline) {}
        while Date() < deadline {
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process {
                let result: Ending =
                    cts_exited(status) == 1
                    ? .exited(cts_exit_code(status)) : .killed(signal: cts_signal(status))
                ending = result
                return result
            }
            // The terminal is closed, the process nearly gone: nothing else tells of its end.
            sched_yield()
        }
        throw failure("waiting for the program to end")
    }

    /// Reads what there is. False at the end of the output or of the time.
    private func readMore(until deadline: Date) throws -> Bool {
        while true {
            let left = deadline.timeIntervalSinceNow
            guard left > 0 else { return false }
            var source = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            let ready = poll(&source, 1, Int32(min(left * 1000 + 1, 60_000)))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { continue }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(terminal, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            // The system reports the other side's end as an error.
            guard count > 0 else { return false }
            output += chunk[..<count]
            screen.feed(chunk[..<count])
            return true
        }
    }

    private func failure(_ action: String) -> PseudoTerminalError {
        .failed(action: action, screen: screen.text, transcript: transcript.debugDescription)
    }

    private static func end(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard !wanted.isEmpty, bytes.count - start >= wanted.count else { return nil }
        for position in start...(bytes.count - wanted.count)
        where bytes[position] == wanted[0]
            && bytes[position..<position + wanted.count].elementsEqual(wanted)
        {
            return position + wanted.count
        }
        return nil
    }
}

package enum PseudoTerminalError: Error, CustomStringConvertible {
    case cannotStart(String, Int32)
    case failed(action: String, screen: String, transcript: String)

    package var description: String {
        switch self {
        case .cannotStart(let path, let code):
            return "\(path) cannot be started: \(String(cString: strerror(code)))"
        case .failed(let action, let screen, let transcript):
            return "Failed \(action). The screen shows:\n\(screen)\nAll output:\n\(transcript)"
        }
    }
}

/// Strings as C wants them for a new program: an array that ends with null.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointers = .allocate(capacity: count + 1)
        for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
        pointers[count] = nil
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
