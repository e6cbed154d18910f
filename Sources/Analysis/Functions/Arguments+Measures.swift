import Script
import Volumes

extension Arguments {
    /// Reports the progress of the network to the host, and stops it with the program.
    func control(_ binding: AnalysisBinding) -> RunControl {
        let effects = binding.effects
        return RunControl(
            progress: { effects.progress($0) }, isCancelled: context.cancellation)
    }

    /// A mask that has to hold a voxel.
    ///
    /// - Throws: `AnalysisError.emptyMask`.
    func filledMask(named name: String) throws -> MaskValue {
        let mask = try mask(named: name)
        guard mask.mask.count > 0 else {
            throw AnalysisError.emptyMask(function: signature.name, mask: mask.name)
        }
        return mask
    }

    /// Two masks on one grid.
    func maskPair(_ first: String, _ second: String) throws -> (MaskValue, MaskValue) {
        let (a, b) = (try mask(named: first), try mask(named: second))
        try GridCheck.require(a.mask.geometry, a.name, b.mask.geometry, b.name)
        return (a, b)
    }

    /// Two masks on one grid, each with a voxel.
    func filledMaskPair(_ first: String, _ second: String) throws -> (MaskValue, MaskValue) {
        let pair = try maskPair(first, second)
        for name in [first, second] { _ = try filledMask(named: name) }
        return pair
    }

    /// One of a few words.
    func choice(named name: String, among choices: [String]) throws -> String {
        let word = try string(named: name)
        guard choices.contains(word) else {
            throw AnalysisError.badChoice(
                function: signature.name, parameter: name, found: word, choices: choices)
        }
        return word
    }

    /// A finite number in a range, e.g. a length that cannot be negative.
    ///
    /// - Parameter words: The range, for messages: "0 mm or more".
    func number(
        named name: String, in range: ClosedRange<Double>, words: String
    ) throws -> Double {
        let number = try number(named: name)
        guard number.isFinite, range.contains(number) else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: name, found: value(named: name).literal,
                allowed: words)
        }
        return number
    }

    /// Which neighbours count as connected: 6, 18 or 26.
    func connectivity(named name: String) throws -> Connectivity {
        guard let connectivity = Connectivity(rawValue: try int(named: name)) else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: name, found: value(named: name).literal,
                allowed: "6 (faces), 18 (edges) or 26 (corners)")
        }
        return connectivity
    }
}

extension MaskValue {
    /// A mask made from this one, on the same scan.
    func derived(_ mask: Mask, _ name: String) -> Value {
        .object(MaskValue(computed: mask, name: ScanValue.shortened(name), scan: scan))
    }
}
