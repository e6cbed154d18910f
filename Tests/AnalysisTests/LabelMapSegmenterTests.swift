import Analysis
import Testing
import Volumes

@Suite struct LabelMapSegmenterTests {
    private func segmenter(
        _ runs: [(label: Int32, count: Int)], names: [Int32: String] = [:]
    ) -> LabelMapSegmenter {
        LabelMapSegmenter(
            Samples.map(runs, names: names), name: "seg.nii.gz", vocabulary: Samples.vocabulary)
    }

    /// Resolves a phrase with the map's own names and counts the voxels of the mask.
    private func count(_ phrase: String, _ segmenter: LabelMapSegmenter) throws -> Int {
        let resolver = AnatomyResolver(
            vocabulary: Samples.vocabulary, labelTerms: segmenter.legend.terms)
        return try segmenter.segment(Samples.reading(phrase, resolver)).mask.count
    }

    @Test(
        "Numbers per structure, whole structures meant",
        arguments: [
            ("left hippocampus", 3), ("right hippocampus", 5), ("hippocampus", 8),
            ("left lateral ventricle", 2 + 1 + 1), ("third ventricle", 4 + 1),
            ("left cerebral cortex", 6 + 2), ("cortex", 6 + 2 + 1),
            ("left amygdala", 2), ("medial temporal lobe structures", 3 + 5 + 2),
            ("white matter lesions", 2), ("left white matter lesions", 2),
            ("left white matter", 7 + 2 + 1), ("choroid plexus", 2),
            ("left superior temporal gyrus", 2), ("right insula", 1), ("temporal lobe", 2),
            ("background", 9 * 45 - 39),
        ])
    func counts(phrase: String, expected: Int) throws {
        let map = segmenter([
            (0, 1), (17, 3), (53, 5), (4, 2), (31, 1), (136, 1), (14, 4), (72, 1), (3, 6),
            (1030, 2), (2035, 1), (18, 2), (2, 7), (25, 2), (77, 1), (0, 5), (41, 1),
        ])
        #expect(try count(phrase, map) == expected)
    }

    @Test func aStructureWithoutLabelsIsAnErrorThatSaysWhatThereIs() throws {
        let map = segmenter([(17, 3), (53, 2)])
        let error = try #require(throws: AnalysisError.self) { try count("left thalamus", map) }
        #expect(error.message.contains("seg.nii.gz has no labels for left thalamus"))
        #expect(error.message.contains("It has hippocampus."))
    }

    @Test func aMapWithoutLesionsHasNone() throws {
        let found = try segmenter([(17, 3)]).segment(Samples.reading("lesions"))
        #expect(found.mask.count == 0)
        #expect(found.notes.first?.contains("no voxel labelled 25 or 57") == true)
    }

