import Synchronization

/// What was computed for scans. When memory runs short, the least recently used give up their
/// features first, which are by far the largest part and only further words, parcels and other scans
/// beside them need; then all else.
final class FeatureCache<Features: Sendable>: Sendable {
    struct Overlay: Sendable {
        /// One byte a voxel.
        let posterior: LeafPosterior
        /// Why some of several scans were left out, in words.
        let omissions: [String]
    }

    struct Entry: Sendable {
        /// `nil` when they were given up.
        var features: Features?
        /// One byte a voxel.
        var posterior: LeafPosterior?
        /// Which parcel of the cortex each voxel belongs to; one byte a voxel too.
        var parcels: LeafPosterior?
        /// What lies over the anatomy, by name.
        var overlays: [String: Overlay] = [:]
        /// The brain as a whole; `nil` before the scan was divided, or where there is none.
        var brain: BrainOutline?
        /// Why some of several scans were left out, in words.
        var omissions: [String] = []
        /// How scans were used, in words: which were seen as one image, which told of lesions.
        var remarks: [String] = []
        /// Bytes of the features.
        let cost: Int

        var totalCost: Int {
            (features == nil ? 0 : cost) + (posterior?.memoryCost ?? 0)
                + (parcels?.memoryCost ?? 0)
                + overlays.values.reduce(0) { $0 + $1.posterior.memoryCost }
        }
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// Identities, the most recently used last.
        var order: [String] = []

        var held: Int { entries.values.reduce(0) { $0 + $1.totalCost } }

        /// Makes an identity the most recently used one.
        mutating func touch(_ identity: String) {
            order.removeAll { $0 == identity }
            order.append(identity)
        }

        /// Gives up what was not used for the longest time, but nothing of the newest entry.
        mutating func shrink(to limit: Int) {
            var held = held
            for identity in order.dropLast() where held > limit {
                guard let entry = entries[identity], entry.posterior != nil else { continue }
                held -= entry.features == nil ? 0 : entry.cost
                entries[identity]?.features = nil
            }
            while held > limit, order.count > 1 {
                held -= entries.removeValue(forKey: order.removeFirst())?.totalCost ?? 0
            }
        }
    }

    /// Bytes that the entries may hold together; the newest one is kept whatever it holds.
    let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Bytes that the entries hold.
    var held: Int { state.withLock { $0.held } }

    func entry(for identity: String) -> Entry? {
        state.withLock { state in
            guard let entry = state.entries[identity] else { return nil }
            state.touch(identity)
            return entry
        }
    }

    func store(_ entry: Entry, for identity: String) {
        state.withLock { state in
            state.entries[identity] = entry
            state.touch(identity)
            state.shrink(to: limit)
        }
    }

    func removeAll() {
        state.withLock { $0 = State() }
    }
}
