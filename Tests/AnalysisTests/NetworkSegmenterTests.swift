import Foundation
import Synchronization
import Testing
import Volumes

@testable import Analysis

/// A network of one voxel per leaf: voxel n belongs to the leaf whose prompt says n.
private final class CountingNetwork: AnatomyNetwork {
    struct Features: Sendable {
        let geometry: Geometry
        /// Whether the scan shows no head: all its voxels are 9.
        let isNoise: Bool
    }

    let encodings = Mutex(0)
    let posteriors = Mutex(0)
    /// How many scans each fusion had.
    let fusions = Mutex<[Int]>([])
    /// How many scans were looked at for what lies over the anatomy, each time.
    let overlays = Mutex<[Int]>([])
    /// Which scans the last one was not to trust.
    let doubted = Mutex<Set<Int>>([])
    /// How sure it is of every second leaf.
    let certainty = Mutex(0.5)
    /// How often the cortex was divided.
    let divisions = Mutex(0)
    /// Whether the outermost voxels belong to the last leaf.
    let hasEdge = Mutex(false)
    let cost: Int
    let ranges: [Leaf: AnatomyRange]
    let marksOverlays: Bool

    init(cost: Int = 100, ranges: [Leaf: AnatomyRange] = [:], marksOverlays: Bool = true) {
        self.cost = cost
        self.ranges = ranges
        self.marksOverlays = marksOverlays
    }

    func encode(_ volume: Volume, control: RunControl) throws -> Features {
        try control.check()
        control.progress(Analysis.Progress(stage: "encoding", fraction: 0.5))
        encodings.withLock { $0 += 1 }
        return Features(geometry: volume.geometry, isNoise: volume.voxels.allSatisfy { $0 == 9 })
    }

    func posterior(
        of features: Features, leaves: [LeafPrompt], control: RunControl
    ) throws -> LeafPosterior {
        posteriors.withLock { $0 += 1 }
        // A leaf whose prompt was replaced by other words (a second number above 0) takes every
        // voxel.
        let steered = leaves.firstIndex { $0.embedding[1] > 0 }
        let shape = features.geometry.shape
        let edged = hasEdge.withLock { $0 }
        let indices = (0..<features.geometry.voxelCount).map { voxel in
            let place = SIMD3(
                voxel % shape.x, voxel / shape.x % shape.y, voxel / (shape.x * shape.y))
            let isEdge = place.min() == 0 || (shape &- place).min() == 1
            return UInt8(steered ?? (edged && isEdge ? leaves.count - 1 : voxel % leaves.count))
        }
        let certainty = features.isNoise ? 0.1 : certainty.withLock { $0 }
        return LeafPosterior(
            geometry: features.geometry, leafIndices: indices,
            confidence: leaves.indices.map { $0 % 2 == 0 ? certainty : 1 })
    }

    func fuse(
        _ features: [Features], onto scan: Features, doubted: Set<Int>, control: RunControl
    ) throws -> Features {
        fusions.withLock { $0.append(features.count) }
        self.doubted.withLock { $0 = doubted }
        let first = features[features.indices.first { !doubted.contains($0) } ?? 0]
        return Features(geometry: scan.geometry, isNoise: first.isNoise)
    }

    /// Every second voxel is marked.
    func overlay(
        of features: [Features], doubted: Set<Int>, prompt: LeafPrompt, leaves: [LeafPrompt],
        tissues: [Set<Int>], control: RunControl
    ) throws -> LeafPosterior {
        overlays.withLock { $0.append(features.count) }
        self.doubted.withLock { $0 = doubted }
        return LeafPosterior(
            geometry: features[0].geometry,
            leafIndices: (0..<features[0].geometry.voxelCount).map { UInt8($0 % 2) },
            confidence: [0.9, 0.7])
    }

