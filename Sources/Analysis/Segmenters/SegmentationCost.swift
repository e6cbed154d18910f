/// What finding structures in a scan will take before the first answer; an estimate.
package struct SegmentationCost: Hashable, Sendable {
    /// Wall-clock time, s.
    package var seconds: Double
    /// Bytes at the peak, without the scan.
    package var memory: Int

    package init(seconds: Double, memory: Int) {
        self.seconds = seconds
        self.memory = memory
    }
}
