import Analysis
import Script
import Volumes

/// What there is to say about a file that was just loaded.
package struct LoadedInput: Sendable {
    package let role: InputRecord.Role
    package let name: String
    package let file: InputFile
    package let geometry: Geometry
    /// What a reader should know before trusting it.
    package let warnings: [String]

    /// As the session file states it.
    ///
    /// - Parameter folder: The folder of the session file.
    package func record(from folder: String) -> InputRecord {
        InputRecord(
            role: role, name: name, path: SessionPath.relative(file.path, to: folder),
            checksum: file.checksum, geometry: geometry.summary, date: file.date)
    }
}

extension Workspace {
    /// Loads a scan under a name; what had the name before is replaced.
    ///
    /// - Parameter date: The day of the acquisition; nil takes it from the data set around the
    ///   file, if that says so.
    /// - Throws: `VolumeError`; `AnalysisError` when a label map of that name does not lie on it.
    package mutating func loadScan(
        at path: String, as name: String, date: String? = nil, vocabulary: Vocabulary
    ) throws -> LoadedInput {
        let loaded = try VolumeFile.readVolume(at: path)
        var warnings = loaded.warnings
        if let labels = labels[name] {
            warnings +=
                try labels.segmenter(
                    for: loaded.volume.geometry, name: name, vocabulary: vocabulary
                ).note.map { [$0] } ?? []
        }
        let date = date ?? AcquisitionDay.day(ofScanAt: path)
        let file = InputFile(path: path, checksum: loaded.checksum, date: date)
        let scan = ScanValue(
            volume: loaded.volume, name: name,
            file: ScanValue.ScanFile(path: path, checksum: loaded.checksum))
        set(name, to: .object(scan), from: .scan(file))
        return LoadedInput(
            role: .scan, name: name, file: file, geometry: loaded.volume.geometry,
            warnings: warnings)
    }

    /// Loads a label map that stands in for the network for the scan of that name. Without such a
    /// scan the map itself gets the name.
    ///
    /// - Throws: `VolumeError`; `AnalysisError` when the map does not lie on the scan.
    package mutating func loadLabels(
        at path: String, for name: String, vocabulary: Vocabulary
    ) throws -> LoadedInput {
        let loaded = try VolumeFile.loadLabelMap(at: path)
        let file = InputFile(path: path, checksum: loaded.checksum)
        let source = LabelSource(map: loaded.labelMap, file: file, vocabulary: vocabulary)
        var warnings = loaded.warnings
        if case .object(let scan as ScanValue)? = self[name: name]?.value {
            warnings +=
                try source.segmenter(
                    for: scan.volume.geometry, name: name, vocabulary: vocabulary
                ).note.map { [$0] } ?? []
        } else {
            let value = LabelMapValue(loaded.labelMap, name: source.title)
            set(name, to: .object(value), from: .labels(file))
        }
        setLabels(source, for: name)
        return LoadedInput(
            role: .labels, name: name, file: file, geometry: loaded.labelMap.geometry,
            warnings: warnings)
    }
}
