import Analysis
import Foundation
import Script
import TestSupport
import Testing
import Volumes

@Suite struct FunctionTests {
    /// A host with a scan of 12 × 3 × 3 voxels and a label map in the place of the network.
    struct Bench {
        let effects: RecordingEffects
        let functions: [String: HostFunction]
        let scan: ScanValue
        let resolver: AnatomyResolver

        init(
            _ runs: [(label: Int32, count: Int)] = [(0, 1), (17, 4), (53, 5), (0, 1)],
            overwrite: OverwriteDecision = .forbidden, folder: String = ".",
            judge: (any PhraseJudge)? = nil
        ) {
            let map = Samples.map(runs, names: [18: "Left-Amygdala"])
            let segmenter = LabelMapSegmenter(
                map, name: "seg.nii.gz", vocabulary: Samples.vocabulary)
            effects = RecordingEffects(overwrite: overwrite, folder: folder)
            scan = Samples.scan(on: map.geometry)
            resolver = AnatomyResolver(
                vocabulary: Samples.vocabulary, labelTerms: segmenter.legend.terms, judge: judge)
            functions = Catalogue.functions(
                binding: AnalysisBinding(
                    resolver: resolver, segmenters: OneSegmenter(segmenter: segmenter),
                    effects: effects, history: "voxelprompt 1"))
        }

        /// Calls a function with positional arguments and the declared defaults.
        @discardableResult
        func call(_ name: String, _ arguments: Value...) throws -> Value {
            try run(name, arguments)
        }

        @discardableResult
        func run(_ name: String, _ arguments: [Value]) throws -> Value {
            let function = try #require(functions[name])
            let rest = function.signature.parameters.dropFirst(arguments.count)
            let values = try arguments + rest.map { try #require($0.defaultValue) }
            let start = SourcePosition.start
            return try function.body(
                Arguments(
                    signature: function.signature, values: values,
                    span: SourceSpan(start: start, end: start), context: FreeContext()))
        }

        /// The mask that a function gives.
        func image(_ name: String, _ arguments: [Value]) throws -> Mask {
            guard case .object(let object) = try run(name, arguments) else { throw Missing() }
            return try #require(object as? MaskValue).mask
        }

        func mask(_ phrase: String) throws -> MaskValue {
            let value = try call("segment", .object(scan), .text(phrase))
            guard case .object(let object) = value else { throw Missing() }
            return try #require(object as? MaskValue)
        }

        struct Missing: Error {}
    }

    /// What is allowed unasked goes by this.
    @Test func functionsThatTakeAPathWriteFiles() {
        let writers = Catalogue.signatures.values.filter { signature in
            signature.parameters.contains { $0.name == "path" }
        }
        #expect(Set(writers.map(\.name)) == ["save", "save_picture"])
        #expect(writers.allSatisfy { $0.effect == .writesFile })
    }

    @Test func segmentGivesAMaskThatKnowsWhatItIs() throws {
        let bench = Bench()
        let mask = try bench.mask("the hippocampus on the left")
        #expect(mask.name == "left hippocampus")
        #expect(mask.mask.count == 4)
        #expect(mask.mask.geometry == bench.scan.volume.geometry)
        #expect(mask.origin == "label map seg.nii.gz")
        #expect(mask.summary == "mask of left hippocampus on t1: 4 voxels, 0.004 mL")
        #expect(bench.effects.record.warnings.isEmpty)
    }

