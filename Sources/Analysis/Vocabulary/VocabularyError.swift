/// Why a vocabulary file cannot be used.
package struct VocabularyError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        case unreadable(reason: String)
        case notJSON(reason: String)
        case notATable
        case version(found: String)
        case missing(field: String, structure: String)
        case wrongType(field: String, structure: String, expected: String)
        case noLabels(structure: String)
        case duplicateName(name: String, first: String, second: String)
        case duplicateLabel(label: Int32, first: String, second: String)
        case unknownPart(part: String, structure: String)
        case circular(structure: String)
        case mixedParts(structure: String)
        case knownOutside(name: String, structure: String)
    }

    /// The file, as the user named it.
    package let path: String
    package let problem: Problem

    package var description: String { message }

    /// What is wrong, where, and what to do.
    package var message: String {
        let advice = "Take the file that belongs to this version of the program, or mend it."
        switch problem {
        case .unreadable(let reason):
            return "Cannot read the vocabulary “\(path)”: \(reason). Check the path: --models and "
                + "VOXELPROMPT_MODELS say where the models are."
        case .notJSON(let reason):
            return "The vocabulary “\(path)” is not JSON: \(reason). \(advice)"
        case .notATable:
            return "The vocabulary “\(path)” holds no list “structures”. \(advice)"
        case .version(let found):
            return "The vocabulary “\(path)” has version \(found); this program reads version 1. "
                + advice
        case .missing(let field, let structure):
            return "In the vocabulary “\(path)”, \(structure) has no “\(field)”. \(advice)"
        case .wrongType(let field, let structure, let expected):
            return "In the vocabulary “\(path)”, “\(field)” of \(structure) is not \(expected). "
                + advice
        case .noLabels(let structure):
            return "In the vocabulary “\(path)”, \(structure) has no label numbers. \(advice)"
        case .duplicateName(let name, let first, let second):
            return "In the vocabulary “\(path)”, “\(name)” names both \(first) and \(second). "
                + "A name must have one meaning: remove one of the two."
        case .duplicateLabel(let label, let first, let second):
            return "In the vocabulary “\(path)”, label \(label) belongs to both \(first) and "
                + "\(second). Leaves and parcels must not share one: remove one of the two."
        case .unknownPart(let part, let structure):
            return "In the vocabulary “\(path)”, \(structure) has the part “\(part)”, which no "
                + "structure is named. \(advice)"
        case .circular(let structure):
            return "In the vocabulary “\(path)”, \(structure) contains itself. \(advice)"
        case .knownOutside(let name, let structure):
            return "In the vocabulary “\(path)”, “\(name)” stands under “outside” and names "
                + "\(structure). \(advice)"
        case .mixedParts(let structure):
            return "In the vocabulary “\(path)”, \(structure) is made of leaves and of cortical "
                + "parcels, which overlap. \(advice)"
        }
    }
}
