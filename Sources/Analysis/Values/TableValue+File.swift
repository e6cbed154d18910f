import Foundation
import Script

extension TableValue {
    /// How a table is written to a file.
    package enum FileFormat: String, Hashable, Sendable, CaseIterable {
        case csv
        case tsv
        case json

        /// By the ending of a file's name, in any case; nil for any other.
        package init?(ending path: String) {
            let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
            let parts = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count > 1, name.first != "." || parts.count > 2, let ending = parts.last
            else { return nil }
            self.init(rawValue: String(ending))
        }

        /// What stands between cells; nil for a file that has them otherwise.
        package var separator: Separator? {
            switch self {
            case .csv: .comma
            case .tsv: .tab
            case .json: nil
            }
        }
    }

    /// The table as a file holds it.
    package func text(as format: FileFormat) -> String {
        format.separator.map(separatedValues) ?? json
    }

    /// A list of rows, a line each, each an object with the columns in their order; numbers with all
    /// their digits, null for None and for what is no finite number (RFC 8259).
    private var json: String {
        let names = columns.map(Self.quoted)
        let lines = rows.map { row in
            let cells = zip(names, row).map { "\($0): \(Self.json($1))" }
            return "  {\(cells.joined(separator: ", "))}"
        }
        return lines.isEmpty ? "[]\n" : "[\n\(lines.joined(separator: ",\n"))\n]\n"
    }

    private static func json(_ value: Value) -> String {
        switch value {
        case .bool(let truth): truth ? "true" : "false"
        case .float(let number): number.isFinite ? value.display : "null"
        case .int: value.display
        default: value.content.map(quoted) ?? "null"
        }
    }

    /// A string of JSON.
    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case _ where scalar.value < 0x20: String(format: "\\u%04x", scalar.value)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
