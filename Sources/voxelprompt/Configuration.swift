import Foundation
import REPL

/// The settings of the configuration file: what holds where the command line says nothing.
///
/// A line is `name = value`, where the name is that of an option without its dashes; `#` begins a
/// comment.
struct Configuration {
    struct Setting: Hashable {
        let name: String
        let value: String
    }

    /// Why a line cannot be used.
    enum Mistake: Hashable {
        case unknown(String, nearest: String?)
        case form(String)
    }

    /// Each name once.
    private(set) var settings: [Setting] = []

    init() {}

    /// Reads the user's file, or the one named.
    ///
    /// - Parameter named: What `--config` says; "none" means no file.
    /// - Throws: `UsageError`; a file that is named has to be there.
    init(named: String?, environment: [String: String]) throws {
        let usual = UserFolder.configuration.path(environment: environment) + "/config"
        let path = named.map { NSString(string: $0).expandingTildeInPath } ?? usual
        let isWanted = named != nil || FileManager.default.fileExists(atPath: path)
        guard named != "none", isWanted else {
            self.init()
            return
        }
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw UsageError.noConfiguration(path: path, reason: error.localizedDescription)
        }
        try self.init(text: String(decoding: data, as: UTF8.self), path: path)
    }

    /// - Throws: `UsageError` with the line that cannot be used.
    init(text: String, path: String) throws {
        let names = CommandSyntax.settings.map { String($0.name.dropFirst(2)) }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            // A value may hold a “#”; a comment stands at the start or behind a blank.
            let comment = line.firstRange(of: /(^|\s)#/)?.lowerBound ?? line.endIndex
            let content = line[..<comment].trimmingCharacters(in: .whitespaces)
            if content.isEmpty { continue }
            let parts = content.split(separator: "=", maxSplits: 1)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw UsageError.configuration(path: path, line: index + 1, .form(content))
            }
            guard names.contains(parts[0]) else {
                throw UsageError.configuration(
                    path: path, line: index + 1,
                    .unknown(parts[0], nearest: Nearest.name(to: parts[0], among: names)))
            }
            settings.removeAll { $0.name == parts[0] }
            settings.append(Setting(name: parts[0], value: parts[1]))
        }
    }

    /// The file with these settings; every other one stands there as a comment.
    var text: String {
        var lines = [
            "# Settings of voxelprompt. A line is: name = value. Each is an option too, written",
            "# --name value, which wins over this file.", "",
        ]
        for option in CommandSyntax.settings {
            let name = option.name.dropFirst(2)
            lines.append("# \(option.summary)")
            if let setting = settings.first(where: { $0.name == name }) {
                lines.append("\(name) = \(setting.value)")
            } else {
                lines.append("# \(name) = \(option.value ?? "")")
            }
            lines.append("")
        }
        return lines.dropLast().joined(separator: "\n") + "\n"
    }
}
