import Testing

@testable import Tensors

@Suite struct ArenaTests {
    private let extent = Extent(depth: 1, height: 1, width: 16)

    @Test func releasedRegionsAreUsedAgain() {
        var planner = ArenaPlanner()
        func place(_ channels: Int) -> Region {
            planner.place(channels: channels, extent: extent, precision: .float32)
        }
        let (a, b, c) = (place(1), place(2), place(1))
        #expect([a, b, c].map(\.offset) == [0, 64, 192])
        planner.release(a)
        planner.release(b)
        // The two gaps became one that holds three channels.
        let d = place(3)
        #expect(d.offset == 0)
        planner.release(c)
        // The gap at the end grows instead of leaving a hole.
        #expect(place(2).offset == 192)
        #expect(planner.byteCount == 320)
    }

    @Test func scratchMemoryOverlapsNothing() {
        var planner = ArenaPlanner()
        let region = planner.place(channels: 8, extent: extent, precision: .float32)
        planner.release(region)
        let scratch = planner.placeScratch(bytes: 100)
        #expect(scratch.offset == 512)
        #expect(planner.byteCount == 640)
        #expect(planner.place(channels: 1, extent: extent, precision: .float32).offset == 0)
    }

    @Test func regionsInUseNeverOverlap() {
        var planner = ArenaPlanner()
        var random = Noise(seed: 9)
        var held: [Region] = []
        for _ in 0..<500 {
            if !held.isEmpty, Bool.random(using: &random) {
                planner.release(held.remove(at: Int.random(in: 0..<held.count, using: &random)))
            } else {
                let region = planner.place(
                    channels: Int.random(in: 1...9, using: &random), extent: extent,
                    precision: Bool.random(using: &random) ? .float32 : .bfloat16)
                let range = region.offset..<region.offset + region.byteCount
                #expect(range.upperBound <= planner.byteCount)
                for other in held {
                    #expect(!range.overlaps(other.offset..<other.offset + other.byteCount))
                }
                held.append(region)
            }
        }
    }

    @Test func keepsOnlyTheWantedBoxAndSplitsTheChannels() throws {
        var planner = ArenaPlanner()
        let extent = Extent(depth: 2, height: 3, width: 4)
        let region = planner.place(channels: 3, extent: extent, precision: .float32)
        let arena = try Arena(byteCount: planner.byteCount)
        arena.write((0..<72).map(Float.init), to: region)
        let kept = Extent(depth: 1, height: 2, width: 3)
        let corner = Extent(depth: 0, height: 0, width: 0)
        let fields = arena.fields(of: region, kept: kept, from: corner, channels: [2, 1])
        #expect(fields.map(\.extent) == [kept, kept])
        #expect(
            fields.map { $0.bits.map(HalfPrecision.float(fromHalf:)) } == [
                [0, 1, 3, 4, 6, 7, 12, 13, 15, 16, 18, 19], [2, 5, 8, 14, 17, 20],
            ])
        let last = arena.fields(
            of: region, kept: Extent(depth: 1, height: 1, width: 2),
            from: Extent(depth: 1, height: 2, width: 2), channels: [3])
        #expect(
            last[0].bits.map(HalfPrecision.float(fromHalf:)) == [66, 67, 68, 69, 70, 71])
    }
}
