extension VolumeDescription {
    /// One line per fact, for people.
    package var rows: [(label: String, value: String)] {
        var rows: [(label: String, value: String)] = [
            ("format", formatText),
            ("shape", "\(Prose.shape(shape)) voxels"),
            ("voxel size", sizeText),
            ("orientation", orientationText),
            ("type", typeText),
            ("unit of length", spatialUnit),
            ("range", rangeText),
        ]
        if let qformCode, let sformCode {
            rows.append(("qform", Self.name(ofCode: qformCode)))
            rows.append(("sform", Self.name(ofCode: sformCode)))
        }
        if let geometry {
            let middle = geometry.world(SIMD3<Double>(geometry.shape &- SIMD3(1, 1, 1)) / 2)
            let numbers = (0..<3).map { Prose.decimal(middle[$0], places: 1, small: false) }
            rows.append(("middle", "(\(numbers.joined(separator: ", "))) mm, RAS"))
        }
        rows.append(("sha256", checksum))
        return rows
    }

    /// The rows aligned, then the problem and the warnings; lines end with a line feed.
    package var text: String {
        let width = rows.map(\.label.count).max() ?? 0
        var lines = [path]
        lines += rows.map { label, value in
            "  " + label + String(repeating: " ", count: width - label.count) + "  " + value
        }
        if let problem { lines.append("  cannot be used as a scan: \(problem.prose)") }
        lines += warnings.map { "  warning: \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private var formatText: String {
        format.rawValue + (isCompressed ? ", gzip" : "")
            + (isBigEndian ? ", big-endian" : ", little-endian")
    }

    private var sizeText: String {
        voxelSize.map { Prose.decimal($0, places: 4) }.joined(separator: "×") + " mm"
    }

    private var orientationText: String {
        guard let geometry else { return "unknown" }
        return "\(geometry.orientation) (axes grow toward), from \(orientationSource.rawValue)"
    }

    private var typeText: String {
        guard let scaling else { return dataType }
        let slope = Prose.decimal(scaling.slope, places: 6)
        return "\(dataType) × \(slope) + \(Prose.decimal(scaling.intercept, places: 6))"
    }

    private var rangeText: String {
        guard let range else { return "unknown" }
        return Prose.decimal(range.lowerBound, places: 4) + " to "
            + Prose.decimal(range.upperBound, places: 4)
    }

    /// NIfTI's names for the codes of qform and sform.
    package static func name(ofCode code: Int) -> String {
        switch code {
        case 0: "0 (not set)"
        case 1: "1 (scanner)"
        case 2: "2 (aligned)"
        case 3: "3 (Talairach)"
        case 4: "4 (MNI 152)"
        case 5: "5 (template)"
        default: "\(code)"
        }
    }
}
