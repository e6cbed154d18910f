import Foundation

/// Numbers as sentences show them; results keep every digit.
package enum NumberText {
    /// Four significant digits without trailing zeros: 3.972, 0.0125, 1260.
    package static func short(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        if abs(value) >= 1000 { return String(format: "%.0f", value) }
        return String(format: "%.4g", value)
    }
}
