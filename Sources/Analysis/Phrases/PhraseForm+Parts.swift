extension PhraseForm {
    /// Words that make a part of what they precede: the anterior insula. Normalised.
    package static let directions: Set<String> = [
        "anterior", "posterior", "superior", "inferior", "dorsal", "ventral", "medial", "lateral",
        "rostral", "caudal", "middle", "upper", "lower", "deep", "mid", "anteromedial",
        "dorsolateral", "ventromedial", "half", "near", "below", "above", "beside", "around",
    ]

    /// Words that make something else of what they follow: the lingual artery. Normalised.
    package static let foreign: Set<String> = [
        "artery", "vein", "nerve", "sulcus", "fissure", "tract", "bundle", "fasciculus", "tumour",
        "cyst", "horn", "bone", "sinus", "muscle", "operculum", "junction", "network", "infarct",
        "metastasis", "white", "wm", "peduncle", "nucleus", "sheath", "thickness", "function",
        "disease", "shunt", "surgery", "stimulation", "connectivity", "atrophy", "pain", "abscess",
        "subfield", "layer", "wall", "head", "tail", "body",
    ]

    /// Words that make a part, or something else, of what they are "of": the head of the caudate.
    /// Normalised.
    package static let parts: Set<String> = [
        "part", "head", "tail", "body", "tip", "wall", "edge", "bank", "surface", "layer", "sulcus",
        "uncus", "matter", "tumour", "metastasis", "front", "back", "fundus", "crus",
    ]

    /// The words of which the phrase names a part or something else: "caudate" for "head of the
    /// caudate" and for "caudate infarct".
    ///
    /// - Returns: nil where it does so in none of these ways.
    var wholeOfPart: PhraseForm? {
        guard let first = words.first else { return nil }
        let rest: ArraySlice<String>
        if Self.directions.contains(first) {
            rest = words.dropFirst()
        } else if Self.parts.contains(first), words.dropFirst().first == "of" {
            rest = words.dropFirst(2)
        } else if let last = words.last, Self.foreign.contains(last) {
            rest = words.dropLast()
        } else {
            return nil
        }
        return rest.isEmpty ? nil : PhraseForm(rest.joined(separator: " "))
    }
}
