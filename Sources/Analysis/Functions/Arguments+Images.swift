import Script
import Volumes

extension Arguments {
    /// A number of a parameter, which must lie in a range.
    ///
    /// - Parameter unit: Of the number, for the message; empty for none.
    /// - Throws: `ImageError.outOfRange`, for NaN too.
    func number(
        named name: String, in range: ClosedRange<Double>, unit: String = ""
    ) throws -> Double {
        let number = try number(named: name)
        guard range.contains(number) else {
            let unit = unit.isEmpty ? "" : " \(unit)"
            throw ImageError.outOfRange(
                function: signature.name, parameter: name, found: NumberText.short(number),
                allowed: "\(NumberText.short(range.lowerBound)) to "
                    + "\(NumberText.short(range.upperBound))\(unit)")
        }
        return number
    }

    /// A number of a parameter that is neither NaN nor infinite; nil for None.
    func optionalFinite(named name: String) throws -> Double? {
        guard let number = try optionalNumber(named: name) else { return nil }
        guard number.isFinite else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: name, found: NumberText.short(number),
                allowed: "a finite number")
        }
        return number
    }

    /// The intensities of a scan inside a mask of its grid, all of them finite, at least one.
    ///
    /// - Throws: `AnalysisError` for another grid and an empty mask; `ImageError.notFinite`.
    func intensities(of scan: ScanValue, inside mask: MaskValue) throws -> Intensities {
        try GridCheck.require(
            scan.volume.geometry, scan.name, mask.mask.geometry, "the mask of \(mask.name)")
        let found = Intensities(scan.volume.voxels, inside: mask.mask.voxels)
        guard found.count > 0 else {
            throw AnalysisError.emptyMask(function: signature.name, mask: mask.name)
        }
        try requireFinite(found, scan)
        return found
    }

    /// The same for the parameters "scan" and "mask".
    func intensities() throws -> Intensities {
        try intensities(of: scan(named: "scan"), inside: mask(named: "mask"))
    }

    /// The intensities of a scan inside the mask of a parameter, or all of them for None.
    func intensities(of scan: ScanValue, insideOptional name: String) throws -> Intensities {
        if let mask = try optionalMask(named: name) {
            return try intensities(of: scan, inside: mask)
        }
        return try allIntensities(of: scan)
    }

    /// The intensities of all voxels, all of them finite.
    func allIntensities(of scan: ScanValue) throws -> Intensities {
        let found = Intensities(scan.volume.voxels)
        try requireFinite(found, scan)
        return found
    }

    private func requireFinite(_ found: Intensities, _ scan: ScanValue) throws {
        guard found.nonFiniteCount == 0 else {
            throw ImageError.notFinite(
                function: signature.name, image: scan.name, count: found.nonFiniteCount)
        }
    }
}
