import Foundation
import Glibc
import Terminal

/// The programs remembered on this machine: one line of JSON each in a file that only the user may
/// read.
///
/// Lines are appended, so that two sessions at once lose nothing; of several with one prompt the
/// last one counts.
final class ProgramMemory {
    /// Why the file cannot be used.
    struct Failure: Error, Hashable, CustomStringConvertible {
        let path: String
        let action: String
        let reason: String

        var description: String {
            "The programs remembered in \(path) could not be \(action): \(reason). Nothing else is "
                + "the matter."
        }
    }

    let path: String
    /// Programs that are kept; the oldest that were not edited go first.
    private let limit: Int
    private(set) var programs: [RememberedProgram]
    private var file: PrivateFile { PrivateFile(path: path) }

    /// - Throws: `Failure` when the file is there but cannot be read.
    init(path: String, limit: Int = 500) throws {
        self.path = path
        self.limit = limit
        programs = []
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(path: path, action: "read", reason: String(cString: strerror(errno)))
        }
        let decoder = JSONDecoder()
        // A line that cannot be read, of a later version for example, is left alone.
        let lines = data.split(separator: 0x0A)
        for line in lines {
            guard let program = try? decoder.decode(RememberedProgram.self, from: Data(line)) else {
                continue
            }
            programs.removeAll { $0.key == program.key }
            programs.append(program)
        }
        if lines.count > 2 * limit { try replace(with: kept(programs)) }
    }

    /// Remembers a program; what was remembered for its prompt is forgotten.
    ///
    /// - Throws: `Failure`; it is remembered for this session all the same.
    func remember(_ program: RememberedProgram) throws {
        programs.removeAll { $0.key == program.key }
        programs.append(program)
        programs = kept(programs)
        try stating { () throws(PrivateFile.Failure) in try file.append(Self.line(program)) }
    }

    /// Forgets one by its place in `programs`.
    func forget(at index: Int) throws {
        programs.remove(at: index)
        try replace(with: programs)
    }

    func forgetAll() throws {
        programs = []
        if unlink(path) != 0, errno != ENOENT { throw failure("forgotten") }
    }

    /// The programs as lines of JSON without embeddings, for other programs and people.
    var exported: String {
        programs.map { program in
            let fields: [JSONText.Field] = [
                .init(name: "date", value: .string(program.date)),
                .init(name: "prompt", value: .string(program.prompt)),
                .init(name: "code", value: .string(program.code)),
                .init(name: "edited", value: .bool(program.isEdited)),
                .init(name: "generated", value: .string(program.generated)),
            ]
            return JSONText.object(fields).text + "\n"
        }.joined()
    }

    private func kept(_ programs: [RememberedProgram]) -> [RememberedProgram] {
        var kept = programs
        while kept.count > limit {
            kept.remove(at: kept.firstIndex { !$0.isEdited } ?? 0)
        }
        return kept
    }

    private func replace(with programs: [RememberedProgram]) throws {
        self.programs = programs
        let text = programs.map(Self.line).joined()
        try stating { () throws(PrivateFile.Failure) in try file.replace(with: text) }
    }

    private static func line(_ program: RememberedProgram) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(program) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private func stating(_ body: () throws(PrivateFile.Failure) -> Void) throws {
        do {
            try body()
        } catch {
            throw Failure(path: path, action: error.action, reason: error.reason)
        }
    }

    private func failure(_ action: String) -> Failure {
        Failure(path: path, action: action, reason: String(cString: strerror(errno)))
    }
}
