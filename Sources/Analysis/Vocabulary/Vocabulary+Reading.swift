import Foundation

extension Vocabulary {
    /// Reads the table from its JSON file.
    ///
    /// - Parameter path: The file, e.g. `models/vocabulary.json`.
    /// - Throws: `VocabularyError` saying which field of which structure is wrong.
    package init(path: String) throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            let exists = FileManager.default.fileExists(atPath: path)
            let reason = exists ? "the file cannot be opened" : "there is no such file"
            throw VocabularyError(path: path, problem: .unreadable(reason: reason))
        }
        try self.init(json: data, path: path)
    }

    /// Reads the table from JSON text.
    ///
    /// - Parameters:
    ///   - json: The text of the file.
    ///   - path: The file's name, for messages.
    package init(json: Data, path: String) throws {
        func fail(_ problem: VocabularyError.Problem) -> VocabularyError {
            VocabularyError(path: path, problem: problem)
        }
        let root: Any
        do {
            root = try JSONSerialization.jsonObject(with: json)
        } catch {
            let facts = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
            throw fail(.notJSON(reason: facts ?? "it cannot be parsed"))
        }
        guard let table = root as? [String: Any], let rows = table["structures"] as? [Any],
            !rows.isEmpty
        else { throw fail(.notATable) }
        guard let version = table["version"] as? Int, version == 1 else {
            throw fail(.version(found: table["version"].map { "\($0)" } ?? "missing"))
        }
        let structures = try rows.enumerated().map { index, row in
            guard let fields = row as? [String: Any] else {
                throw fail(
                    .wrongType(
                        field: "structures", structure: "row \(index + 1)", expected: "an object"))
            }
            return try StructureRow(fields: fields, number: index + 1, path: path).structure()
        }
        let outside = table["outside"] ?? [String]()
        guard let outside = outside as? [String] else {
            throw fail(
                .wrongType(field: "outside", structure: "the table", expected: "a list of texts"))
        }
        try self.init(structures: structures, outside: outside, path: path)
    }
}

/// One row of the JSON table on its way to a `Structure`.
private struct StructureRow {
    let fields: [String: Any]
    let number: Int
    let path: String

    /// How messages call the row.
    private var title: String {
        (fields["name"] as? String).map { "“\($0)”" } ?? "row \(number)"
    }

    func structure() throws -> Structure {
        let name: String = try required("name", "a text")
        let isSided: Bool = try required("sided", "true or false")
        let isLeaf: Bool = try required("leaf", "true or false")
        let isParcel: Bool = try optional("parcel", "true or false") ?? false
        let isOverlay: Bool = try optional("overlay", "true or false") ?? false
        let synonyms: [String] = try optional("synonyms", "a list of texts") ?? []
        let composition: Structure.Composition
        if isOverlay {
            composition = .overlay(labels: try labels(isSided: isSided))
        } else if isLeaf {
            composition = .leaf(labels: try labels(isSided: isSided))
        } else if isParcel {
            composition = .parcel(labels: try labels(isSided: isSided))
        } else {
            composition = .composite(parts: try required("parts", "a list of names"))
        }
        return Structure(
            name: name, isSided: isSided, composition: composition, synonyms: synonyms)
    }

    private func labels(isSided: Bool) throws -> [Side: [Int32]] {
        let expected = "a list of whole numbers"
        var labels: [Side: [Int32]] = [:]
        if isSided {
            labels[.left] = try (required("left", expected) as [Int]).map(Int32.init(clamping:))
            labels[.right] = try (required("right", expected) as [Int]).map(Int32.init(clamping:))
        } else {
            labels[.both] = try (required("labels", expected) as [Int]).map(Int32.init(clamping:))
        }
        guard labels.values.allSatisfy({ !$0.isEmpty }) else {
            throw VocabularyError(path: path, problem: .noLabels(structure: title))
        }
        return labels
    }

    private func required<T>(_ field: String, _ expected: String) throws -> T {
        guard let value: T = try optional(field, expected) else {
            throw VocabularyError(path: path, problem: .missing(field: field, structure: title))
        }
        return value
    }

    private func optional<T>(_ field: String, _ expected: String) throws -> T? {
        guard let value = fields[field] else { return nil }
        guard let typed = value as? T else {
            throw VocabularyError(
                path: path,
                problem: .wrongType(field: field, structure: title, expected: expected))
        }
        return typed
    }
}
