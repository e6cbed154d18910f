extension PhraseForm {
    /// Words that make a part of what they precede: the anterior insula. Normalised.
    package static let directions: Set<String> = [
        "anterior", "posterior", "superior", "inferior", "dorsal", "ventral", "medial", "lateral",
        "rostral", "caudal", "middle", "upper", "lower", "deep", "mid", "anteromedial",
        "dorsolateral", "ventromedial",
    ]

    /// Words that make a part, or something else, of what they are "of": the head of the caudate.
    /// Normalised.
    package static let parts: Set<String> = [
        "part", "head", "tail", "body", "tip", "wall", "edge", "bank", "surface", "layer", "sulcus",
        "uncus", "matter", "tumour", "metastasis", "front", "back", "fundus", "crus",
    ]

    /// The words of which the phrase names only a part: "caudate" for "head of the caudate".
    ///
    /// - Returns: nil where it names no part in these ways.
    var wholeOfPart: PhraseForm? {
        guard let first = words.first else { return nil }
        let rest: ArraySlice<String>
        if Self.directions.contains(first) {
            rest = words.dropFirst()
        } else if Self.parts.contains(first), words.dropFirst().first == "of" {
            rest = words.dropFirst(2)
        } else {
            return nil
        }
        return rest.isEmpty ? nil : PhraseForm(rest.joined(separator: " "))
    }
}
