import Synchronization

/// Counts the bytes of the images and tables that a run holds.
///
/// Unlike `MemoryMeter` it may be used from any thread: the host keeps such values as it likes.
final class ImageMeter: Sendable {
    private let live = Atomic(0)
    let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts bytes until what it gives back is let go.
    ///
    /// - Throws: `Fault.memoryLimit` where the limit is passed.
    func hold(_ bytes: Int) throws -> HeldMemory {
        let held = HeldMemory(bytes, self)
        if live.load(ordering: .relaxed) > limit { throw Fault.memoryLimit(bytes: limit) }
        return held
    }

    fileprivate func add(_ bytes: Int) {
        live.wrappingAdd(bytes, ordering: .relaxed)
    }
}

/// Bytes that are counted while it lives; every copy of a value shares one.
package final class HeldMemory: Sendable {
    private let bytes: Int
    private let meter: ImageMeter

    fileprivate init(_ bytes: Int, _ meter: ImageMeter) {
        self.bytes = bytes
        self.meter = meter
        meter.add(bytes)
    }

    deinit {
        meter.add(-bytes)
    }
}
