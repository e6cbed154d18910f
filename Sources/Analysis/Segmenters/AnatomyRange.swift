import Volumes

/// How large a structure is in the anatomies that a network was trained on, and where it lies.
package struct AnatomyRange: Hashable, Sendable {
    /// mL.
    package let millilitres: ClosedRange<Double>
    /// Offset of its centre from the brain's centre toward right, anterior and superior, mm.
    package let offset: SIMD3<Double>
    /// How far any of them lies from that offset, mm.
    package let spread: Double
    /// How whole it is; `nil` where that is not known, and for a union.
    package let wholeness: AnatomyWholeness?

    package init(
        millilitres: ClosedRange<Double>, offset: SIMD3<Double>, spread: Double,
        wholeness: AnatomyWholeness? = nil
    ) {
        self.millilitres = millilitres
        self.offset = offset
        self.spread = spread
        self.wholeness = wholeness
    }

    /// What holds for the union of structures that do not overlap.
    ///
    /// - Returns: `nil` for none.
    init?(union ranges: [AnatomyRange]) {
        guard !ranges.isEmpty else { return nil }
        let low = ranges.reduce(0) { $0 + $1.millilitres.lowerBound }
        let high = ranges.reduce(0) { $0 + $1.millilitres.upperBound }
        millilitres = low...max(low, high)
        let weighted = ranges.reduce(into: (sum: SIMD3<Double>.zero, total: 0.0)) {
            let weight = $1.millilitres.lowerBound + $1.millilitres.upperBound
            $0.sum += weight * $1.offset
            $0.total += weight
        }
        offset = weighted.total > 0 ? weighted.sum / weighted.total : .zero
        spread = ranges.map(\.spread).max() ?? 0
        wholeness = nil
    }

    /// Volumes beyond these multiples of the range are flagged: disease and age go beyond 54
    /// healthy and aged adults, but not that far.
    private static let tolerated = (low: 0.5, high: 1.7)

    /// Heads are tilted in the scanner, which moves a structure against the brain's centre, mm.
    private static let tilt = 20.0

    /// What is implausible about a mask that should show this structure.
    ///
    /// - Parameter brain: Of the same scan.
    func flags(of mask: Mask, in brain: BrainOutline) -> [MaskFlag] {
        guard !brain.isCut, let centre = MaskMoments(of: mask)?.centroid else { return [] }
        var flags: [MaskFlag] = []
        let volume = mask.volumeInMillilitres
        if volume < Self.tolerated.low * millilitres.lowerBound
            || volume > Self.tolerated.high * millilitres.upperBound
        {
            flags.append(.implausibleVolume(millilitres: volume, usual: millilitres))
        }
        let difference = centre - brain.centre - offset
        let distance = (difference * difference).sum().squareRoot()
        if distance > spread + Self.tilt { flags.append(.misplaced(millimetres: distance)) }
        return flags
    }
}

/// What a scan's brain looks like as a whole.
struct BrainOutline: Hashable, Sendable {
    /// World, RAS, mm.
    let centre: SIMD3<Double>
    let millilitres: Double
    /// Whether it reaches an edge of the scan, below apart: scans often end at the neck.
    let isCut: Bool
    /// Mean probability of its leaves; `nil` where that is not known.
    let certainty: Double?

    /// - Parameter leaves: Indices of the brain's leaves.
    /// - Returns: `nil` where there is no brain.
    init?(_ posterior: LeafPosterior, leaves: Set<Int>) {
        let found = posterior.segmentation(of: leaves, header: nil)
        guard let centre = MaskMoments(of: found.mask)?.centroid else { return nil }
        self.centre = centre
        millilitres = found.mask.volumeInMillilitres
        certainty = found.confidence
        isCut = MaskFlag.flags(of: found.mask).contains { flag in
            guard case .touchesFieldOfView(let directions) = flag else { return false }
            return directions != ["inferior"]
        }
    }

    /// On synthetic scans of held-out anatomies the certainty is 0.86 to 0.91; noise, a ball and a
    /// head of half its size have 0.67 to 0.77.
    private static let leastCertainty = 0.8

    /// mL; a child of three years has some 1100.
    private static let plausible = 500.0...2300.0

    /// What makes the scan unlike those that the network was trained on; `nil` for nothing.
    var strangeness: String? { strangeness(below: Self.leastCertainty) }

    /// The same of a scan that may hold lesions, which make anatomy less certain: noise alone is left.
    var strangenessBesideLesions: String? { strangeness(below: 0.7) }

    private func strangeness(below least: Double) -> String? {
        if let certainty, certainty < least {
            return
                "mean certainty inside the brain \(NumberText.short((100 * certainty).rounded())) %"
        }
        if !isCut, !Self.plausible.contains(millilitres) {
            return "a brain of \(NumberText.short(millilitres)) mL"
        }
        return nil
    }
}