    @Test func segmentTakesAListOfScans() throws {
        let bench = Bench()
        let list = Value.tuple(.init([.object(bench.scan), .object(bench.scan)]))
        guard
            case .object(let object) = try bench.call("segment", list, .text("left hippocampus"))
        else { throw Bench.Missing() }
        let mask = try #require(object as? MaskValue)
        #expect(mask.mask.voxels == (try bench.mask("left hippocampus")).mask.voxels)
        #expect(mask.scan?.name == "t1")
        #expect(
            bench.effects.record.notes == ["the label map seg.nii.gz answers for t1 alone"])
        for (items, found) in [([], "list without a scan"), ([Value.int(1)], "whole number")] {
            #expect(
                throws: AnalysisError.notAnImage(
                    function: "segment", parameter: "scan", found: found)
            ) {
                try bench.call("segment", .tuple(.init(items)), .text("left hippocampus"))
            }
        }
    }

    @Test func anAbsentStructureIsEmptyFlaggedAndHasNoVolume() throws {
        let bench = Bench()
        let mask = try bench.mask("left amygdala")
        #expect(mask.flags == [.empty])
        #expect(
            bench.effects.record.warnings
                == ["no voxel of left amygdala was found in t1: the mask is empty"])
        guard case .float(let volume) = try bench.call("volume_ml", .object(mask)) else {
            Issue.record("no number")
            return
        }
        #expect(volume == 0)
        let error = try #require(throws: AnalysisError.self) {
            try bench.call("mean", .object(bench.scan), .object(mask))
        }
        #expect(error.message.contains("mean of an empty mask is undefined: left amygdala"))
    }

    @Test func aMaskAtTheEdgeSaysWhere() throws {
        // The grid is LAS, so that i = 0 lies furthest to the right.
        let bench = Bench([(17, 4), (53, 5), (0, 1)])
        let mask = try bench.mask("left hippocampus")
        #expect(mask.flags == [.touchesFieldOfView(directions: ["right"])])
        #expect(bench.effects.record.warnings.first?.contains("edge of the scan (right)") == true)
    }

    @Test func anUnknownPhraseIsRefusedWhileRunning() throws {
        let error = try #require(throws: AnalysisError.self) {
            try Bench().mask("flux capacitor")
        }
        #expect(error.message.contains("“flux capacitor” is no known structure"))
    }

    @Test func aJudgedPhraseSaysHowItWasRead() throws {
        let bench = Bench(judge: ScriptedJudge(phrase: "sea horse", structure: "hippocampus"))
        #expect(try bench.mask("left sea horse").name == "left hippocampus")
        #expect(
            bench.effects.record.notes == [
                "“left sea horse” is read as left hippocampus (90 % sure)"
            ])
    }

    @Test(arguments: Reference.recorded.cases)
    func meansAndVolumesAgreeWithNumpy(_ reference: Reference.Case) throws {
        let bench = Bench()
        // The sheared affine of the reference: columns are steps along i, j, k.
        let zooms = reference.zooms
        let geometry = try Geometry(
            shape: reference.geometry.shape,
            affine: Affine(
                columns: (
                    SIMD3(zooms[0], 0, 0), SIMD3(0.25, zooms[1], 0), SIMD3(0, -0.5, zooms[2])
                ),
                translation: SIMD3(-7, 3, 11)))
        let map = LabelMap(geometry: geometry, voxels: reference.truth.voxels)
        let mask = MaskValue(computed: map.mask(of: [17]), name: "17", scan: nil)
        let scan = ScanValue(
            computed: Volume(geometry: geometry, voxels: reference.image), name: "noise")
        let volume = try #require(bench.call("volume_ml", .object(mask)).number)
        #expect(abs(volume - reference.shearedVolume17Ml) < 1e-12 * reference.shearedVolume17Ml)
        let mean = try #require(bench.call("mean", .object(scan), .object(mask)).number)
        #expect(abs(mean - reference.meanIn17) < 1e-9)
    }

    @Test func reportKeepsEveryDigitAndRoundsOnlyInPrint() throws {
        let bench = Bench()
        try bench.call("report", .text("volume"), .float(1.0 / 3), .text("mL"))
        try bench.call("report", .text("smaller"), .bool(true))
        try bench.call("report", .text("voxels"), .int(12))
        let reported = bench.effects.record.reported
        #expect(reported[0].content == .float(1.0 / 3))
        #expect(reported.map(\.text) == ["volume: 0.3333 mL", "smaller: yes", "voxels: 12"])
    }

    @Test(
        "What cannot be reported",
        arguments: [
            (Value.text("a"), Value.float(.nan), "not a finite number"),
            (.text(" "), .int(1), "needs a label"),
            (.text("a"), .nothing, "not a None"),
        ])
    func unreportable(label: Value, value: Value, expected: String) throws {
        let error = try #require(throws: AnalysisError.self) {
            try Bench().call("report", label, value)
        }
        #expect(error.message.contains(expected), "\(error.message)")
    }

    @Test func showDrawsAMaskOverItsScan() throws {
        let bench = Bench()
        let left = try bench.mask("left hippocampus")
        let right = try bench.mask("right hippocampus")
        try bench.call("show", .object(left))
        try bench.call("show", .object(bench.scan), .items([.object(left), .object(right)]))
        let shown = bench.effects.record.shown
        guard case .scan(let scan) = shown[0].image else {
            Issue.record("no scan shown")
            return
        }
        #expect(scan.name == "t1")
        #expect(shown[0].masks.map(\.name) == ["left hippocampus"])
        #expect(shown[1].masks.map(\.name) == ["left hippocampus", "right hippocampus"])
    }

    @Test func imagesOnDifferentGridsDoNotMeet() throws {
        let bench = Bench()
        let other = Samples.scan(on: Geometry(shape: SIMD3(4, 4, 4)), name: "t2")
        let mask = try bench.mask("left hippocampus")
        for name in ["mean", "show"] {
            let error = try #require(throws: AnalysisError.self) {
                try bench.call(name, .object(other), .object(mask))
            }
            #expect(error.message.contains("lie on different grids"))
        }
    }

    @Test func saveWritesOnceAndAsksBeforeReplacing() throws {
        let folder = try TemporaryFolder()
        let bench = Bench(folder: folder.path)
        let mask = try bench.mask("left hippocampus")
        try bench.call("save", .object(mask), .text("left.nii.gz"))
        let path = folder.path("left.nii.gz")
        #expect(try VolumeFile.readLabelMap(at: path).counts[1] == 4)
        #expect(
            bench.effects.record.saved
                == [SavedFile(path: path, content: "mask of left hippocampus", replaced: false)])

        #expect(throws: AnalysisError.fileExists(path: path)) {
            try bench.call("save", .object(mask), .text("left.nii.gz"))
        }
        #expect(throws: AnalysisError.keptFile(path: path)) {
            try Bench(overwrite: .keep, folder: folder.path)
                .call("save", .object(mask), .text("left.nii.gz"))
        }
        let allowed = Bench(overwrite: .overwrite, folder: folder.path)
        try allowed.call(
            "save", .object(try allowed.mask("right hippocampus")), .text("left.nii.gz"))
        #expect(try VolumeFile.readLabelMap(at: path).counts[1] == 5)
        #expect(allowed.effects.record.saved.first?.replaced == true)
    }
}
