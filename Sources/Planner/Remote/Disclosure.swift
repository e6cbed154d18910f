import Script

/// What may leave the machine in the place of what may not.
///
/// File names and paths, and names of scans that say more than what kind of scan it is, may name a
/// person. They go out as stand-ins, and are put back in what comes in.
struct Disclosure: Sendable {
    /// What stands for what: the private text, and its stand-in.
    private(set) var pairs: [(real: String, standIn: String)] = []

    /// - Parameter texts: all that is about to leave.
    init(texts: [String], items: [PlanningContext.Item]) {
        var taken = Set(items.map(\.name))
        func free(_ base: String) -> String {
            var number = 1
            while taken.contains("\(base)\(number)") { number += 1 }
            taken.insert("\(base)\(number)")
            return "\(base)\(number)"
        }
        for item in items where Self.mayNameAPerson(item) {
            pairs.append((item.name, free(item.kind == .labelMap ? "labels" : "scan")))
        }
        var seen: Set<String> = []
        for file in texts.flatMap(Self.files) where seen.insert(file).inserted {
            pairs.append((file, free("file") + Self.ending(of: file)))
        }
        // What holds another one goes first.
        pairs.sort { $0.real.count > $1.real.count }
    }

    /// Text that may leave.
    func outgoing(_ text: String) -> String {
        pairs.reduce(text) { Self.replace($1.real, with: $1.standIn, in: $0) }
    }

    /// Text that came in, with everything by its own name.
    func incoming(_ text: String) -> String {
        pairs.reduce(text) { Self.replace($1.standIn, with: $1.real, in: $0) }
    }

    // MARK: - What is private

    /// Whether the name of a scan may have been made from that of its file, or given by the user
    /// after a person. Names that a program made speak of structures and measures.
    private static func mayNameAPerson(_ item: PlanningContext.Item) -> Bool {
        guard item.kind == .volume || item.kind == .labelMap else { return false }
        return !item.name.lowercased().split(separator: "_").allSatisfy { part in
            let word = part.reversed().drop { $0.isNumber }.reversed()
            return word.isEmpty && part.count <= 4 || plain.contains(String(word))
        }
    }

    /// Words that tell scans apart and nobody's name.
    private static let plain: Set<String> = [
        "t", "t1c", "t1w", "t1ce", "t2w", "mprage", "pd", "flair", "swi", "dwi", "adc", "bold",
        "ct", "mr", "mri", "scan", "image", "volume",
        "visit", "baseline", "followup", "follow", "up", "pre", "post", "before", "after", "first",
        "second", "third", "last", "old", "new", "sub", "subject", "patient", "case", "session",
        "ses",
        "run", "labels", "label", "lesion", "lesions", "mask", "brain", "head", "left", "right",
        "smoothed", "stripped", "registered", "aligned", "corrected", "resampled", "filtered",
        "normalized", "cropped", "flipped", "difference", "distance", "gradient", "map",
    ]

    private static let endings = [
        ".nii.gz", ".nii", ".mgz", ".mgh", ".dcm", ".hdr", ".img", ".csv", ".tsv", ".txt", ".json",
        ".py", ".md", ".png",
    ]

    /// File names and paths in a text.
    private static func files(in text: String) -> [String] {
        text.split { $0.isWhitespace || "\"'“”‘’`()[]{},;".contains($0) }.compactMap { word in
            var word = String(word)
            while let last = word.last, ".:!?".contains(last) { word.removeLast() }
            let isFile = !ending(of: word).isEmpty && word.count > ending(of: word).count
            let isPath =
                word.hasPrefix("/") || word.hasPrefix("~/") || word.hasPrefix("./")
                || word.hasPrefix("../") || word.contains("\\")
            return (isFile || isPath) && word.count > 1 ? word : nil
        }
    }

    private static func ending(of file: String) -> String {
        let lower = file.lowercased()
        return endings.first { lower.hasSuffix($0) }.map { String(file.suffix($0.count)) } ?? ""
    }

    /// Replaces a text where it stands alone, not inside a longer word.
    private static func replace(_ old: String, with new: String, in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: old) {
            let before =
                range.lowerBound > text.startIndex
                ? text[text.index(before: range.lowerBound)] : " "
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
            result += rest[..<range.lowerBound]
            result += isPart(before) || isPart(after) ? old : new
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
