import Foundation
import Volumes

/// How near `register` comes to motions that are known.
package struct RegistrationEvaluation: Hashable, Sendable, Encodable {
    /// How far a motion that was found is from the one that it should be.
    package struct Deviation: Hashable, Sendable, Encodable {
        /// The angle between both, degrees.
        package let degrees: Double
        /// The distance between where both put a point of the head, mm: on average, and the largest.
        package let mean: Double
        package let maximum: Double

        /// - Parameter points: World positions (RAS, mm), one at least.
        init(of found: Affine, from truth: Affine, at points: [SIMD3<Double>]) {
            let distances = points.map { Self.length(found.apply($0) - truth.apply($0)) }
            degrees = (truth.inverse * found).rotationAngle
            mean = distances.reduce(0, +) / Double(max(1, distances.count))
            maximum = distances.max() ?? 0
        }

        static func length(_ way: SIMD3<Double>) -> Double { (way * way).sum().squareRoot() }

        /// Within 0.5 mm everywhere in the head, and 0.5°.
        var isSmall: Bool { maximum <= 0.5 && degrees <= 0.5 }

        var text: String {
            String(
                format: "%.2f mm on average, %.2f at most, %.2f°", mean, maximum, degrees)
        }
    }

    /// One registration.
    package struct Row: Hashable, Sendable, Encodable {
        /// "1000", "flair onto t1", "second FLAIR onto first (rigid)".
        package let pair: String
        /// Of the known motion; mm of the head's middle.
        package let degrees: Double
        package let millimetres: Double
        /// Of what was found from the known motion, where both scans of a pair count as lying exactly
        /// where their files put them; nil where it was refused.
        package let absolute: Deviation?
        /// Of what was found from the known motion after what is found for the pair as it lies: where
        /// the files of two images put one head not quite in the same place, that is no error of the
        /// motion found. nil for two visits, which nobody moved, and where one was refused.
        package let relative: Deviation?
        package let fit: Double?
        package let seconds: Double

        package var line: String {
            let motion = String(format: "%.0f° and %.0f mm", degrees, millimetres)
            guard let absolute else { return "\(pair), \(motion): refused" }
            let own = relative.map { "; \($0.text) from the pair as it lies" } ?? ""
            return "\(pair), \(motion): \(absolute.text)\(own)"
        }
    }

    package let rows: [Row]

    /// Rows whose motion was found within 0.5 mm everywhere in the head and 0.5°.
    package var found: Int { rows.filter { $0.absolute?.isSmall == true }.count }

    /// The same beside what is found for the pair as it lies; nil where no row tells.
    package var foundRelative: Int? {
        let told = rows.compactMap(\.relative)
        return told.isEmpty ? nil : told.filter(\.isSmall).count
    }

    package func json() throws -> String {
        struct Output: Encodable {
            let found: Int
            let foundRelative: Int?
            let rows: [Row]
        }
        return try EvaluationText.json(
            Output(found: found, foundRelative: foundRelative, rows: rows))
    }

    package var text: String {
        func line(_ first: String, _ words: [String]) -> String {
            EvaluationText.left(first, 34)
                + words.map { EvaluationText.right($0, 9) }.joined()
        }
        func numbers(_ deviation: Deviation?) -> [String] {
            [deviation?.degrees, deviation?.mean, deviation?.maximum]
                .map { EvaluationText.number($0, "%.3f") }
        }
        let hasRelative = foundRelative != nil
        let errors = ["error °", "mean mm", "most mm"]
        let title = line(
            "", ["turn °", "shift mm"] + errors + (hasRelative ? errors : []) + ["fit", "seconds"])
        let above = line("", ["", "", "", "absolute", "", "", "relative"])
        let lines = rows.map { row in
            line(
                row.pair,
                [
                    EvaluationText.number(row.degrees, "%.1f"),
                    EvaluationText.number(row.millimetres, "%.1f"),
                ] + numbers(row.absolute) + (hasRelative ? numbers(row.relative) : []) + [
                    EvaluationText.number(row.fit, "%.2f"),
                    EvaluationText.number(row.seconds, "%.1f"),
                ])
        }
        let within = "within 0.5 mm everywhere in the head and 0.5°"
        var sums = ["\(within): \(found) of \(rows.count)"]
        if let foundRelative {
            sums = [
                "absolute, against where the files put both scans, \(sums[0])",
                "relative, against what is found for the pair as it lies, \(within): "
                    + "\(foundRelative) of \(rows.count)",
            ]
        }
        return ((hasRelative ? [above] : []) + [title] + lines + [""] + sums)
            .joined(separator: "\n")
    }
}
