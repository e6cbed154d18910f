import Synchronization

/// What was computed for scans, the least recently used dropped first when memory runs short.
final class FeatureCache<Features: Sendable>: Sendable {
    struct Entry: Sendable {
        let features: Features
        var posterior: LeafPosterior?
        /// Which parcel of the cortex each voxel belongs to.
        var parcels: LeafPosterior?
        /// The brain as a whole; `nil` before the scan was divided, or where there is none.
        var brain: BrainOutline?
        /// Bytes of the features.
        let cost: Int

        var totalCost: Int { cost + (posterior?.memoryCost ?? 0) + (parcels?.memoryCost ?? 0) }
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// Identities, the most recently used last.
        var order: [String] = []
    }

    /// Bytes that the entries may hold together; the newest one is kept whatever it holds.
    let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    func entry(for identity: String) -> Entry? {
        state.withLock { state in
            guard let entry = state.entries[identity] else { return nil }
            state.order.removeAll { $0 == identity }
            state.order.append(identity)
            return entry
        }
    }

    func store(_ entry: Entry, for identity: String) {
        state.withLock { state in
            state.entries[identity] = entry
            state.order.removeAll { $0 == identity }
            state.order.append(identity)
            var held = state.entries.values.reduce(0) { $0 + $1.totalCost }
            while held > limit, state.order.count > 1 {
                let oldest = state.order.removeFirst()
                held -= state.entries.removeValue(forKey: oldest)?.totalCost ?? 0
            }
        }
    }

    func removeAll() {
        state.withLock { $0 = State() }
    }
}
