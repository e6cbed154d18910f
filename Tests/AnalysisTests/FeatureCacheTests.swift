import Testing
import Volumes

@testable import Analysis

@Suite struct FeatureCacheTests {
    private let posterior = LeafPosterior(
        geometry: Geometry(shape: SIMD3(10, 10, 10)),
        leafIndices: [UInt8](repeating: 0, count: 1000), confidence: [])

    @Test(arguments: [10_000, 25_000, 70_000])
    func theLimitIsKept(limit: Int) {
        let cache = FeatureCache<Int>(limit: limit)
        for index in 0..<50 {
            var entry = FeatureCache<Int>.Entry(features: index, cost: 9000)
            entry.posterior = posterior
            cache.store(entry, for: "\(index)")
            #expect(cache.held <= limit)
        }
        // The newest has all; as many others as fit have their division.
        #expect(cache.entry(for: "49")?.features == 49)
        let kept = (0..<50).filter { cache.entry(for: "\($0)")?.posterior != nil }
        #expect(kept.count == min(50, (limit - 9000) / 1000))
    }

    @Test func theNewestIsKeptWhateverItHolds() {
        let cache = FeatureCache<Int>(limit: 10)
        cache.store(FeatureCache<Int>.Entry(features: 1, cost: 9000), for: "a")
        #expect(cache.entry(for: "a")?.features == 1)
        cache.store(FeatureCache<Int>.Entry(features: 2, cost: 9000), for: "b")
        #expect(cache.entry(for: "a") == nil && cache.held == 9000)
        cache.removeAll()
        #expect(cache.held == 0)
    }
}
