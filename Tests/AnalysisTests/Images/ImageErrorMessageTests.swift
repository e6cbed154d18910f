import Analysis
import Testing

/// Pins the words of every error of measures and operations on images.
@Suite struct ImageErrorMessageTests {
    @Test(
        "Messages say what, where and what to do",
        arguments: [
            (
                ImageError.notFinite(function: "median", image: "t1 ** 0.5", count: 1),
                "median: 1 voxel of t1 ** 0.5 is NaN or infinite. Check the operation that made "
                    + "the image, such as a root of negative numbers."
            ),
            (
                .notFinite(function: "median", image: "a", count: 12),
                "median: 12 voxels of a are NaN or infinite. Check the operation that made the "
                    + "image, such as a root of negative numbers."
            ),
            (
                .outOfRange(
                    function: "contrast", parameter: "width_mm", found: "-1",
                    allowed: "0 to 100 mm"),
                "contrast needs 0 to 100 mm for “width_mm”, not -1."
            ),
            (
                .tooThin(function: "register", image: "t1", least: 4),
                "register needs at least 4 voxels along each axis, and t1 has fewer. Give a whole "
                    + "scan."
            ),
            (
                .noRing(mask: "left thalamus", width: "0.5"),
                "contrast finds no voxel within 0.5 mm around left thalamus. Give a larger "
                    + "width_mm, at least the size of a voxel, or a mask that leaves room."
            ),
            (
                .zeroDenominator(function: "ratio", what: "the mean in white matter"),
                "ratio is undefined: the mean in white matter is 0."
            ),
            (
                .noSpread(function: "otsu", image: "t1"),
                "otsu: all voxels of t1 that count have one value, so that nothing can be told "
                    + "apart. Check the image and the mask."
            ),
            (
                .emptyRange(function: "clip", low: "3", high: "1"),
                "clip: low (3) lies above high (1). Exchange them."
            ),
            (.noBounds(function: "threshold"), "threshold needs a bound: low, high or both."),
            (
                .radiusTooLarge(function: "median_filter", radius: "50", limit: 5000),
                "median_filter: a radius of 50 mm takes in more than 5000 voxels here. Give a "
                    + "smaller radius_mm, or resample to larger voxels first."
            ),
            (
                .tooManyVoxels(function: "resample", limit: 512_000_000),
                "resample: the result would have more than 512 million voxels. Ask for larger "
                    + "voxels or a smaller margin, or crop first."
            ),
            (
                .cubicLabels(function: "resample", image: "the mask of thalamus"),
                "resample: cubic interpolation makes no labels of the mask of thalamus. Use "
                    + "\"nearest\" or \"linear\"."
            ),
            (
                .unknownWord(
                    function: "normalize", parameter: "method", found: "z",
                    known: ["zscore", "range"]),
                "normalize knows no “z” for “method”. Choose one of \"zscore\", \"range\"."
            ),
        ] as [(ImageError, String)])
    func message(error: ImageError, expected: String) {
        #expect(error.message == expected)
        #expect("\(error)" == expected)
    }
}
