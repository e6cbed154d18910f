import Script
import Volumes

extension Arguments {
    /// The scan of a parameter, all of whose voxels are finite: a filter would spread what is not.
    ///
    /// - Throws: `ImageError.notFinite`.
    func finiteScan(named name: String = "scan") throws -> ScanValue {
        let scan = try scan(named: name)
        _ = try allIntensities(of: scan)
        return scan
    }

    /// Runs a long loop that asks whether it shall stop.
    ///
    /// - Throws: `AnalysisError.cancelled`.
    func stoppable<Result>(
        _ body: (@escaping @Sendable () -> Bool) throws -> Result
    ) throws -> Result {
        try AnalysisError.stoppable { try body(context.cancellation) }
    }

    /// Lower and upper bound of the parameters "low" and "high", infinite for None.
    ///
    /// - Parameters:
    ///   - above: a lower bound beside "low".
    ///   - below: an upper bound beside "high".
    /// - Throws: `ImageError` where all are None, or a lower one lies above an upper one.
    func bounds(
        above: Double? = nil, below: Double? = nil
    ) throws -> ClosedRange<Double> {
        let lows = [try optionalFinite(named: "low"), above].compactMap(\.self)
        let highs = [try optionalFinite(named: "high"), below].compactMap(\.self)
        guard !lows.isEmpty || !highs.isEmpty else {
            throw ImageError.noBounds(function: signature.name)
        }
        let (lower, upper) = (lows.max() ?? -.infinity, highs.min() ?? .infinity)
        guard lower <= upper else {
            throw ImageError.emptyRange(
                function: signature.name, low: NumberText.short(lower),
                high: NumberText.short(upper))
        }
        return lower...upper
    }
}

extension ScanValue {
    /// An image that a function made of this one; its name says how: `smooth(t1)`.
    func made(by function: String, _ volume: Volume) -> Value {
        .object(ScanValue(computed: volume, name: Self.shortened("\(function)(\(name))")))
    }
}
