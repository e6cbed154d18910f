extension LabelNames {
    /// FreeSurfer's names for the numbers of aseg and aparc+aseg maps (colour table of version
    /// 7), as its users know them.
    ///
    /// Numbers that other programs use in another sense are left out: 136, 137, 163 and 164 are
    /// choroid plexus in SynthSeg's maps, and 5xx lie outside of the brain in SAMSEG's.
    package static let freeSurfer: [Int32: String] = {
        var names = aseg
        for (index, region) in desikan.enumerated() {
            let number = Int32(index)
            names[1000 + number] = "ctx-lh-\(region)"
            names[2000 + number] = "ctx-rh-\(region)"
            names[3000 + number] = "wm-lh-\(region)"
            names[4000 + number] = "wm-rh-\(region)"
        }
        names[5001] = "Left-UnsegmentedWhiteMatter"
        names[5002] = "Right-UnsegmentedWhiteMatter"
        return names
    }()

    private static let aseg: [Int32: String] = [
        0: "Unknown",
        1: "Left-Cerebral-Exterior",
        2: "Left-Cerebral-White-Matter",
        3: "Left-Cerebral-Cortex",
        4: "Left-Lateral-Ventricle",
        5: "Left-Inf-Lat-Vent",
        6: "Left-Cerebellum-Exterior",
        7: "Left-Cerebellum-White-Matter",
        8: "Left-Cerebellum-Cortex",
        10: "Left-Thalamus",
        11: "Left-Caudate",
        12: "Left-Putamen",
        13: "Left-Pallidum",
        14: "3rd-Ventricle",
        15: "4th-Ventricle",
        16: "Brain-Stem",
        17: "Left-Hippocampus",
        18: "Left-Amygdala",
        19: "Left-Insula",
        20: "Left-Operculum",
        24: "CSF",
        25: "Left-Lesion",
        26: "Left-Accumbens-area",
        27: "Left-Substancia-Nigra",
        28: "Left-VentralDC",
        29: "Left-undetermined",
        30: "Left-vessel",
        31: "Left-choroid-plexus",
        40: "Right-Cerebral-Exterior",
        41: "Right-Cerebral-White-Matter",
        42: "Right-Cerebral-Cortex",
        43: "Right-Lateral-Ventricle",
        44: "Right-Inf-Lat-Vent",
        45: "Right-Cerebellum-Exterior",
        46: "Right-Cerebellum-White-Matter",
        47: "Right-Cerebellum-Cortex",
        49: "Right-Thalamus",
        50: "Right-Caudate",
        51: "Right-Putamen",
        52: "Right-Pallidum",
        53: "Right-Hippocampus",
        54: "Right-Amygdala",
        55: "Right-Insula",
        56: "Right-Operculum",
        57: "Right-Lesion",
        58: "Right-Accumbens-area",
        59: "Right-Substancia-Nigra",
        60: "Right-VentralDC",
        61: "Right-undetermined",
        62: "Right-vessel",
        63: "Right-choroid-plexus",
        72: "5th-Ventricle",
        77: "WM-hypointensities",
        78: "Left-WM-hypointensities",
        79: "Right-WM-hypointensities",
        80: "non-WM-hypointensities",
        81: "Left-non-WM-hypointensities",
        82: "Right-non-WM-hypointensities",
        85: "Optic-Chiasm",
        192: "Corpus_Callosum",
        250: "Fornix",
        251: "CC_Posterior",
        252: "CC_Mid_Posterior",
        253: "CC_Central",
        254: "CC_Mid_Anterior",
        255: "CC_Anterior",
    ]

    /// The Desikan-Killiany regions in the order of their numbers.
    private static let desikan: [String] = [
        "unknown",
        "bankssts",
        "caudalanteriorcingulate",
        "caudalmiddlefrontal",
        "corpuscallosum",
        "cuneus",
        "entorhinal",
        "fusiform",
        "inferiorparietal",
        "inferiortemporal",
        "isthmuscingulate",
        "lateraloccipital",
        "lateralorbitofrontal",
        "lingual",
        "medialorbitofrontal",
        "middletemporal",
        "parahippocampal",
        "paracentral",
        "parsopercularis",
        "parsorbitalis",
        "parstriangularis",
        "pericalcarine",
        "postcentral",
        "posteriorcingulate",
        "precentral",
        "precuneus",
        "rostralanteriorcingulate",
        "rostralmiddlefrontal",
        "superiorfrontal",
        "superiorparietal",
        "superiortemporal",
        "supramarginal",
        "frontalpole",
        "temporalpole",
        "transversetemporal",
        "insula",
    ]
}
