import Glibc

/// Reads lines from a file or pipe on standard input: no prompt, no editing, no echo.
package final class PlainLineReader: LineReader {
    package let isInteractive = false
    package var completer: Completer?

    private let descriptor: Int32
    private let interruptFlag = InterruptFlag()
    private var buffer: [UInt8] = []
    /// Bytes of the buffer that were searched for a line end already.
    private var searched = 0
    private var isAtEnd = false

    package init(descriptor: Int32 = STDIN_FILENO) {
        self.descriptor = descriptor
    }

    package func readLine(prompt: StyledText, initialText: String) throws -> LineResult {
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = text(buffer[..<end])
                buffer.removeFirst(end + 1)
                searched = 0
                return .line(line)
            }
            searched = buffer.count
            if isAtEnd {
                guard !buffer.isEmpty else { return .endOfFile }
                let line = text(buffer[...])
                buffer = []
                searched = 0
                return .line(line)
            }
            guard try fill() else { return .interrupted }
        }
    }

    package func remember(_ line: String) {}

    /// Reads what is there. False when Ctrl-C came while waiting; the flag stays raised.
    private func fill() throws -> Bool {
        var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // In steps, because another thread may receive the signal and then nothing wakes this one.
        while poll(&source, 1, 100) <= 0 {
            if interruptFlag.isRaised { return false }
        }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0 {
            if errno == EINTR || errno == EAGAIN { return !interruptFlag.isRaised }
            throw TerminalError.unreadableInput(reason: String(cString: strerror(errno)))
        }
        if count == 0 { isAtEnd = true }
        buffer += chunk[..<count]
        return true
    }

    /// Wrong UTF-8 is repaired rather than refused; a carriage return before the end is dropped.
    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        let kept = bytes.last == 0x0D ? bytes.dropLast() : bytes
        return String(decoding: kept, as: UTF8.self)
    }
}
