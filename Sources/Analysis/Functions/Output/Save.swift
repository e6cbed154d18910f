import Foundation
import Script
import Volumes

/// `save(value, path)`.
enum Save: BuiltIn {
    static let signature = Signature(
        name: "save",
        summary: "Writes an image or a table to a file.",
        parameters: [
            Parameter(
                "value", Kind.image.union(.table), "a mask, a volume, a label map or a table"),
            Parameter("path", .string, "the file: .nii or .nii.gz; .csv or .tsv for a table"),
        ],
        result: .none,
        examples: [
            "save(segment(t1, \"left hippocampus\"), \"left_hippocampus.nii.gz\")",
            """
            white = segment(t1, "white matter")
            save(t1 * white, "t1_white_matter.nii.gz")
            """,
        ])

    static let details = [
        "NIfTI on the grid of the source scan, with its header kept: masks as 8-bit 0 and 1, "
            + "volumes as 32-bit numbers. How the image was made is written into the file.",
        "A table goes out as comma-separated (.csv) or tab-separated (.tsv) values in UTF-8, "
            + "under a line with the names of its columns.",
        "A file that exists already is replaced only when the user agrees; with nobody to ask it "
            + "is an error. Errors: a folder that does not exist, another ending, a full disk.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let path = try binding.effects.destination(of: arguments.string(named: "path"))
        guard case .object(let object) = arguments.value(named: "value") else {
            throw AnalysisError.noSavableValue(
                found: arguments.value(named: "value").kind.phrase)
        }
        if object is TableValue, TableValue.Separator(ending: path) == nil {
            throw AnalysisError.badTableName(path: path)
        }
        let exists = FileManager.default.fileExists(atPath: path)
        if exists {
            switch try binding.effects.decideOverwrite(of: path) {
            case .overwrite: break
            case .keep: throw AnalysisError.keptFile(path: path)
            case .forbidden: throw AnalysisError.fileExists(path: path)
            }
        }
        let content = try write(object, to: path, overwrite: exists, history: binding.history)
        try binding.effects.saved(SavedFile(path: path, content: content, replaced: exists))
        return .nothing
    }

    /// - Returns: What was written, in words.
    private static func write(
        _ object: any DomainValue, to path: String, overwrite: Bool, history: String?
    ) throws -> String {
        switch object {
        case let mask as MaskValue:
            let made =
                mask.origin.map { "mask of \(mask.name) by the \($0)" } ?? "mask \(mask.name)"
            let source = mask.scan?.file.map { "from the file with SHA-256 \($0.checksum)" }
            try VolumeFile.write(
                mask.mask, to: path, overwrite: overwrite,
                history: lines(history, made, source))
            return "mask of \(mask.name)"
        case let scan as ScanValue:
            let source = scan.file.map { "from the file with SHA-256 \($0.checksum)" }
            try VolumeFile.write(
                scan.volume, to: path, overwrite: overwrite,
                history: lines(history, "volume \(scan.name)", source))
            return "volume \(scan.name)"
        case let labels as LabelMapValue:
            try VolumeFile.write(
                labels.labelMap, to: path, overwrite: overwrite,
                history: lines(history, "label map \(labels.name)"))
            return "label map \(labels.name)"
        case let table as TableValue:
            let separator = TableValue.Separator(ending: path) ?? .comma
            try TextFile.write(
                table.separatedValues(by: separator), to: path, overwrite: overwrite)
            return table.summary
        default:
            throw AnalysisError.noSavableValue(found: object.kind.phrase)
        }
    }

    private static func lines(_ parts: String?...) -> String {
        parts.compactMap { $0 }.joined(separator: "\n")
    }
}
