import Foundation
import Script

/// `save_picture(image, path, mask=None, plane=None)`.
enum SavePicture: BuiltIn {
    static let signature = Signature(
        name: "save_picture",
        summary: "Draws an image, with masks over it, into a picture file.",
        parameters: [
            Show.image,
            Parameter("path", .string, "the file: .png, or .txt for a picture in characters"),
            Show.mask, Show.plane,
        ],
        result: .none,
        examples: [
            "save_picture(t1, \"t1.png\")",
            """
            sides = [segment(t1, "left hippocampus"), segment(t1, "right hippocampus")]
            save_picture(t1, "hippocampi.png", mask=sides)
            """,
        ], effect: .writesFile)

    static let details = [
        "The slices of show, finer, with their letters, positions, window, scale and the "
            + "names of the masks.",
        "The program's version and the names of the scan and the masks go into a PNG file too.",
        "A file that exists already is replaced only when the user agrees; with nobody to ask it "
            + "is an error. Errors: a mask on another grid than the image, another ending.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let showing = try Show.showing(arguments)
        let path = try binding.effects.destination(of: arguments.string(named: "path"))
        guard [".png", ".txt"].contains(where: path.lowercased().hasSuffix) else {
            throw AnalysisError.badPictureName(path: path)
        }
        let replaces = try binding.effects.replaces(path)
        try binding.effects.draw(showing, to: path, replacing: replaces)
        try binding.effects.saved(
            SavedFile(path: path, content: "picture of \(showing.title)", replaced: replaces))
        return .nothing
    }
}

extension Showing {
    /// "t1 with left hippocampus".
    package var title: String {
        let masks = masks.map(\.name)
        guard !masks.isEmpty else { return image.place.name }
        return "\(image.place.name) with \(masks.joined(separator: ", "))"
    }
}
