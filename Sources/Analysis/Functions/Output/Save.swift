import Foundation
import Script
import Volumes

/// `save(value, path)`.
enum Save: BuiltIn {
    static let signature = Signature(
        name: "save",
        summary: "Writes an image, a table or a transform to a file.",
        parameters: [
            Parameter(
                "value", Kind.image.union([.table, .transform]),
                "a mask, a volume, a label map, a table or a transform"),
            Parameter(
                "path", .string,
                "the file: .nii or .nii.gz; .csv, .tsv or .json for a table; .txt or .tfm for a "
                    + "transform"),
        ],
        result: .none,
        examples: [
            "save(segment(t1, \"left hippocampus\"), \"left_hippocampus.nii.gz\")",
            """
            white = segment(t1, "white matter")
            save(t1 * white, "t1_white_matter.nii.gz")
            """,
        ], effect: .writesFile)

    static let details = [
        "NIfTI on the grid of the source scan, with its header kept: masks as 8-bit 0 and 1, "
            + "volumes as 32-bit numbers.",
        "How the image was made goes into a header extension: the program's version, the checksums "
            + "of the source scan and of the networks' weights, where they had a part in it, and the code. The same lies beside it in a JSON file with the keys "
            + "of BIDS derivatives, mask.json for mask.nii.gz, with the image's own checksum.",
        "A table goes out as comma-separated (.csv) or tab-separated (.tsv) values in UTF-8, "
            + "under a line with the names of its columns; or as a list of objects (.json), with null "
            + "for None and for what is no finite number.",
        "A transform goes out in ITK's text format, which ITK-SNAP, ANTs, Slicer and SimpleITK read. "
            + "As they have it, the file carries positions of the fixed scan, left, posterior, "
            + "superior, to those of the moving one.",
        "A file, or a JSON file beside it, that exists already is replaced only when the user agrees; with nobody to ask it "
            + "is an error. Errors: a folder that does not exist, another ending, a full disk.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let path = try binding.effects.destination(of: arguments.string(named: "path"))
        guard case .object(let object) = arguments.value(named: "value") else {
            throw AnalysisError.noSavableValue(
                found: arguments.value(named: "value").kind.phrase)
        }
        let format = TableValue.FileFormat(ending: path)
        if object is TableValue, format == nil {
            throw AnalysisError.badTableName(path: path)
        }
        if object is TransformValue, ![".txt", ".tfm"].contains(where: path.lowercased().hasSuffix)
        {
            throw AnalysisError.badTransformName(path: path)
        }
        let image = SavedImage(object)
        let sidecar = image == nil ? nil : SavedImage.sidecarPath(of: path)
        // All are asked for before any is written.
        let replaced = Set(
            try [path, sidecar].compactMap(\.self).filter(binding.effects.replaces))
        let content: String
        if let image {
            try image.write(
                to: path, sidecar: sidecar, replacing: replaced, binding,
                arguments.control(binding))
            content = image.title
        } else if let table = object as? TableValue, let format {
            try TextFile.write(
                table.text(as: format), to: path, overwrite: replaced.contains(path))
            content = table.summary
        } else if let transform = object as? TransformValue {
            try TextFile.write(
                ITKTransformFile.text(of: transform.affine.inverse), to: path,
                overwrite: replaced.contains(path))
            content = transform.summary
        } else {
            throw AnalysisError.noSavableValue(found: object.kind.phrase)
        }
        try binding.effects.saved(
            SavedFile(path: path, content: content, replaced: replaced.contains(path)))
        return .nothing
    }
}