    @Test func aMapWithTheWholeCortexRefusesItsParcels() throws {
        let map = segmenter([(3, 4), (42, 4), (1000, 1)])
        #expect(try count("cerebral cortex", map) == 9)
        for phrase in ["left insula", "frontal lobe"] {
            #expect(
                throws: AnalysisError.cortexNotParcelled(
                    structure: phrase, map: "label map seg.nii.gz")
            ) { try count(phrase, map) }
        }
        let parcelled = segmenter([(3, 4), (1030, 1)])
        let error = try #require(throws: AnalysisError.self) { try count("insula", parcelled) }
        #expect(error.message.contains("has no labels for insula"))
    }

    @Test func parcelsMakeTheirLobeAndStayCortex() throws {
        let map = segmenter([
            (1005, 1), (1011, 2), (1013, 3), (1021, 4), (2005, 5), (2011, 6), (2013, 7), (2021, 8),
            (1000, 1), (2000, 2), (3, 1),
        ])
        #expect(try count("left occipital lobe", map) == 10)
        #expect(try count("right occipital lobe", map) == 26)
        #expect(try count("occipital lobe", map) == 36)
        #expect(try count("left cerebral cortex", map) == 12)
        #expect(try count("cerebral cortex", map) == 40)
        #expect(try map.segment(Samples.reading("left occipital lobe")).notes.isEmpty)
    }

    @Test func numbersThatFreeSurferCallsVesselsAreBloodVessels() throws {
        let map = segmenter([(30, 2), (62, 3)])
        #expect(try count("blood vessels", map) == 5)
        #expect(try map.segment(Samples.reading("vessels")).notes.isEmpty)
    }

    @Test func aCompositeSaysWhichPartsAreMissing() throws {
        let map = segmenter([(11, 2), (12, 3), (50, 1)])
        let striatum = try map.segment(Samples.reading("left striatum"))
        #expect(striatum.mask.count == 5)
        #expect(striatum.notes.first?.contains("no labels for left accumbens") == true)
    }

    @Test func theMapsOwnNamesReplaceFreeSurfers() throws {
        let map = segmenter(
            [(1, 2), (2, 3), (17, 4), (5, 1)],
            names: [1: "L_Hippocampus", 2: "oedema", 17: "Left-Hippocampus", 5: "Tumour core"])
        #expect(try count("left hippocampus", map) == 6)
        #expect(try count("oedema", map) == 3)
        #expect(try count("edema", map) == 3)
        #expect(try count("tumor core", map) == 1)
        #expect(throws: AnalysisError.self) { try count("left white matter", map) }
        #expect(throws: PhraseRefusal.self) { try count("left oedema", map) }
    }

    @Test func freeSurfersOwnSpellingChangesNothing() throws {
        let map = segmenter(
            [
                (2, 1), (41, 1), (0, 1), (77, 1), (136, 2), (251, 1), (1030, 2), (11105, 3),
                (3030, 1),
            ],
            names: [
                77: "WM-hypointensities", 136: "Left-choroid-plexus", 251: "CC_Posterior",
                1030: "ctx-lh-superiortemporal", 11105: "ctx_lh_G_cuneus", 3030: "wm-lh-insula",
            ])
        #expect(try count("white matter", map) == 5)
        #expect(try count("left lateral ventricle", map) == 2)
        #expect(try count("left cortex", map) == 5)
        #expect(try count("left superior temporal gyrus", map) == 2)
        #expect(try count("corpus callosum", map) == 1)
    }

    @Test func aNameWithoutASideAnswersOnlyForBoth() throws {
        let map = segmenter([(1, 2)], names: [1: "hippocampus"])
        #expect(try count("hippocampus", map) == 2)
        let error = try #require(throws: AnalysisError.self) { try count("left hippocampus", map) }
        #expect(error.message.contains("does not tell left from right for hippocampus"))
    }

    @Test func aMapMayNameACompositeAsAWhole() throws {
        let map = segmenter([(7, 4), (17, 1)], names: [7: "brain"])
        #expect(try count("brain", map) == 5)
    }

    @Test func aNamedStructureThatIsAbsentIsEmptyNotUnknown() throws {
        let map = segmenter([(53, 2)], names: [17: "Left-Hippocampus"])
        #expect(try count("left hippocampus", map) == 0)
    }

    @Test func theWholeMapComesInTheNumbersOfTheTable() throws {
        let map = segmenter([(17, 1), (136, 2), (1030, 3), (30, 1), (2, 1), (77, 1), (41, 2)])
        let scan = Samples.scan(on: Samples.map([(0, 11)]).geometry)
        let counts = try map.labelMap(of: [scan], control: RunControl()).counts
        #expect(counts.filter { $0.key != 0 } == [17: 1, 4: 2, 3: 3, 2: 2, 41: 2])
    }

    @Test func aMapOnAnotherGridIsCarriedOver() throws {
        let map = Samples.map([(17, 4), (0, 4)])
        let finer = try Geometry(
            shape: SIMD3(16, 3, 3),
            affine: .scaling(SIMD3(-0.5, 1, 1), translation: SIMD3(20.25, -30, 40)))
        let (carried, note) = try LabelMapSegmenter.aligned(
            map, name: "seg.mgz", to: finer, scanName: "t1")
        #expect(carried.geometry == finer)
        #expect(carried.mask(of: [17]).count == 8)
        #expect(note?.contains("seg.mgz lies on another grid") == true)
    }

    @Test func aMapOfAnotherPlaceIsRefused() throws {
        let map = Samples.map([(17, 4)])
        let elsewhere = try Geometry(
            shape: SIMD3(8, 3, 3), affine: .scaling(SIMD3(1, 1, 1), translation: SIMD3(500, 0, 0)))
        #expect(throws: AnalysisError.labelMapElsewhere(map: "seg.mgz", scan: "t1")) {
            try LabelMapSegmenter.aligned(map, name: "seg.mgz", to: elsewhere, scanName: "t1")
        }
    }

    @Test func aScanOnAnotherGridIsRefused() throws {
        let map = segmenter([(17, 3)])
        let scan = Samples.scan(on: Geometry(shape: SIMD3(4, 4, 4)))
        #expect(throws: AnalysisError.self) {
            try map.segment(scan, Samples.reading("left hippocampus"), control: RunControl())
        }
    }
}
