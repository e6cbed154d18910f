import Analysis
import Foundation
import Script
import Volumes

/// The table of a session that was run on many scans: a row for each scan, a column for each value.
///
/// Every change is written at once, whole, so that a run that was cut off leaves what it had
/// finished. Beside it lies a JSON file that says what the columns hold (BIDS 1.9, "Tabular
/// files") and what made the table.
struct CohortTable {
    struct Row: Hashable {
        enum Status: String {
            case ran, failed
        }

        /// Relative to the folder of the table.
        let file: String
        /// SHA-256 of the scan's file; empty where it could not be read.
        var checksum = ""
        var subject: String?
        var session: String?
        var date: String?
        var status = Status.ran
        var message: String?
        /// Texts by the name of the column.
        var values: [String: String] = [:]
    }

    /// What a column of values holds.
    struct Column: Hashable {
        let name: String
        let label: String
        let unit: String
    }

    let path: String
    /// What made it: a run with another maker must not go on with it.
    let maker: Maker
    private(set) var rows: [Row] = []
    private(set) var columns: [Column] = []

    struct Maker: Hashable {
        /// The name of the session's file.
        let session: String
        /// SHA-256 of code, weights and number format.
        let checksum: String
        let weights: [SessionHeader.Weights]
    }

    private static let fixed = [
        "file", "participant_id", "session_id", "acq_date", "sha256", "status", "message",
    ]
    /// What BIDS writes where there is nothing.
    private static let nothing = "n/a"

    /// Begins a table, or goes on with the one that is there.
    ///
    /// - Throws: `CohortReplay.Failure.otherTable`.
    init(path: String, maker: Maker) throws {
        self.path = path
        self.maker = maker
        guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else { return }
        guard let described = FileManager.default.contents(atPath: sidecarPath),
            let fields = try? JSONSerialization.jsonObject(with: described) as? [String: Any],
            fields["SessionChecksum"] as? String == maker.checksum
        else { throw CohortReplay.Failure.otherTable(path: path) }
        let lines = SeparatedValues.rows(
            of: String(decoding: data, as: UTF8.self),
            separator: Character(separator.rawValue))
        guard let names = lines.first, Array(names.prefix(Self.fixed.count)) == Self.fixed else {
            throw CohortReplay.Failure.otherTable(path: path)
        }
        columns = names.dropFirst(Self.fixed.count).map { name in
            let facts = fields[name] as? [String: Any]
            return Column(
                name: name, label: facts?["LongName"] as? String ?? name,
                unit: facts?["Units"] as? String ?? "")
        }
        rows = lines.dropFirst().compactMap { Self.row(Dictionary(zip(names, $0)) { $1 }) }
    }

    private static func row(_ cells: [String: String]) -> Row? {
        func cell(_ name: String) -> String? { cells[name].flatMap { $0 == nothing ? nil : $0 } }
        guard let file = cell("file"), let status = cell("status").flatMap(Row.Status.init) else {
            return nil
        }
        var row = Row(file: file)
        row.checksum = cell("sha256") ?? ""
        row.subject = cell("participant_id").map { String($0.trimmingPrefix("sub-")) }
        row.session = cell("session_id").map { String($0.trimmingPrefix("ses-")) }
        row.date = cell("acq_date")
        row.status = status
        row.message = cell("message")
        row.values = cells.filter { !fixed.contains($0.key) && $0.value != nothing }
        return row
    }

    /// Whether a scan is done: it ran, and its file is still the same.
    func holds(_ file: String, checksum: String) -> Bool {
        rows.contains { $0.file == file && $0.status == .ran && $0.checksum == checksum }
    }

    /// Puts a row in, in the place of an older one of the same file, and writes the table.
    ///
    /// - Parameter values: What the session reported for the scan.
    /// - Throws: `VolumeError`.
    mutating func add(_ row: Row, _ values: [ReportedValue]) throws {
        var row = row
        var used: Set<String> = []
        for value in values {
            let base = Self.columnName(label: value.label, unit: value.unit)
            var name = base
            var number = 2
            // A label that a program reports again has a column of its own.
            while !used.insert(name).inserted {
                name = "\(base)_\(number)"
                number += 1
            }
            if !columns.contains(where: { $0.name == name }) {
                columns.append(Column(name: name, label: value.label, unit: value.unit))
            }
            row.values[name] = Self.cell(value.content)
        }
        if let index = rows.firstIndex(where: { $0.file == row.file }) {
            rows[index] = row
        } else {
            rows.append(row)
        }
        try write()
    }

    private static func cell(_ content: ReportedValue.Content) -> String {
        if case .text(let text) = content { return text }
        return content.description
    }

    /// Letters, digits and "_" only, as BIDS asks: "left_hippocampus_volume_mL".
    static func columnName(label: String, unit: String) -> String {
        let words = [label, unit == "%" ? "percent" : unit].joined(separator: " ")
        var name = ""
        for character in words.replacing("³", with: "3").replacing("²", with: "2") {
            if character.isLetter || character.isNumber {
                name.append(character)
            } else if !name.isEmpty, !name.hasSuffix("_") {
                name.append("_")
            }
        }
        while name.hasSuffix("_") { name.removeLast() }
        if name.isEmpty { return "value" }
        return fixed.contains(name) ? name + "_value" : name
    }
}

extension CohortTable {
    /// What separates the cells, by the file's ending; nil for a file that cannot grow line by line.
    static func separator(of path: String) -> TableValue.Separator? {
        TableValue.FileFormat(ending: path)?.separator
    }

    private var separator: TableValue.Separator { Self.separator(of: path) ?? .tab }

    private var sidecarPath: String {
        NSString(string: path).deletingPathExtension + ".json"
    }

    /// The description goes first: a table without it could not be gone on with.
    private func write() throws {
        try TextFile.write(sidecar, to: sidecarPath, overwrite: true)
        let table = TableValue(
            columns: Self.fixed + columns.map(\.name),
            rows: rows.map { row in cells(row).map(Value.text) })
        try TextFile.write(table.separatedValues(by: separator), to: path, overwrite: true)
    }

    private func cells(_ row: Row) -> [String] {
        let facts: [String?] = [
            row.file, row.subject.map { "sub-" + $0 }, row.session.map { "ses-" + $0 }, row.date,
            row.checksum.isEmpty ? nil : row.checksum, row.status.rawValue, row.message,
        ]
        return (facts + columns.map { row.values[$0.name] }).map { $0 ?? Self.nothing }
    }

    private var sidecar: String {
        var fields: [String: Any] = [
            "Description": "What the session \(maker.session) gave for each scan",
            "GeneratedBy": [["Name": "voxelprompt", "Version": ProgramVersion.current]],
            "SessionChecksum": maker.checksum,
            "Weights": Dictionary(
                maker.weights.map { ($0.file, "sha256:\($0.checksum)") }, uniquingKeysWith: { $1 }),
        ]
        for column in columns {
            var facts = ["LongName": column.label]
            if !column.unit.isEmpty { facts["Units"] = column.unit }
            fields[column.name] = facts
        }
        let data = try? JSONSerialization.data(
            withJSONObject: fields, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data(), as: UTF8.self) + "\n"
    }
}