    /// The voxels of a group's leaf go to its parcels in turn.
    func parcels(
        of features: Features, within posterior: LeafPosterior, parcels: [LeafPrompt],
        groups: [ParcelPromptGroup], control: RunControl
    ) throws -> LeafPosterior {
        divisions.withLock { $0 += 1 }
        var indices = [UInt8](repeating: LeafPosterior.outside, count: posterior.leafIndices.count)
        for group in groups {
            let inside = posterior.leafIndices.indices.filter {
                posterior.leafIndices[$0] == UInt8(group.leaf)
            }
            let steered = group.parcels.first { parcels[$0].embedding[1] > 0 }
            for (turn, voxel) in inside.enumerated() {
                indices[voxel] = UInt8(steered ?? group.parcels[turn % group.parcels.count])
            }
        }
        return LeafPosterior(
            geometry: posterior.geometry, leafIndices: indices,
            confidence: parcels.map { _ in 0.75 })
    }

    func memoryCost(of features: Features) -> Int { cost }
}

@Suite struct NetworkSegmenterTests {
    private let geometry = Geometry(shape: SIMD3(8, 4, 4))

    private func segmenter(
        _ network: CountingNetwork, cacheLimit: Int = 1 << 20
    ) throws -> NetworkSegmenter<CountingNetwork> {
        let names = Set(Samples.vocabulary.structures.flatMap(\.names))
        return try NetworkSegmenter(
            network: network, vocabulary: Samples.vocabulary, cacheLimit: cacheLimit
        ) { texts in
            // Names in one place, words that are like them near it, others further away.
            texts.map { text in
                if names.contains(text) { return [1, 0] }
                return text.contains("far") ? [0.8, 0.6] : [0.96, 0.28]
            }
        }
    }

    private func scan(_ checksum: String, _ name: String = "t1", voxel: Float = 0) -> ScanValue {
        ScanValue(
            volume: Volume(geometry: geometry, voxels: Array(repeating: voxel, count: 128)),
            name: name, file: ScanValue.ScanFile(path: "t1.nii", checksum: checksum))
    }

    private func scan(_ volume: Volume, _ name: String) -> ScanValue {
        ScanValue(
            volume: volume, name: name,
            file: ScanValue.ScanFile(path: "\(name).nii", checksum: name))
    }

    @Test func everyTargetAfterTheFirstIsAnsweredFromTheCache() throws {
        let network = CountingNetwork()
        let segmenter = try segmenter(network)
        #expect(!segmenter.isPrepared(scan("a")))
        var whole = 0
        for structure in Samples.vocabulary.structures where structure.isLeaf {
            whole += try segmenter.segment(
                scan("a"), Samples.reading(structure.name), control: RunControl()
            ).mask.count
        }
        #expect(whole == geometry.voxelCount)
        #expect(segmenter.isPrepared(scan("a")))
        #expect(network.encodings.withLock { $0 } == 1)
        #expect(network.posteriors.withLock { $0 } == 1)
    }

    @Test func theCoarseMapIsTheSameWhateverWasAskedBefore() throws {
        let network = CountingNetwork()
        let segmenter = try segmenter(network)
        let first = try segmenter.coarseLabelMap(of: scan("a"), control: RunControl())
        #expect(!segmenter.isPrepared(scan("a")))
        let whole = try segmenter.labelMap(of: [scan("a")], control: RunControl())
        let second = try segmenter.coarseLabelMap(of: scan("a"), control: RunControl())
        #expect(first.voxels == second.voxels)
        #expect(first.voxels == whole.voxels)
        #expect(network.encodings.withLock { $0 } == 1)
    }

    @Test func leftAndRightMakeBothAndCompositesAreUnions() throws {
        let segmenter = try segmenter(CountingNetwork())
        func mask(_ phrase: String) throws -> Mask {
            try segmenter.segment(scan("a"), Samples.reading(phrase), control: RunControl()).mask
        }
        for name in ["hippocampus", "striatum", "cerebrum"] {
            let both = try mask(name)
            let left = try mask("left \(name)")
            let right = try mask("right \(name)")
            #expect(zip(left.voxels, right.voxels).map { $0 | $1 } == both.voxels)
            #expect(left.count + right.count == both.count)
            #expect(left.count > 0)
        }
    }

