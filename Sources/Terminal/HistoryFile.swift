import Glibc

/// The lines of earlier sessions in a file that only the user may read.
///
/// One entry per line; a backslash and a line end inside an entry are written `\\` and `\n`.
/// Entries are appended one by one, so that two sessions at once lose nothing.
package struct HistoryFile: Sendable {
    package let path: String
    /// How many entries are kept.
    package let limit: Int

    package init(path: String, limit: Int = 2000) {
        self.path = path
        self.limit = max(1, limit)
    }

    /// The newest entries, oldest first; none when there is no file.
    ///
    /// - Throws: `TerminalError.history` when the file is there but cannot be read.
    package func load() throws -> [String] {
        try stored(limit: limit)
    }

    /// Adds an entry; empty ones are left out.
    ///
    /// - Throws: `TerminalError.history` when the file cannot be written.
    package func append(_ entry: String) throws {
        guard !entry.allSatisfy(\.isWhitespace) else { return }
        try stating { () throws(PrivateFile.Failure) in
            try PrivateFile(path: path).append(Self.escaped(entry) + "\n")
        }
    }

    /// Drops the oldest entries when the file has grown beyond twice its limit.
    ///
    /// - Throws: `TerminalError.history` when the file cannot be read or replaced.
    package func trim() throws {
        let entries = try stored(limit: .max)
        guard entries.count > 2 * limit else { return }
        let text = entries.suffix(limit).map { Self.escaped($0) + "\n" }.joined()
        try stating { () throws(PrivateFile.Failure) in
            try PrivateFile(path: path).replace(with: text)
        }
    }

    private func stored(limit: Int) throws -> [String] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { return [] }
            throw failure("read")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("read")
            }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        let lines = bytes.split(separator: 0x0A)
        return lines.suffix(limit).map { Self.unescaped(String(decoding: $0, as: UTF8.self)) }
    }

    private func stating(_ body: () throws(PrivateFile.Failure) -> Void) throws {
        do {
            try body()
        } catch {
            throw TerminalError.history(path: path, action: error.action, reason: error.reason)
        }
    }

    private func failure(_ action: String) -> TerminalError {
        .history(path: path, action: action, reason: String(cString: strerror(errno)))
    }

    static func escaped(_ entry: String) -> String {
        entry.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    }

    static func unescaped(_ line: String) -> String {
        var result = ""
        var isEscaped = false
        for character in line {
            if isEscaped {
                result.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }
}
