/// Why a built-in function cannot do what it was asked: facts first, prose in `message`.
package enum AnalysisError: Error, Hashable, Sendable {
    /// A phrase that means nothing here, met while running.
    case phrase(PhraseRefusal)
    case differentGrids(first: String, second: String, firstGrid: String, secondGrid: String)
    case emptyMask(function: String, mask: String)
    case notAnImage(function: String, parameter: String, found: String)
    case notReportable(found: String)
    case notFinite(label: String)
    case emptyLabel
    case noSavableValue(found: String)
    case fileExists(path: String)
    case keptFile(path: String)
    case notInLabelMap(structure: String, map: String, known: [String])
    case cortexNotParcelled(structure: String, map: String)
    case sidesNotSeparated(structure: String, map: String)
    case labelMapElsewhere(map: String, scan: String)
    case noNetwork(reason: String)
    case overlayNeedsLabels(structure: String)
    case computedTomography(scan: String)
    case termNeedsLabels(name: String)
    case noColumnValues(column: String, found: String)
    case unequalColumns(first: String, count: Int, second: String, other: Int)
    case noTableRow(row: Int, found: String)
    case noColumnName(found: String)
    case noCell(column: String, row: Int, found: String)
    case noColumn(name: String, known: [String])
    case noRow(number: Int, count: Int)
    case badTableName(path: String)
    case badTransformName(path: String)
    case badPictureName(path: String)
    case divisionByZero(operation: String)
    case masksCombineByLogic(operation: String)
    case badChoice(function: String, parameter: String, found: String, choices: [String])
    case undefinedPercentage(function: String)
    case poorRegistration(moving: String, fixed: String, doubt: RegistrationDoubt)
    case cancelled
}

extension AnalysisError {
    /// Runs what lower floors stop with their own word for it, and gives it ours.
    ///
    /// - Throws: `AnalysisError.cancelled`, and what else the body throws.
    static func stoppable<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch is CancellationError {
            throw AnalysisError.cancelled
        }
    }
}

extension AnalysisError: CustomStringConvertible {
    package var description: String { message }

    /// What was wrong, where, and what to do.
    package var message: String {
        switch self {
        case .phrase(let refusal): return refusal.message
        case .differentGrids(let first, let second, let firstGrid, let secondGrid):
            return
                "\(first) and \(second) lie on different grids (\(firstGrid); \(secondGrid)), so "
                + "their voxels do not correspond. Use images of one scan, or bring one onto the "
                + "other's grid with resample_like."
        case .emptyMask(let function, let mask):
            return "\(function) of an empty mask is undefined: \(mask) has no voxel. "
                + "Look at the mask with show, or test volume_ml(mask) > 0 first."
        case .notAnImage(let function, let parameter, let found):
            return "\(function) needs an image for “\(parameter)”, not a \(found)."
        case .notReportable(let found):
            return "report takes a number, a truth value or a text, not a \(found). "
                + "Report a measure of it, such as volume_ml(mask)."
        case .notFinite(let label):
            return "The value reported as “\(label)” is not a finite number. "
                + "Check the divisions that lead to it."
        case .emptyLabel:
            return "report needs a label that says what the value is, e.g. \"left hippocampus\"."
        case .noSavableValue(let found):
            return
                "save writes an image (a mask, a volume or a label map), a table or a transform, "
                + "not \(found). Print or report it."
        case .badTransformName(let path):
            return "\(path): a transform is written as .txt or .tfm. Choose such a name."
        case .badPictureName(let path):
            return "\(path): a picture is written as .png, or as .txt in characters. Choose such a "
                + "name."
        case .fileExists(let path):
            return "\(path) exists already and is not overwritten without being asked. "
                + "Choose another name or remove the file."
        case .keptFile(let path):
            return "\(path) was kept, nothing was saved. Choose another name."
        default: return messageAboutArguments ?? messageAboutTables ?? messageAboutSegmentation
        }
    }