    @Test func confidenceIsTheMeanOverTheVoxels() throws {
        let found = try segmenter(CountingNetwork()).segment(
            scan("a"), Samples.reading("cerebral white matter"), control: RunControl())
        // Leaves 0 and 1 with confidence 0.5 and 1, three and three voxels or one more.
        let leaves = Samples.vocabulary.leaves.count
        let counts = [0, 1].map { first in
            (0..<geometry.voxelCount).filter { $0 % leaves == first }.count
        }
        let expected =
            (0.5 * Double(counts[0]) + Double(counts[1])) / Double(counts[0] + counts[1])
        #expect(found.confidence == expected)
    }

    @Test func aStructureInPiecesIsFlagged() throws {
        // The leaves of this network are single voxels all over the grid.
        let range = AnatomyRange(
            millilitres: 0...1, offset: .zero, spread: 100,
            wholeness: AnatomyWholeness(largest: 0.5, apart: 0))
        let ranges = Samples.vocabulary.leaves.map { ($0, range) }
        let network = CountingNetwork(ranges: Dictionary(uniqueKeysWithValues: ranges))
        let grid = Geometry(shape: SIMD3(12, 12, 12))
        // Its outermost voxels belong to the last leaf, which is not of the brain.
        let scan = ScanValue(
            volume: Volume(geometry: grid, voxels: Array(repeating: 0, count: grid.voxelCount)),
            name: "t1", file: ScanValue.ScanFile(path: "t1.nii", checksum: "c"))
        network.hasEdge.withLock { $0 = true }
        let segmenter = try segmenter(network)
        func flags(_ name: String) throws -> [MaskFlag] {
            try segmenter.segment(scan, Samples.reading(name), control: RunControl()).flags
        }
        #expect(try flags("left caudate").map(\.code) == ["fragmented"])
        // Of a composite, the first part at fault is named.
        guard case .fragmented(let part, _, _, _)? = try flags("left basal ganglia").first else {
            Issue.record("no flag")
            return
        }
        #expect(part.hasPrefix("left "))
    }

    @Test func freeWordsSteerTheNetworkInThePlaceOfTheName() throws {
        let network = CountingNetwork()
        let segmenter = try segmenter(network)
        let resolver = AnatomyResolver(
            vocabulary: Samples.vocabulary,
            judge: ScriptedJudge(phrase: "sea horse", structure: "hippocampus"))
        let reading = try Samples.reading("left sea horse", resolver)
        let found = try segmenter.segment(scan("a"), reading, control: RunControl())
        #expect(found.mask.count == geometry.voxelCount)
        // The names' own posterior is not replaced by it.
        let plain = try segmenter.segment(
            scan("a"), Samples.reading("left hippocampus"), control: RunControl())
        #expect(plain.mask.count < geometry.voxelCount)
        #expect(network.encodings.withLock { $0 } == 1)
    }

    @Test func wordsFarFromAllNamesAreAnsweredByTheName() throws {
        let network = CountingNetwork()
        let segmenter = try segmenter(network)
        let resolver = AnatomyResolver(
            vocabulary: Samples.vocabulary,
            judge: ScriptedJudge(phrase: "far cry", structure: "hippocampus"))
        let found = try segmenter.segment(
            scan("a"), Samples.reading("left far cry", resolver), control: RunControl())
        let plain = try segmenter.segment(
            scan("a"), Samples.reading("left hippocampus"), control: RunControl())
        #expect(found.mask.voxels == plain.mask.voxels)
        // Nothing was divided again.
        #expect(network.posteriors.withLock { $0 } == 1)
    }

