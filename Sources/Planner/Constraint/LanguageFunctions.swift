import Script

/// The functions of the language itself that the decoder may call, beside the host's catalogue.
enum LanguageFunctions {
    /// A number as arithmetic takes it.
    private static let number: Kind = [.int, .float]

    static let signatures: [Signature] = [
        Signature(
            name: "abs", summary: "Size of a number, or of every voxel, without its sign.",
            parameters: [Parameter("x", number.union(.volume), "a number or an image")],
            result: number.union(.volume)),
        Signature(
            name: "round", summary: "A number rounded to some decimals.",
            parameters: [
                Parameter("number", number, "a number"),
                Parameter("ndigits", .int, "decimals", defaultValue: .nothing),
            ], result: number),
        Signature(
            name: "min", summary: "The smallest of several numbers.",
            parameters: [Parameter("values", number, "numbers", isVariadic: true)],
            result: number),
        Signature(
            name: "max", summary: "The largest of several numbers.",
            parameters: [Parameter("values", number, "numbers", isVariadic: true)],
            result: number),
        Signature(
            name: "len", summary: "How many items a list has.",
            parameters: [Parameter("list", .list, "a list")], result: .int),
        Signature(
            name: "print", summary: "Shows values as text.",
            parameters: [
                Parameter(
                    "values",
                    [
                        .number, .string, .list, .tuple, .dict, .table, .mask, .volume, .labelMap,
                        .transform, .other,
                    ], "values",
                    isVariadic: true)
            ], result: .none),
    ]
}
