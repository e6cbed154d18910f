/// Spreads the levels of a scan over the few characters there are.
///
/// Tissues fill a narrow part of the window, which skin and fat widen; a dozen characters cannot
/// tell them apart there. So each level is moved most of the way to its rank among the scan's
/// voxels that are not dark. The curve belongs to the scan and its window: all slices share it.
struct ToneCurve: Hashable, Sendable {
    /// Levels after the curve, of evenly spaced ones from 0 to 1; nil leaves levels as they are.
    private let table: [Float]?

    static let linear = ToneCurve(table: nil)

    /// What lies below is dark ground and no tissue.
    private static let darkest: Float = 0.1
    /// How far a level moves toward its rank.
    private static let strength: Float = 0.7
    private static let steps = 64

    private init(table: [Float]?) { self.table = table }

    init(_ sample: IntensitySample, window: IntensityWindow) {
        func share(_ level: Float) -> Float {
            sample.share(below: window.low + level * (window.high - window.low))
        }
        let (dark, bright) = (share(Self.darkest), share(1))
        guard window.high > window.low, bright - dark > 0.01 else {
            self = .linear
            return
        }
        table = (0...Self.steps).map { step in
            let level = Float(step) / Float(Self.steps)
            let rank = min(1, max(0, (share(level) - dark) / (bright - dark)))
            // A picture in a few flat tones has no ranks to speak of between them.
            return level + Self.strength * (rank - level)
        }
    }

    /// - Parameter level: 0 to 1.
    func callAsFunction(_ level: Float) -> Float {
        guard let table else { return level }
        let position = min(1, max(0, level)) * Float(Self.steps)
        let below = min(Self.steps - 1, Int(position))
        return table[below] + (table[below + 1] - table[below]) * (position - Float(below))
    }
}

/// Raises each level by how much it differs from those around it, so that edges survive coarse
/// cells.
enum Sharpening {
    private static let strength: Float = 0.5

    /// - Parameter levels: 0 to 1, row by row, of a picture of so many columns; NaN where nothing
    ///   is.
    static func sharpened(_ levels: [Float], columns: Int) -> [Float] {
        guard columns > 0 else { return levels }
        let rows = levels.count / columns
        return levels.indices.map { index in
            let level = levels[index]
            guard level.isFinite else { return level }
            let (row, column) = index.quotientAndRemainder(dividingBy: columns)
            var sum: Float = 0
            var weights: Float = 0
            for down in max(0, row - 1)...min(rows - 1, row + 1) {
                for across in max(0, column - 1)...min(columns - 1, column + 1) {
                    let other = levels[down * columns + across]
                    guard other.isFinite else { continue }
                    let weight: Float = (down == row ? 2 : 1) * (across == column ? 2 : 1)
                    sum += weight * other
                    weights += weight
                }
            }
            return min(1, max(0, level + strength * (level - sum / weights)))
        }
    }
}
