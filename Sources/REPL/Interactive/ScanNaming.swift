import Session

/// Names for scans that come without one.
enum ScanNaming {
    /// A name made from that of the file: the contrast it speaks of, else the name itself.
    ///
    /// - Parameter taken: Names that are in use.
    static func name(for path: String, taken: Set<String>) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = stem(of: file)
        let base = contrast(in: stem) ?? identifier(from: stem) ?? "t1"
        guard taken.contains(base) || !WorkspaceName.isValid(base) else { return base }
        var number = 2
        while taken.contains("\(base)_\(number)") { number += 1 }
        return "\(base)_\(number)"
    }

    private static func stem(of file: String) -> String {
        let lower = file.lowercased()
        for ending in [".nii.gz", ".nii", ".mgz", ".mgh", ".hdr", ".img", ".img.gz"]
        where lower.hasSuffix(ending) && file.count > ending.count {
            return String(file.dropLast(ending.count))
        }
        return file
    }

    /// What the words of a file name say about the contrast; it serves the name only.
    private static func contrast(in stem: String) -> String? {
        let words = stem.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
        for word in words.reversed() {
            if let found = contrasts[word] { return found }
        }
        return nil
    }

    private static let contrasts = [
        "t1": "t1", "t1w": "t1", "mprage": "t1", "spgr": "t1", "bravo": "t1", "t1c": "t1c",
        "t1ce": "t1c", "t1gd": "t1c", "t2": "t2", "t2w": "t2", "flair": "flair", "pd": "pd",
        "pdw": "pd", "swi": "swi", "dwi": "dwi", "bold": "bold",
    ]

    /// A name of the language out of any text; nil when nothing of it can be used.
    private static func identifier(from stem: String) -> String? {
        var name = ""
        for scalar in stem.unicodeScalars {
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || isDigit(scalar))
            if isPlain {
                name.unicodeScalars.append(scalar)
            } else if !name.isEmpty, !name.hasSuffix("_") {
                name += "_"
            }
        }
        while name.hasSuffix("_") { name.removeLast() }
        guard let first = name.unicodeScalars.first else { return nil }
        return isDigit(first) ? "scan_" + name : name
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
