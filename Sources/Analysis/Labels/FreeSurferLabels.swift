/// What FreeSurfer's and SAMSEG's numbers mean beyond the vocabulary's own, and how they fold into
/// whole structures.
enum FreeSurferLabels {
    /// Labels of finer or older protocols that lie inside a structure, by the number of the
    /// structure that takes them in: choroid plexus into ventricle, cortical parcels into cortex.
    ///
    /// - Returns: `nil` for a number that folds into nothing.
    static func fold(_ label: Int32) -> Int32? {
        switch label {
        case 9: 10  // Left-Thalamus of older atlases
        case 48: 49
        case 31, 136: 4
        case 137: 5
        case 63, 163: 43
        case 164: 44
        case 72: 14
        case 173, 174, 175, 178: 16  // midbrain, pons, medulla, superior cerebellar peduncle
        case 1000...1035, 11100...11175: 3
        case 2000...2035, 12100...12175: 42
        case 3000...3035, 13100...13175, 5001: 2
        case 4000...4035, 14100...14175, 5002: 41
        default: nil
        }
    }

    /// Labels inside the cerebral white matter whose side the number does not tell, or does not
    /// tell reliably: lesions, hypointensities, corpus callosum. They fold into the nearer of 2
    /// and 41.
    static let insideWhiteMatter: Set<Int32> = [
        25, 57, 77, 78, 79, 80, 251, 252, 253, 254, 255,
    ]

    /// FreeSurfer's name of a number, for numbers that the vocabulary does not hold; names that
    /// people use in prose.
    static func name(_ label: Int32) -> String? {
        names[label]
    }

    /// Every number that `name` knows.
    static var named: Set<Int32> { Set(names.keys) }

    /// A name as people write it, without its side and in lower case.
    static func plainName(_ name: String) -> String {
        name.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }
            .filter { PhraseForm.sideWords[String($0)] == nil }
            .joined(separator: " ")
    }

    private static let names: [Int32: String] = [
        9: "left thalamus", 48: "right thalamus", 27: "left substantia nigra",
        59: "right substantia nigra", 30: "left vessel", 62: "right vessel",
        31: "left choroid plexus", 63: "right choroid plexus", 136: "left choroid plexus",
        163: "right choroid plexus", 137: "left choroid plexus", 164: "right choroid plexus",
        72: "fifth ventricle", 77: "white matter hypointensities",
        78: "left white matter hypointensities", 79: "right white matter hypointensities",
        80: "non-white-matter hypointensities", 173: "midbrain", 174: "pons", 175: "medulla",
        178: "superior cerebellar peduncle", 251: "posterior corpus callosum",
        252: "mid posterior corpus callosum", 253: "central corpus callosum",
        254: "mid anterior corpus callosum", 255: "anterior corpus callosum",
    ]

    /// FreeSurfer's own spelling where it differs from the name above.
    static let ownNames: [Int32: String] = [
        27: "Left-Substancia-Nigra", 59: "Right-Substancia-Nigra", 72: "5th-Ventricle",
        77: "WM-hypointensities", 78: "Left-WM-hypointensities", 79: "Right-WM-hypointensities",
        80: "non-WM-hypointensities", 178: "SCP", 251: "CC_Posterior", 252: "CC_Mid_Posterior",
        253: "CC_Central", 254: "CC_Mid_Anterior", 255: "CC_Anterior",
    ]

    /// Whether a number and its name are those of a cortical or white-matter parcel
    /// (`ctx-lh-insula`, `ctx_rh_G_cuneus`, `wm-lh-insula`), which folds into a whole structure.
    static func isParcel(_ label: Int32, named name: String) -> Bool {
        guard label >= 1000, fold(label) != nil else { return false }
        let name = name.lowercased()
        return name.hasPrefix("ctx") || name.hasPrefix("wm")
    }

    /// Names that several numbers make up together.
    static let groups: [(name: String, aliases: [String], labels: Set<Int32>)] = [
        ("corpus callosum", ["callosum"], [251, 252, 253, 254, 255])
    ]

    /// Other words for names of this table.
    static let aliases: [String: [String]] = [
        "choroid plexus": ["choroid plexuses", "plexus choroideus"],
        "medulla": ["medulla oblongata"],
    ]
}