    private var messageAboutArguments: String? {
        switch self {
        case .badChoice(let function, let parameter, let found, let choices):
            let list = choices.map { "\"\($0)\"" }.joined(separator: ", ")
            return "\(function) knows no “\(found)” for “\(parameter)”. Choose one of \(list)."
        case .undefinedPercentage(let function):
            return "\(function) is a percentage of zero here, which is undefined. Check that the "
                + "masks are not empty."
        default: return nil
        }
    }

    private var messageAboutTables: String? {
        switch self {
        case .noColumnValues(let column, let found):
            return "table needs a list of values for the column “\(column)”, not \(found). "
                + "Write {\"\(column)\": [3.9, 4.1]}."
        case .unequalColumns(let first, let count, let second, let other):
            return "The columns of a table have one length, but “\(first)” has \(count) values and "
                + "“\(second)” \(other). Fill the gaps with None."
        case .noTableRow(let row, let found):
            return "table needs rows that are dicts, {\"mL\": 3.9}, but row \(row) is \(found)."
        case .noColumnName(let found):
            return "A column of a table needs a name that is a text, not \(found)."
        case .noCell(let column, let row, let found):
            return "A cell of a table holds a number, a text, a truth value or None, but row "
                + "\(row) of “\(column)” is \(found). Put a measure of it there, such as "
                + "volume_ml(mask)."
        case .noColumn(let name, let known):
            let list =
                known.isEmpty ? "It has none." : "It has \(known.joined(separator: ", "))."
            return "The table has no column “\(name)”. \(list)"
        case .noRow(let number, let count):
            return "The table has no row \(number): it has "
                + (count == 1 ? "1 row" : "\(count) rows") + ", counted from 0."
        case .badTableName(let path):
            return "\(path): a table is written as .csv, .tsv or .json. Choose such a name."
        default: return nil
        }
    }

    private var messageAboutSegmentation: String {
        switch self {
        case .notInLabelMap(let structure, let map, let known):
            let list = known.isEmpty ? "" : " It has \(known.joined(separator: ", "))."
            return "The \(map) has no labels for \(structure), so nothing can be said "
                + "about it.\(list)"
        case .cortexNotParcelled(let structure, let map):
            return "The \(map) has the cerebral cortex only as a whole, so \(structure) cannot be "
                + "told apart in it. Give a map with cortical parcels, such as FreeSurfer's "
                + "aparc+aseg (--labels NAME=PATH)."
        case .sidesNotSeparated(let structure, let map):
            return "The \(map) does not tell left from right for \(structure). "
                + "Ask for \(structure) without a side."
        case .labelMapElsewhere(let map, let scan):
            return "The label map \(map) does not lie on \(scan): less than half of its labels "
                + "fall inside the scan. Check that both belong to one person and visit."
        case .noNetwork(let reason):
            return "The vision network is not available: \(reason) "
                + "Give a label map of the scan (--labels NAME=PATH), or install the models "
                + "(--models DIRECTORY)."
        case .overlayNeedsLabels(let structure):
            return
                "The vision network does not find \(structure) yet. Give a label map with labels "
                + "25 and 57 for the scan (--labels NAME=PATH)."
        case .computedTomography(let scan):
            return
                "\(scan) looks like a CT in Hounsfield units (much of it is near -1000, air), and "
                + "the vision network was trained on MR images only. Give an MR scan, or a label map "
                + "(--labels NAME=PATH). If it is MR after all, shift its intensities first: "
                + "segment(\(scan) + 1024, ...)."
        case .termNeedsLabels(let name):
            return "“\(name)” is known only from a label map, and this scan has none. "
                + "Give it one (--labels NAME=PATH)."
        case .divisionByZero(let operation):
            return "\(operation) divides by zero."
        case .masksCombineByLogic(let operation):
            return "Two masks do not combine with \(operation). Use & (in both), | (in either), ^ "
                + "(in one) and ~ (not in): a & ~b is a without b."
        case .poorRegistration(let moving, let fixed, let doubt):
            return "\(moving) could not be brought onto \(fixed): \(doubt) Check with show "
                + "that both show the same head, the right way up and not cut off; for two people, "
                + "use the model \"affine\"."
        case .cancelled: return "Stopped."
        default: return ""
        }
    }
}