    @Test func theCacheDropsTheLeastRecentlyUsedScan() throws {
        let network = CountingNetwork(cost: 1000)
        // A division of the scan and what is known of its leaves.
        let division = 128 + 8 * Samples.vocabulary.leaves.count
        let segmenter = try segmenter(network, cacheLimit: 1000 + 2 * division)
        for name in ["a", "b", "a", "c", "a", "b"] {
            try segmenter.prepare(scan(name), control: RunControl())
        }
        // a, b, c are encoded; c drives b out; b is encoded again and drives c out.
        #expect(network.encodings.withLock { $0 } == 4)
        #expect(segmenter.isPrepared(scan("a")))
        #expect(!segmenter.isPrepared(scan("c")))
    }

    @Test func featuresAreGivenUpBeforeDivisions() throws {
        let network = CountingNetwork(cost: 1000)
        let segmenter = try segmenter(network, cacheLimit: 3000)
        for name in ["a", "b", "c", "a", "b", "c"] {
            try segmenter.prepare(scan(name), control: RunControl())
        }
        #expect(network.encodings.withLock { $0 } == 3)
        let resolver = AnatomyResolver(
            vocabulary: Samples.vocabulary,
            judge: ScriptedJudge(phrase: "sea horse", structure: "hippocampus"))
        func answer(_ name: String) throws {
            let reading = try Samples.reading("left sea horse", resolver)
            _ = try segmenter.segment(scan(name), reading, control: RunControl())
        }
        // Other words need the features, which c still has and a has given up.
        try answer("c")
        #expect(network.encodings.withLock { $0 } == 3)
        try answer("a")
        #expect(network.encodings.withLock { $0 } == 4)
        // The division under the names is not made again: once each, and one for each other word.
        #expect(network.posteriors.withLock { $0 } == 5)
    }

    @Test func theLabelMapHoldsTheNumberOfEveryLeaf() throws {
        let map = try segmenter(CountingNetwork()).labelMap(
            of: [scan("a")], control: RunControl())
        let vocabulary = Samples.vocabulary
        let expected = (0..<geometry.voxelCount).map {
            vocabulary.labels(of: vocabulary.leaves[$0 % vocabulary.leaves.count])[0]
        }
        #expect(map.voxels == expected)
    }

