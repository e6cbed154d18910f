import Foundation

/// Programs in files.
enum ProgramText {
    enum Failure: Error, Hashable, CustomStringConvertible {
        case missing(path: String)
        case unreadable(path: String, reason: String)
        case notText(path: String)
        case tooLarge(path: String)

        var description: String {
            switch self {
            case .missing(let path): "There is no file \(path). Check the name."
            case .unreadable(let path, let reason):
                "\(path) cannot be read: \(reason). Check the name and its permissions."
            case .notText(let path):
                "\(path) is no program: it is not UTF-8 text."
            case .tooLarge(let path):
                "\(path) is no program: it has more than \(ProgramText.largest / 1_000_000) MB."
            }
        }

        var exitCode: ExitCode {
            switch self {
            case .missing, .unreadable: .noInput
            case .notText, .tooLarge: .data
            }
        }
    }

    private static let largest = 4_000_000

    /// - Parameter path: "-" reads standard input.
    /// - Throws: `Failure`.
    static func read(_ path: String) throws -> String {
        let data: Data
        if path == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            guard FileManager.default.fileExists(atPath: path) else {
                throw Failure.missing(path: path)
            }
            guard let handle = FileHandle(forReadingAtPath: path) else {
                throw Failure.unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            defer { try? handle.close() }
            do {
                // Not all at once: a device may never end.
                data = try handle.read(upToCount: largest + 1) ?? Data()
            } catch {
                throw Failure.unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            if data.count > largest { throw Failure.tooLarge(path: path) }
        }
        guard let text = String(data: data, encoding: .utf8), !text.contains("\0") else {
            throw Failure.notText(path: path)
        }
        return text
    }
}
