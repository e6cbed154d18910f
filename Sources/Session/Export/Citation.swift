/// Work that a session rests on.
struct Citation: Hashable, Sendable {
    /// As it stands in the text: "Otsu 1979".
    let key: String
    let reference: String
}

extension Citation {
    /// What a function does by others' work, with the words that name it in a sentence.
    static let ofFunctions: [String: (does: String, work: [Citation])] = [
        "bias_correct": ("slow changes of brightness were taken out by N4", [tustison]),
        "register": (
            "scans were aligned by normalised mutual information", [studholme, mattes]
        ),
        "otsu": ("thresholds were found by Otsu's method", [otsu]),
        "surface_area_mm2": ("surfaces were measured by marching cubes", [lorensen]),
        "dice": ("overlap was measured by the Dice coefficient", [dice]),
        "jaccard": ("overlap was measured by the Jaccard index", [jaccard]),
        "hausdorff_mm": ("distances of outlines are Hausdorff distances", [huttenlocher]),
    ]

    /// Behind the vision network and the words that steer it.
    static let ofNetwork = [billot, wang]
    /// Behind the names of cortical regions.
    static let desikan = Citation(
        key: "Desikan et al. 2006",
        reference: "Desikan RS, Ségonne F, Fischl B, et al. An automated labeling system for "
            + "subdividing the human cerebral cortex on MRI scans into gyral based regions of "
            + "interest. NeuroImage 2006;31:968-980.")

    private static let billot = Citation(
        key: "Billot et al. 2023",
        reference: "Billot B, Greve DN, Puonti O, et al. SynthSeg: segmentation of brain MRI scans "
            + "of any contrast and resolution without retraining. Medical Image Analysis "
            + "2023;86:102789.")
    private static let wang = Citation(
        key: "Wang et al. 2020",
        reference: "Wang W, Wei F, Dong L, et al. MiniLM: deep self-attention distillation for "
            + "task-agnostic compression of pre-trained transformers. Advances in Neural "
            + "Information Processing Systems 2020;33:5776-5788.")
    private static let tustison = Citation(
        key: "Tustison et al. 2010",
        reference: "Tustison NJ, Avants BB, Cook PA, et al. N4ITK: improved N3 bias correction. "
            + "IEEE Transactions on Medical Imaging 2010;29:1310-1320.")
    private static let studholme = Citation(
        key: "Studholme et al. 1999",
        reference: "Studholme C, Hill DLG, Hawkes DJ. An overlap invariant entropy measure of 3D "
            + "medical image alignment. Pattern Recognition 1999;32:71-86.")
    private static let mattes = Citation(
        key: "Mattes et al. 2003",
        reference: "Mattes D, Haynor DR, Vesselle H, Lewellen TK, Eubank W. PET-CT image "
            + "registration in the chest using free-form deformations. IEEE Transactions on "
            + "Medical Imaging 2003;22:120-128.")
    private static let otsu = Citation(
        key: "Otsu 1979",
        reference: "Otsu N. A threshold selection method from gray-level histograms. IEEE "
            + "Transactions on Systems, Man, and Cybernetics 1979;9:62-66.")
    private static let lorensen = Citation(
        key: "Lorensen and Cline 1987",
        reference: "Lorensen WE, Cline HE. Marching cubes: a high resolution 3D surface "
            + "construction algorithm. Computer Graphics 1987;21:163-169.")
    private static let dice = Citation(
        key: "Dice 1945",
        reference: "Dice LR. Measures of the amount of ecologic association between species. "
            + "Ecology 1945;26:297-302.")
    private static let jaccard = Citation(
        key: "Jaccard 1912",
        reference: "Jaccard P. The distribution of the flora in the alpine zone. New Phytologist "
            + "1912;11:37-50.")
    private static let huttenlocher = Citation(
        key: "Huttenlocher et al. 1993",
        reference: "Huttenlocher DP, Klanderman GA, Rucklidge WJ. Comparing images using the "
            + "Hausdorff distance. IEEE Transactions on Pattern Analysis and Machine Intelligence "
            + "1993;15:850-863.")
}
