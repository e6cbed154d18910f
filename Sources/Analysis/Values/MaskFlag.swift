import Volumes

/// What a reader should know before trusting a mask.
package enum MaskFlag: Hashable, Sendable, CustomStringConvertible {
    /// No voxel is inside.
    case empty
    /// The mask reaches the outermost voxels: part of the structure may lie outside. Holds the
    /// directions in which it does.
    case touchesFieldOfView(directions: [String])
    /// The volume is far from that of the training anatomies, both in mL.
    case implausibleVolume(millilitres: Double, usual: ClosedRange<Double>)
    /// The centre lies this far (mm) from where it is in the training anatomies.
    case misplaced(millimetres: Double)
    /// The largest piece of a structure, mL, is far below that of any training anatomy.
    case fragmented(part: String, pieces: Int, largest: Double, usual: Double)
    /// This much of a structure's volume lies in pieces far from its largest one.
    case scattered(part: String, percent: Double)

    package var description: String {
        switch self {
        case .empty:
            "the mask is empty"
        case .touchesFieldOfView(let directions):
            "the mask touches the edge of the scan (\(directions.joined(separator: ", "))): part "
                + "of the structure may be cut off"
        case .implausibleVolume(let volume, let usual):
            "\(NumberText.short(volume)) mL is implausible: the anatomies that the network was "
                + "trained on had \(NumberText.short(usual.lowerBound)) to "
                + "\(NumberText.short(usual.upperBound)) mL"
        case .misplaced(let distance):
            "the mask lies \(NumberText.short(distance.rounded())) mm from where the structure is in "
                + "the anatomies that the network was trained on"
        case .fragmented(let part, let pieces, let largest, let usual):
            "the \(part) is in \(pieces) \(pieces == 1 ? "piece" : "pieces"), the largest of "
                + "\(NumberText.short(largest)) mL: in the anatomies that the network was trained on "
                + "it had at least \(NumberText.short(usual)) mL"
        case .scattered(let part, let percent):
            "\(NumberText.short(percent.rounded())) % of the \(part) lies in pieces far from its "
                + "largest one, unlike in the anatomies that the network was trained on"
        }
    }

    /// One word for tables and machine-readable output.
    package var code: String {
        switch self {
        case .empty: "empty"
        case .touchesFieldOfView: "touches_field_of_view"
        case .implausibleVolume: "implausible_volume"
        case .misplaced: "misplaced"
        case .fragmented: "fragmented"
        case .scattered: "scattered"
        }
    }

    /// Looks at a mask.
    package static func flags(of mask: Mask) -> [MaskFlag] {
        guard mask.count > 0 else { return [.empty] }
        let touched = facesTouched(by: mask)
        return touched.isEmpty ? [] : [.touchesFieldOfView(directions: touched)]
    }

    /// The directions in which the mask has voxels on the outermost face, in words.
    ///
    /// An axis of one voxel is a slice, not an edge, and is left out.
    private static func facesTouched(by mask: Mask) -> [String] {
        let shape = mask.geometry.shape
        var touched: [String] = []
        mask.voxels.withUnsafeBufferPointer { voxels in
            func holds(_ axis: Int, at index: Int) -> Bool {
                let others = (0..<3).filter { $0 != axis }
                let strides = [1, shape.x, shape.x * shape.y]
                for second in 0..<shape[others[1]] {
                    var offset = index * strides[axis] + second * strides[others[1]]
                    for _ in 0..<shape[others[0]] {
                        if voxels[offset] != 0 { return true }
                        offset += strides[others[0]]
                    }
                }
                return false
            }
            for (axis, direction) in mask.geometry.orientation.directions.enumerated()
            where shape[axis] > 1 {
                if holds(axis, at: 0) { touched.append(direction.opposite.word) }
                if holds(axis, at: shape[axis] - 1) { touched.append(direction.word) }
            }
        }
        return touched.sorted()
    }
}

extension Orientation.Direction {
    /// "right", "anterior", …
    var word: String {
        switch self {
        case .right: "right"
        case .left: "left"
        case .anterior: "anterior"
        case .posterior: "posterior"
        case .superior: "superior"
        case .inferior: "inferior"
        }
    }
}
