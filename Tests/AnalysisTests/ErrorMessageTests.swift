import Analysis
import Testing

/// Pins the words of every error that a built-in function can raise.
@Suite struct ErrorMessageTests {
    @Test(
        "Messages say what, where and what to do",
        arguments: [
            (
                AnalysisError.phrase(
                    PhraseRefusal(
                        phrase: "hipocampus", problem: .misspelt, suggestions: ["hippocampus"])),
                "“hipocampus” is no known structure — did you mean “hippocampus”?"
            ),
            (
                .phrase(
                    PhraseRefusal(
                        phrase: "left third ventricle",
                        problem: .noSides(structure: "third ventricle", side: .left),
                        suggestions: ["third ventricle"])),
                "the third ventricle has no left side: it is one structure in the midline or is "
                    + "not divided — ask for “third ventricle”."
            ),
            (
                .differentGrids(
                    first: "t1", second: "flair", firstGrid: "2×2×2", secondGrid: "3×3×3"),
                "t1 and flair lie on different grids (2×2×2; 3×3×3), so their voxels do not "
                    + "correspond. Use images of one scan, or bring one onto the other's grid with "
                    + "resample_like."
            ),
            (
                .emptyMask(function: "mean", mask: "left amygdala"),
                "mean of an empty mask is undefined: left amygdala has no voxel. Look at the mask "
                    + "with show, or test volume_ml(mask) > 0 first."
            ),
            (
                .notAnImage(function: "show", parameter: "image", found: "number"),
                "show needs an image for “image”, not a number."
            ),
            (
                .badChoice(
                    function: "part", parameter: "side", found: "upper",
                    choices: ["left", "right"]),
                "part knows no “upper” for “side”. Choose one of \"left\", \"right\"."
            ),
            (
                .undefinedPercentage(function: "percent_change"),
                "percent_change is a percentage of zero here, which is undefined. Check that the "
                    + "masks are not empty."
            ),
            (
                .notReportable(found: "mask"),
                "report takes a number, a truth value or a text, not a mask. Report a measure of "
                    + "it, such as volume_ml(mask)."
            ),
            (
                .notFinite(label: "ratio"),
                "The value reported as “ratio” is not a finite number. Check the divisions that "
                    + "lead to it."
            ),
            (
                .emptyLabel,
                "report needs a label that says what the value is, e.g. \"left hippocampus\"."
            ),
            (
                .noSavableValue(found: "a number"),
                "save writes an image (a mask, a volume or a label map), a table or a transform, not "
                    + "a number. Print or report it."
            ),
            (
                .badTransformName(path: "a.nii"),
                "a.nii: a transform is written as .txt or .tfm. Choose such a name."
            ),
            (
                .badPictureName(path: "a.jpg"),
                "a.jpg: a picture is written as .png, or as .txt in characters. Choose such a name."
            ),
            (
                .poorRegistration(moving: "t2", fixed: "t1", doubt: .overlap(0.314)),
                "t2 could not be brought onto t1: they have only 31 % of the head in common. Check "
                    + "with show that both show the same head, the right way up and not cut off; for "
                    + "two people, use the model \"affine\"."
            ),
            (
                .poorRegistration(moving: "t2", fixed: "t1", doubt: .fit(0.123)),
                "t2 could not be brought onto t1: their intensities have too little in common (a "
                    + "correlation of 0.12). Check with show that both show the same head, the right "
                    + "way up and not cut off; for two people, use the model \"affine\"."
            ),
            (
                .poorRegistration(moving: "t2", fixed: "t1", doubt: .indistinct(0.123)),
                "t2 could not be brought onto t1: the best place found is hardly better than those "
                    + "around it (12 %). Check with show that both show the same head, the right way "
                    + "up and not cut off; for two people, use the model \"affine\"."
            ),
            (
                .poorRegistration(moving: "t2", fixed: "t1", doubt: .drift(7.2)),
                "t2 could not be brought onto t1: their structures would lie 7 mm further apart than "
                    + "they could. Check with show that both show the same head, the right way up and "
                    + "not cut off; for two people, use the model \"affine\"."
            ),
            (
                .noColumnValues(column: "mL", found: "a number"),
                "table needs a list of values for the column “mL”, not a number. Write "
                    + "{\"mL\": [3.9, 4.1]}."
            ),
            (
                .unequalColumns(first: "side", count: 2, second: "mL", other: 1),
                "The columns of a table have one length, but “side” has 2 values and “mL” 1. Fill "
                    + "the gaps with None."
            ),
            (
                .noTableRow(row: 3, found: "a list"),
                "table needs rows that are dicts, {\"mL\": 3.9}, but row 3 is a list."
            ),
            (
                .noColumnName(found: "3"),
                "A column of a table needs a name that is a text, not 3."
            ),
            (
                .noCell(column: "mask", row: 0, found: "a mask"),
                "A cell of a table holds a number, a text, a truth value or None, but row 0 of "
                    + "“mask” is a mask. Put a measure of it there, such as volume_ml(mask)."
            ),
            (
                .noColumn(name: "ml", known: ["side", "mL"]),
                "The table has no column “ml”. It has side, mL."
            ),
            (
                .noRow(number: 2, count: 1),
                "The table has no row 2: it has 1 row, counted from 0."
            ),
            (
                .badTableName(path: "a.xlsx"),
                "a.xlsx: a table is written as .csv, .tsv or .json. Choose such a name."
            ),
            (
                .fileExists(path: "a.nii"),
                "a.nii exists already and is not overwritten without being asked. Choose another "
                    + "name or remove the file."
            ),
            (
                .keptFile(path: "a.nii"),
                "a.nii was kept, nothing was saved. Choose another name."
            ),
            (
                .notInLabelMap(
                    structure: "left thalamus", map: "label map seg.nii", known: ["caudate"]),
                "The label map seg.nii has no labels for left thalamus, so nothing can be said "
                    + "about it. It has caudate."
            ),
            (
                .cortexNotParcelled(structure: "left insula", map: "label map seg.nii"),
                "The label map seg.nii has the cerebral cortex only as a whole, so left insula "
                    + "cannot be told apart in it. Give a map with cortical parcels, such as "
                    + "FreeSurfer's aparc+aseg (--labels NAME=PATH)."
            ),
            (
                .sidesNotSeparated(structure: "hippocampus", map: "label map seg.nii"),
                "The label map seg.nii does not tell left from right for hippocampus. Ask for "
                    + "hippocampus without a side."
            ),
            (
                .labelMapElsewhere(map: "seg.nii", scan: "t1"),
                "The label map seg.nii does not lie on t1: less than half of its labels fall "
                    + "inside the scan. Check that both belong to one person and visit."
            ),
            (
                .noNetwork(reason: "vision.safetensors is missing."),
                "The vision network is not available: vision.safetensors is missing. Give a label "
                    + "map of the scan (--labels NAME=PATH), or install the models "
                    + "(--models DIRECTORY)."
            ),
            (
                .overlayNeedsLabels(structure: "white matter lesion"),
                "The vision network does not find white matter lesion yet. Give a label map with "
                    + "labels 25 and 57 for the scan (--labels NAME=PATH)."
            ),
            (
                .computedTomography(scan: "t1"),
                "t1 looks like a CT in Hounsfield units (much of it is near -1000, air), and the "
                    + "vision network was trained on MR images only. Give an MR scan, or a label "
                    + "map (--labels NAME=PATH). If it is MR after all, shift its intensities "
                    + "first: segment(t1 + 1024, ...)."
            ),
            (
                .termNeedsLabels(name: "corpus callosum"),
                "“corpus callosum” is known only from a label map, and this scan has none. Give it one "
                    + "(--labels NAME=PATH)."
            ),
            (.divisionByZero(operation: "t1 / 0"), "t1 / 0 divides by zero."),
            (
                .masksCombineByLogic(operation: "-"),
                "Two masks do not combine with -. Use & (in both), | (in either), ^ (in one) and "
                    + "~ (not in): a & ~b is a without b."
            ),
            (.cancelled, "Stopped."),
        ] as [(AnalysisError, String)])
    func message(error: AnalysisError, expected: String) {
        #expect(error.message == expected)
        #expect("\(error)" == expected)
    }
}