    @Test func progressNamesTheScanAndAStopIsObeyed() throws {
        let stages = Mutex<[String]>([])
        let segmenter = try segmenter(CountingNetwork())
        try segmenter.prepare(
            scan("a"),
            control: RunControl(progress: { p in stages.withLock { $0.append(p.stage) } }))
        #expect(stages.withLock { $0 } == ["t1: encoding"])
        #expect(throws: AnalysisError.cancelled) {
            try segmenter.prepare(scan("b"), control: RunControl(isCancelled: { true }))
        }
    }

    @Test func parcelsAreFoundWhenOneIsAskedFor() throws {
        let network = CountingNetwork()
        let segmenter = try segmenter(network)
        func mask(_ phrase: String) throws -> Segmentation {
            try segmenter.segment(scan("a"), Samples.reading(phrase), control: RunControl())
        }
        func sum(_ parcels: [Leaf]) throws -> [UInt8] {
            try parcels.reduce(into: [UInt8](repeating: 0, count: 128)) { sum, parcel in
                let voxels = try mask("\(parcel)").mask.voxels
                sum = zip(sum, voxels).map { $0 + $1 }
            }
        }
        let cortex = try mask("left cerebral cortex").mask
        #expect(network.divisions.withLock { $0 } == 0)
        let left = Samples.vocabulary.parcels.filter { $0.side == .left }
        let first = try mask("\(left[0])")
        #expect(first.confidence == 0.75)
        #expect(first.mask.count > 0 && first.mask.count < cortex.count)
        #expect(try sum(left) == cortex.voxels)
        let lobe = try #require(Samples.vocabulary.target(named: "frontal lobe", side: .left))
        let frontal = try mask("left frontal lobe")
        #expect(try frontal.mask.voxels == sum(lobe.parcels))
        // That a lobe has no white matter is said once.
        #expect(frontal.notes.count == 1)
        #expect(frontal.notes.first?.hasPrefix("“frontal lobe” is its cortex") == true)
        #expect(try mask("right frontal lobe").notes.isEmpty)
        #expect(network.divisions.withLock { $0 } == 1)
        #expect(network.posteriors.withLock { $0 } == 1)
    }

    @Test func freeWordsSteerOneParcel() throws {
        let segmenter = try segmenter(CountingNetwork())
        func count(_ reading: AnatomyReading) throws -> Int {
            try segmenter.segment(scan("a"), reading, control: RunControl()).mask.count
        }
        let insula = try #require(Samples.vocabulary.target(named: "insula", side: .left))
        let words = AnatomyReading(
            phrase: "island", anatomy: .target(insula), confidence: 0.9, words: "island")
        let cortex = try count(Samples.reading("left cerebral cortex"))
        #expect(try count(words) == cortex)
        // The names' own parcels are not replaced by it.
        #expect(try count(Samples.reading("left insula")) < cortex)
    }

    @Test func severalScansAreEncodedAloneAndFusedOnce() throws {
        let network = CountingNetwork()
        let segmenter = try segmenter(network)
        func count(_ scans: [ScanValue]) throws -> Int {
            try segmenter.segment(
                scans, Samples.reading("left hippocampus"), control: RunControl()
            ).mask.count
        }
        let together = try count([scan("a"), scan("b")])
        #expect(try count([scan("a"), scan("b")]) == together)
        #expect(network.encodings.withLock { $0 } == 2)
        #expect(network.fusions.withLock { $0 } == [2])
        #expect(try count([scan("b")]) == together)
        #expect(network.encodings.withLock { $0 } == 2)
        // The first scan's grid is the result's, so that the order counts.
        _ = try count([scan("b"), scan("a"), scan("c")])
        #expect(network.encodings.withLock { $0 } == 3)
        #expect(network.fusions.withLock { $0 } == [2, 3])
    }

    /// A ramp in slices of 4 mm along an axis.
    private func slices(_ name: String, axis: Int, _ brightness: (Double) -> Double) -> ScanValue {
        var (shape, size) = (SIMD3(16, 16, 16), SIMD3(1.0, 1, 1))
        shape[axis] = 4
        size[axis] = 4
        let geometry = Geometry(
            shape: shape, voxelSize: size, origin: (size - SIMD3(1, 1, 1)) * 0.5)
        let voxels = (0..<geometry.voxelCount).map { voxel in
            let place = geometry.world(
                SIMD3(
                    Double(voxel % shape.x), Double(voxel / shape.x % shape.y),
                    Double(voxel / (shape.x * shape.y))))
            return Float(brightness(place.sum()))
        }
        return scan(Volume(geometry: geometry, voxels: voxels), name)
    }

    @Test func thickSlicesThatCrossAreSeenAsOneImage() throws {
        let network = CountingNetwork()
        network.certainty.withLock { $0 = 0.9 }
        let segmenter = try segmenter(network)
        func notes(_ scans: [ScanValue]) throws -> [String] {
            let found = try segmenter.segment(
                scans, Samples.reading("left hippocampus"), control: RunControl())
            #expect(found.mask.geometry == scans[0].volume.geometry)
            return found.notes
        }
        let axial = slices("axial", axis: 2) { 10 + $0 }
        let sagittal = slices("sagittal", axis: 0) { 3 * (10 + $0) }
        let said = try notes([axial, sagittal])
        #expect(said.count == 1)
        #expect(said[0].hasPrefix("axial and sagittal cross each other in thick slices"))
        #expect(said[0].contains("16×16×16 voxels of 1×1×1 mm"))
        #expect(network.encodings.withLock { $0 } == 3)
        #expect(network.fusions.withLock { $0 } == [1])
        // It is said once.
        #expect(try notes([axial, sagittal]).isEmpty)
        // A third scan stays beside them.
        let coronal = slices("coronal", axis: 1) { 100 - $0 }
        #expect(try notes([axial, coronal, sagittal]).count == 1)
        #expect(network.fusions.withLock { $0 } == [1, 2])
        // Other contrasts, or slices along the same axis, are weighed as ever.
        #expect(try notes([axial, coronal]).isEmpty)
        #expect(try notes([axial, slices("again", axis: 2) { 10 + $0 }]).isEmpty)
        #expect(network.fusions.withLock { $0 } == [1, 2, 2, 2])
    }

    @Test func aScanWithoutAHeadIsLeftOutAndSaidSo() throws {
        let network = CountingNetwork()
        network.certainty.withLock { $0 = 0.9 }
        let segmenter = try segmenter(network)
        func warnings(_ scans: [ScanValue]) throws -> [String] {
            try segmenter.segment(
                scans, Samples.reading("left hippocampus"), control: RunControl()
            ).warnings
        }
        let (head, noise) = (scan("a"), scan("n", "noise", voxel: 9))
        for _ in 0..<2 {
            let said = try warnings([noise, head])
            #expect(said.count == 1)
            #expect(said.first?.hasPrefix("noise is left out: it looks unlike the scans") == true)
        }
        #expect(network.doubted.withLock { $0 } == [0])
        #expect(try warnings([head, scan("b", "t2")]).isEmpty)
        #expect(network.doubted.withLock { $0 } == [])
        // With nothing better to go by, none is left out.
        let other = scan("m", "more noise", voxel: 9)
        #expect(try warnings([noise, other]).contains { $0.contains("left out") } == false)
        #expect(network.doubted.withLock { $0 } == [])
    }

    /// The leaves in the order of the table, of which voxel n has the n-th; every second is a lesion.
    private var marked: [(voxel: Int, leaf: Leaf)] {
        let leaves = Samples.vocabulary.leaves
        let inside = Set(
            Samples.vocabulary.target(named: "intracranial volume")?.leaves ?? [])
        return (0..<128).map { ($0, leaves[$0 % leaves.count]) }
            .filter { $0.voxel % 2 == 1 && inside.contains($0.leaf) }
    }

    private func voxels(_ mask: Mask) -> [Int] {
        mask.voxels.indices.filter { mask.voxels[$0] != 0 }
    }

    @Test func lesionsLieInsideTheSkullAndHaveTheSideOfTheirLeaf() throws {
        let network = CountingNetwork()
        let segmenter = try segmenter(network)
        func found(_ phrase: String) throws -> Segmentation {
            try segmenter.segment(scan("a"), Samples.reading(phrase), control: RunControl())
        }
        let both = try found("lesions")
        #expect(voxels(both.mask) == marked.map(\.voxel))
        #expect(both.confidence == 0.7)
        let (left, right) = (try found("left lesions").mask, try found("right MS lesions").mask)
        for (voxel, leaf) in marked where leaf.side != .both {
            #expect(left.voxels[voxel] == (leaf.side == .left ? 1 : 0), "\(leaf)")
        }
        // Leaves without sides, such as the brainstem, go to the nearer side: nothing is lost.
        #expect(zip(left.voxels, right.voxels).map { $0 + $1 } == both.mask.voxels)
        #expect(network.overlays.withLock { $0 } == [1])
        #expect(network.encodings.withLock { $0 } == 1)
    }

    @Test func lesionsInSeveralScansLeaveOutOneWithoutAHead() throws {
        let network = CountingNetwork()
        network.certainty.withLock { $0 = 0.9 }
        let segmenter = try segmenter(network)
        let scans = [scan("a", "flair"), scan("n", "noise", voxel: 9)]
        let found = try segmenter.segment(
            scans, Samples.reading("lesions"), control: RunControl())
        #expect(network.overlays.withLock { $0 } == [2])
        #expect(network.doubted.withLock { $0 } == [1])
        #expect(found.warnings.first?.hasPrefix("noise is left out") == true)
        // From the cache too.
        let again = try segmenter.segment(
            scans, Samples.reading("left lesions"), control: RunControl())
        #expect(network.overlays.withLock { $0 } == [2])
        #expect(again.warnings.first?.hasPrefix("noise is left out") == true)
    }

    @Test func withoutWeightsForThemLesionsNeedALabelMap() throws {
        let segmenter = try segmenter(CountingNetwork(marksOverlays: false))
        #expect(throws: AnalysisError.overlayNeedsLabels(structure: "white matter lesion")) {
            try segmenter.segment(scan("a"), Samples.reading("lesions"), control: RunControl())
        }
    }

    /// A scan in which tissues have these intensities.
    private func scan(
        _ name: String, white: Float, cortex: Float, ventricle: Float
    ) -> ScanValue {
        let leaves = Samples.vocabulary.leaves
        let voxels = (0..<128).map { voxel -> Float in
            switch leaves[voxel % leaves.count].structure {
            case "cerebral white matter": white
            case "cerebral cortex": cortex
            case "lateral ventricle": ventricle
            default: 1
            }
        }
        return scan(Volume(geometry: geometry, voxels: voxels), name)
    }

    @Test func lesionsAreToldByTheContrastThatShowsThemBest() throws {
        let network = CountingNetwork()
        network.certainty.withLock { $0 = 0.9 }
        let segmenter = try segmenter(network)
        let t1 = scan("t1", white: 4, cortex: 3, ventricle: 1)
        let t2 = scan("t2", white: 2, cortex: 3, ventricle: 6)
        let flair = scan("flair", white: 3, cortex: 3.2, ventricle: 1)
        func notes(_ scans: [ScanValue]) throws -> [String] {
            try segmenter.segment(
                scans, Samples.reading("lesions"), control: RunControl()
            ).notes
        }
        #expect(try notes([flair]).isEmpty)
        let alone = try notes([t1])
        #expect(alone.count == 1)
        #expect(alone.first?.hasPrefix("t1 looks T1-weighted: many a white matter lesion") == true)
        // It is said once.
        #expect(try notes([t1]).isEmpty)
        #expect(try notes([t2]).first?.hasPrefix("t2 looks T2-weighted") == true)
        let all = try notes([t1, flair, t2])
        #expect(network.doubted.withLock { $0 } == [0, 2])
        #expect(all.count == 1)
        #expect(
            all.first?.hasPrefix("every white matter lesion is told by flair alone: t1 and t2")
                == true)
        #expect(try notes([t2, t1]).count == 2)
        #expect(network.doubted.withLock { $0 } == [0])
        // Two of a kind are weighed against each other.
        #expect(try notes([flair, scan("again", white: 3, cortex: 3, ventricle: 2)]).isEmpty)
        #expect(network.doubted.withLock { $0 } == [])
    }

    @Test func lesionsDoNotMakeAScanTooStrangeForThem() throws {
        let network = CountingNetwork()
        let segmenter = try segmenter(network)
        // Half of the leaves have this certainty, half 1: 75 % on the whole.
        network.certainty.withLock { $0 = 0.5 }
        let flair = scan("flair", white: 3, cortex: 3.2, ventricle: 1)
        let found = try segmenter.segment(
            [scan("n", "noise", voxel: 9), flair], Samples.reading("lesions"),
            control: RunControl())
        #expect(network.doubted.withLock { $0 } == [0])
        #expect(found.warnings.first?.hasPrefix("noise is left out") == true)
        #expect(!found.warnings.contains { $0.hasPrefix("flair is left out") })
    }

    @Test func aMissingNetworkSaysWhatIsMissing() throws {
        let error = try #require(throws: AnalysisError.self) {
            try MissingNetwork(reason: "models/vision.safetensors is missing.").segment(
                scan("a"), Samples.reading("hippocampus"), control: RunControl())
        }
        #expect(error.message.contains("models/vision.safetensors is missing"))
        #expect(error.message.contains("--labels"))
    }
}
