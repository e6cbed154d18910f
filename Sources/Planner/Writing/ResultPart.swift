import Script

/// A number out of what a function gives several of, which the decoder writes as one function.
///
/// `extent_mm.left_right ( m )` stands for `extent_mm(m)["left_right"]`.
struct ResultPart: Sendable {
    /// The decoder's word.
    let name: String
    /// The function of the catalogue.
    let function: String
    /// What stands in brackets behind its call, one bracket each.
    let keys: [Lexeme]
    /// What it measures, in words.
    let measure: String
    /// A name for a variable.
    let variable: String

    static let all: [String: ResultPart] = Dictionary(
        uniqueKeysWithValues: [
            ResultPart(
                name: "extent_mm.left_right", function: "extent_mm",
                keys: [.string("left_right")], measure: "width", variable: "width"),
            ResultPart(
                name: "extent_mm.posterior_anterior", function: "extent_mm",
                keys: [.string("posterior_anterior")], measure: "length from back to front",
                variable: "length"),
            ResultPart(
                name: "extent_mm.inferior_superior", function: "extent_mm",
                keys: [.string("inferior_superior")], measure: "height", variable: "height"),
            ResultPart(
                name: "centroid_mm.0", function: "centroid_mm", keys: [.number("0")],
                measure: "x of the centre", variable: "x"),
            ResultPart(
                name: "centroid_mm.1", function: "centroid_mm", keys: [.number("1")],
                measure: "y of the centre", variable: "y"),
            ResultPart(
                name: "centroid_mm.2", function: "centroid_mm", keys: [.number("2")],
                measure: "z of the centre", variable: "z"),
            ResultPart(
                name: "principal_axes.0", function: "principal_axes",
                keys: [.number("0"), .string("length_mm")], measure: "longest principal axis",
                variable: "longest_axis"),
        ].map { ($0.name, $0) })

    /// As the grammar sees it: a function of a mask.
    static let signatures = all.values.sorted { $0.name < $1.name }.map { part in
        Signature(
            name: part.name, summary: part.measure,
            parameters: [Parameter("mask", .mask, "a mask")], result: .float)
    }
}
