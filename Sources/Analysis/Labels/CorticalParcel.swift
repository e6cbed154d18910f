/// A parcel of the Desikan–Killiany atlas as FreeSurfer numbers it: 1000 + number on the left,
/// 2000 + number on the right.
struct CorticalParcel: Hashable, Sendable {
    /// 1 to 35.
    let number: Int32
    /// FreeSurfer's own name, e.g. `superiortemporal`.
    let code: String
    /// The name that people say, e.g. `superior temporal gyrus`.
    let name: String
    let aliases: [String]
    let lobe: Lobe

    /// The lobes into which FreeSurfer's documentation groups the parcels ("CorticalParcellation",
    /// FreeSurfer wiki); the cingulate parcels are kept apart.
    enum Lobe: String, Sendable, CaseIterable {
        case frontal = "frontal lobe"
        case parietal = "parietal lobe"
        case temporal = "temporal lobe"
        case occipital = "occipital lobe"
        case cingulate = "cingulate cortex"
        case insula = "insula"

        /// What people also say.
        var aliases: [String] {
            switch self {
            case .frontal: ["frontal cortex", "lobus frontalis"]
            case .parietal: ["parietal cortex", "lobus parietalis"]
            case .temporal: ["temporal cortex", "lobus temporalis"]
            case .occipital: ["occipital cortex", "lobus occipitalis"]
            case .cingulate: ["cingulate gyrus", "cingulate", "gyrus cinguli"]
            case .insula: []
            }
        }
    }

    private init(
        _ number: Int32, _ code: String, _ name: String, _ lobe: Lobe, _ aliases: [String] = []
    ) {
        self.number = number
        self.code = code
        self.name = name
        self.aliases = aliases
        self.lobe = lobe
    }

    /// The parcel that a FreeSurfer number between 1001 and 2035 stands for.
    static func ofLabel(_ label: Int32) -> (parcel: CorticalParcel, side: Side)? {
        let side: Side
        switch label {
        case 1001...1035: side = .left
        case 2001...2035: side = .right
        default: return nil
        }
        return byNumber[label % 1000].map { ($0, side) }
    }

    private static let byNumber = Dictionary(uniqueKeysWithValues: all.map { ($0.number, $0) })

    static let all: [CorticalParcel] = [
        .init(
            1, "bankssts", "banks of the superior temporal sulcus", .temporal,
            ["superior temporal sulcus", "banks superior temporal sulcus"]),
        .init(2, "caudalanteriorcingulate", "caudal anterior cingulate cortex", .cingulate),
        .init(3, "caudalmiddlefrontal", "caudal middle frontal gyrus", .frontal),
        .init(5, "cuneus", "cuneus", .occipital, ["cuneus cortex"]),
        .init(6, "entorhinal", "entorhinal cortex", .temporal),
        .init(7, "fusiform", "fusiform gyrus", .temporal, ["occipitotemporal gyrus"]),
        .init(
            8, "inferiorparietal", "inferior parietal cortex", .parietal,
            ["inferior parietal lobule", "inferior parietal gyrus", "angular gyrus"]),
        .init(9, "inferiortemporal", "inferior temporal gyrus", .temporal, ["ITG"]),
        .init(
            10, "isthmuscingulate", "isthmus of the cingulate gyrus", .cingulate,
            ["isthmus cingulate cortex", "isthmus cingulate", "cingulate isthmus"]),
        .init(
            11, "lateraloccipital", "lateral occipital cortex", .occipital,
            ["lateral occipital gyrus"]),
        .init(
            12, "lateralorbitofrontal", "lateral orbitofrontal cortex", .frontal,
            ["lateral orbitofrontal gyrus", "lateral orbital frontal cortex"]),
        .init(13, "lingual", "lingual gyrus", .occipital),
        .init(
            14, "medialorbitofrontal", "medial orbitofrontal cortex", .frontal,
            ["medial orbitofrontal gyrus", "medial orbital frontal cortex"]),
        .init(15, "middletemporal", "middle temporal gyrus", .temporal, ["MTG"]),
        .init(
            16, "parahippocampal", "parahippocampal gyrus", .temporal,
            ["parahippocampal cortex", "parahippocampus"]),
        .init(17, "paracentral", "paracentral lobule", .frontal, ["paracentral gyrus"]),
        .init(
            18, "parsopercularis", "pars opercularis", .frontal,
            ["opercular part of the inferior frontal gyrus"]),
        .init(
            19, "parsorbitalis", "pars orbitalis", .frontal,
            ["orbital part of the inferior frontal gyrus"]),
        .init(
            20, "parstriangularis", "pars triangularis", .frontal,
            ["triangular part of the inferior frontal gyrus"]),
        .init(
            21, "pericalcarine", "pericalcarine cortex", .occipital,
            ["calcarine cortex", "primary visual cortex"]),
        .init(
            22, "postcentral", "postcentral gyrus", .parietal,
            ["primary somatosensory cortex", "somatosensory cortex"]),
        .init(
            23, "posteriorcingulate", "posterior cingulate cortex", .cingulate,
            ["posterior cingulate gyrus", "PCC"]),
        .init(
            24, "precentral", "precentral gyrus", .frontal,
            ["primary motor cortex", "motor cortex"]),
        .init(25, "precuneus", "precuneus", .parietal, ["precuneus cortex"]),
        .init(26, "rostralanteriorcingulate", "rostral anterior cingulate cortex", .cingulate),
        .init(27, "rostralmiddlefrontal", "rostral middle frontal gyrus", .frontal),
        .init(28, "superiorfrontal", "superior frontal gyrus", .frontal, ["SFG"]),
        .init(
            29, "superiorparietal", "superior parietal cortex", .parietal,
            ["superior parietal lobule", "superior parietal gyrus"]),
        .init(30, "superiortemporal", "superior temporal gyrus", .temporal, ["STG"]),
        .init(31, "supramarginal", "supramarginal gyrus", .parietal),
        .init(32, "frontalpole", "frontal pole", .frontal),
        .init(33, "temporalpole", "temporal pole", .temporal),
        .init(
            34, "transversetemporal", "transverse temporal gyrus", .temporal,
            ["transverse temporal cortex", "Heschl's gyrus", "primary auditory cortex"]),
        .init(35, "insula", "insula", .insula, ["insular cortex", "insular lobe"]),
    ]

    /// Structures that several parcels make up together, beside the lobes.
    static let groups: [(name: String, aliases: [String], numbers: [Int32])] = [
        ("middle frontal gyrus", ["MFG"], [3, 27]),
        ("inferior frontal gyrus", ["IFG"], [18, 19, 20]),
        ("orbitofrontal cortex", ["OFC", "orbital frontal cortex"], [12, 14]),
        ("anterior cingulate cortex", ["ACC", "anterior cingulate gyrus"], [2, 26]),
    ]
}
