import Analysis

extension Replay {
    /// A file to load, and what it stands for.
    struct PlannedInput {
        let record: InputRecord
        let substitute: Substitute?
    }

    /// The inputs of the session with their substitutes; the last of a name counts.
    ///
    /// - Throws: `Failure.unknownName`.
    func plannedInputs() throws -> [PlannedInput] {
        var records: [InputRecord] = []
        for record in document.inputs {
            records.removeAll { $0.role == record.role && $0.name == record.name }
            records.append(record)
        }
        let names = Set(records.map(\.name)).sorted()
        var planned: [PlannedInput] = records.map { record in
            PlannedInput(
                record: record,
                substitute: substitutes.last { $0.role == record.role && $0.name == record.name })
        }
        for substitute in substitutes
        where !planned.contains(where: { $0.substitute == substitute }) {
            guard names.contains(substitute.name) else {
                throw Failure.unknownName(substitute.name, known: names)
            }
            // Another kind of input for a known name: a label map for a scan, for example.
            planned.append(
                PlannedInput(
                    record: InputRecord(
                        role: substitute.role, name: substitute.name, path: "nothing",
                        checksum: "", geometry: ""),
                    substitute: substitute))
        }
        return planned
    }

    /// Loads one input and says what is different about it.
    ///
    /// - Throws: `Failure.input`.
    func load(
        _ input: PlannedInput, into workspace: inout Workspace, _ found: (ReplayEvent) -> Void
    ) throws {
        let record = input.record
        let replacesScan = substitutes.contains { $0.role == .scan && $0.name == record.name }
        if record.role == .labels, replacesScan, input.substitute == nil {
            found(.labelsLeftOut(name: record.name))
            return
        }
        let file =
            input.substitute?.path
            ?? SessionPath.resolved(record.path, from: SessionPath.folder(of: path))
        let loaded: LoadedInput
        do {
            switch record.role {
            case .scan:
                loaded = try workspace.loadScan(
                    at: file, as: record.name, date: input.substitute?.date ?? record.date,
                    vocabulary: engine.vocabulary)
            case .labels:
                loaded = try workspace.loadLabels(
                    at: file, for: record.name, vocabulary: engine.vocabulary)
            }
        } catch {
            throw Failure.input(name: record.name, message: "\(error)")
        }
        if input.substitute != nil {
            found(.substituted(record, path: file))
        } else if loaded.file.checksum != record.checksum {
            found(.changedInput(record, checksum: loaded.file.checksum))
        }
        for warning in loaded.warnings { found(.warning("\(record.name): \(warning)")) }
    }
}
