/// What finding structures in a scan will take before the first answer; an estimate.
package struct SegmentationCost: Hashable, Sendable {
    /// Wall-clock time, s.
    package var seconds: Double
    /// Bytes at the peak, without the scan.
    package var memory: Int
    /// Slabs in which a scan is worked through because it does not fit the memory limit at once; 1
    /// where it does.
    package var parts: Int

    package init(seconds: Double, memory: Int, parts: Int = 1) {
        self.seconds = seconds
        self.memory = memory
        self.parts = parts
    }
}
