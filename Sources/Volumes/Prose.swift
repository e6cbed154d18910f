/// How numbers are written in messages and summaries.
package enum Prose {
    /// "181×217×181"
    static func shape(_ shape: [Int]) -> String {
        shape.map(String.init).joined(separator: "×")
    }

    /// At most `places` digits after the point, no trailing zeros: 1, 0.938, -12.5.
    ///
    /// - Parameter small: whether a value that would round to 0 is written in full.
    static func decimal(_ value: Double, places: Int, small: Bool = true) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : (value < 0 ? "-Inf" : "Inf") }
        guard abs(value) < 1e15 else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        // No minus sign for a negative zero either.
        if rounded == 0 { return value == 0 || !small ? "0" : "\(Float(value))" }
        let text = "\(rounded)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// "3.4 MB"; 1 kB is 1000 bytes.
    package static func bytes(_ count: Int) -> String {
        var value = Double(count)
        for unit in ["bytes", "kB", "MB", "GB", "TB"] {
            if value < 1000 { return "\(decimal(value, places: unit == "bytes" ? 0 : 1)) \(unit)" }
            value /= 1000
        }
        return "\(decimal(value, places: 1)) PB"
    }
}
