import Foundation

/// Programs in files.
enum ProgramText {
    enum Failure: Error, Hashable, CustomStringConvertible {
        case missing(path: String)
        case unreadable(path: String, reason: String)
        case notText(path: String)
        case tooLarge(path: String, bytes: Int)

        var description: String {
            switch self {
            case .missing(let path): "There is no file \(path). Check the name."
            case .unreadable(let path, let reason):
                "\(path) cannot be read: \(reason)."
            case .notText(let path):
                "\(path) is no program: it is not UTF-8 text."
            case .tooLarge(let path, let bytes):
                "\(path) is no program: it has \(bytes / 1_000_000) MB."
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
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            if let size, size > largest { throw Failure.tooLarge(path: path, bytes: size) }
            do {
                data = try Data(contentsOf: URL(fileURLWithPath: path))
            } catch {
                let system = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
                let reason = system.map { String(cString: strerror(Int32($0.code))) }
                throw Failure.unreadable(path: path, reason: reason ?? "\(error)")
            }
        }
        guard let text = String(data: data, encoding: .utf8), !text.contains("\0") else {
            throw Failure.notText(path: path)
        }
        return text
    }
}
