import Script
import TestSupport
import Testing
import Volumes

@testable import Analysis

/// Functions about the whole brain, against the counts of NumPy and SciPy.
@Suite struct BrainTests {
    private typealias Bench = FunctionTests.Bench

    /// A host whose scans are answered for by one label map.
    private func bench(
        _ map: LabelMap, confidence: Double? = nil
    ) -> (functions: [String: HostFunction], scan: ScanValue, effects: RecordingEffects) {
        let labels = LabelMapSegmenter(map, name: "seg.nii", vocabulary: Samples.vocabulary)
        let segmenter: any Segmenter =
            confidence.map { SureSegmenter(labels: labels, confidence: $0) } ?? labels
        let effects = RecordingEffects()
        let binding = AnalysisBinding(
            resolver: Samples.resolver, segmenters: OneSegmenter(segmenter: segmenter),
            effects: effects)
        return (
            Catalogue.functions(binding: binding), Samples.scan(on: map.geometry), effects
        )
    }

    private func call(
        _ name: String, _ functions: [String: HostFunction], _ values: Value...
    ) throws -> Value {
        let function = try #require(functions[name])
        let start = SourcePosition.start
        return try function.body(
            Arguments(
                signature: function.signature, values: values,
                span: SourceSpan(start: start, end: start), context: FreeContext()))
    }

    private func table(_ value: Value) throws -> TableValue {
        guard case .object(let object) = value else { throw Bench.Missing() }
        return try #require(object as? TableValue)
    }

    private func column(_ name: String, _ table: TableValue) throws -> [Value] {
        let place = try #require(table.columns.firstIndex(of: name))
        return table.rows.map { $0[place] }
    }

    @Test(arguments: Reference.recorded.cases)
    func everyStructureHasTheVoxelsThatSciPyCounts(_ reference: Reference.Case) throws {
        let (functions, scan, _) = bench(reference.truth)
        let found = try table(call("all_structures", functions, .object(scan)))
        let numbers = try column("SegId", found).map { try #require($0.number) }
        let counts = try column("NVoxels", found).map { try #require($0.number) }
        var expected = reference.foldedCounts
        expected["0"] = nil
        #expect(
            Dictionary(
                uniqueKeysWithValues: zip(numbers.map { "\(Int($0))" }, counts.map(Int.init)))
                == expected)
        let total = expected.values.reduce(0, +)
        let size = reference.geometry.voxelVolume
        let volume = try #require(
            call("intracranial_volume", functions, .object(scan)).number)
        #expect(abs(volume - Double(total) * size / 1000) < 1e-9)
        let shares = try column("percent_of_ICV", found).compactMap(\.number)
        #expect(abs(shares.reduce(0, +) - 100) < 1e-9)
        let cubes = try column("Volume_mm3", found).compactMap(\.number)
        for (cube, count) in zip(cubes, counts) { #expect(abs(cube - count * size) < 1e-6) }

        // The map itself in place of the scan says the same.
        let labels = Value.object(LabelMapValue(reference.truth, name: "labels"))
        #expect(try table(call("all_structures", functions, labels)).isSame(as: found))
        let tissues = try table(call("tissue_volumes", functions, labels))
        let parts = try column("mL", tissues).compactMap(\.number)
        #expect(parts.count == 4)
        #expect(abs(parts.reduce(0, +) - volume) < 1e-9)
        let grey = [3, 8, 10, 11, 12, 13, 17, 18, 26, 42, 47, 49, 50, 51, 52, 53, 54, 58]
        let greyCount = grey.reduce(0) { $0 + (expected["\($1)"] ?? 0) }
        #expect(abs(parts[0] - Double(greyCount) * size / 1000) < 1e-9)
    }

    @Test func namesAreThoseOfFreeSurfer() throws {
        let (functions, scan, _) = bench(Samples.map([(4, 2), (17, 3), (53, 1), (24, 2), (16, 1)]))
        let found = try table(call("all_structures", functions, .object(scan)))
        #expect(
            found.columns == [
                "SegId", "StructName", "structure", "side", "NVoxels", "Volume_mm3", "mL",
                "percent_of_ICV",
            ])
        #expect(
            try column("StructName", found).map(\.content) == [
                "Left-Lateral-Ventricle", "Left-Hippocampus", "Right-Hippocampus", "Brain-Stem",
                "CSF",
            ])
        #expect(
            try column("side", found).map(\.content) == ["left", "left", "right", "both", "both"])
    }

    @Test func aNetworkSaysHowSureItIs() throws {
        let (functions, scan, _) = bench(Samples.map([(17, 3), (24, 1)]), confidence: 0.75)
        let found = try table(call("all_structures", functions, .object(scan)))
        #expect(try column("confidence", found).map(\.number) == [0.75, 0.75])
    }

    @Test func theBrainMaskIsTheIntracranialVolume() throws {
        let (functions, scan, effects) = bench(
            Samples.map([(515, 1), (24, 2), (3, 3), (17, 1), (506, 1)]))
        guard case .object(let object) = try call("brain_mask", functions, .object(scan)) else {
            throw Bench.Missing()
        }
        let mask = try #require(object as? MaskValue)
        #expect(mask.mask.count == 6)
        #expect(mask.scan?.name == "t1")
        #expect(effects.record.notes.isEmpty && effects.record.warnings.isEmpty)
    }

    @Test func missingFluidIsSaid() throws {
        let (functions, scan, effects) = bench(Samples.map([(3, 3), (17, 1)]))
        _ = try call("intracranial_volume", functions, .object(scan))
        #expect(effects.record.notes.count == 1)
        #expect(effects.record.notes.first?.contains("no cerebrospinal fluid") == true)
    }

    @Test func withoutABrainThereIsAnError() throws {
        let (functions, scan, effects) = bench(Samples.map([(515, 2)]))
        for name in ["intracranial_volume", "tissue_volumes", "all_structures"] {
            #expect(throws: AnalysisError.emptyMask(function: name, mask: "the brain in t1")) {
                try call(name, functions, .object(scan))
            }
        }
        _ = try call("brain_mask", functions, .object(scan))
        #expect(effects.record.warnings == ["no brain was found in t1: the mask is empty"])
    }

    @Test func aMaskLiesInStructuresAndLobes() throws {
        let map = Samples.map([(0, 1), (1028, 3), (2028, 1), (2, 4), (1035, 2), (0, 1)])
        let (functions, scan, _) = bench(map)
        var voxels = [UInt8](repeating: 0, count: map.voxels.count)
        // The outside, three frontal voxels, one on the right, and three of white matter.
        for i in 0..<8 { voxels[map.geometry.offset(i, 1, 1)] = 1 }
        let mask = MaskValue(
            computed: Mask(geometry: map.geometry, voxels: voxels), name: "m", scan: nil)
        for place in [Value.object(scan), .object(LabelMapValue(map, name: "labels"))] {
            let found = try table(call("location", functions, .object(mask), place))
            let words = found.rows.map { row in
                row.prefix(3).compactMap(\.content).joined(separator: " ")
            }
            #expect(
                words == [
                    "structure cerebral cortex left", "structure cerebral white matter left",
                    "structure elsewhere both", "structure cerebral cortex right",
                    "lobe frontal lobe left", "lobe frontal lobe right",
                ])
            let shares = try column("percent_of_mask", found).compactMap(\.number)
            #expect(shares == [37.5, 37.5, 12.5, 12.5, 37.5, 12.5])
        }
    }

    @Test func scansSideBySide() throws {
        let first = Samples.map([(17, 4), (53, 2), (24, 2), (0, 1)])
        let second = Samples.map([(17, 3), (53, 3), (24, 2), (16, 1)])
        let (functions, scan, _) = bench(first)
        let other = Value.object(LabelMapValue(second, name: "later"))
        let found = try table(call("compare", functions, .items([.object(scan), other])))
        #expect(
            found.columns == [
                "structure", "side", "t1_mL", "later_mL", "change_mL", "change_percent",
            ])
        #expect(
            try column("structure", found).map(\.content) == [
                "hippocampus", "hippocampus", "brainstem", "cerebrospinal fluid",
            ])
        let changes = try column("change_mL", found).compactMap(\.number)
        for (own, expected) in zip(changes, [-0.001, 0.001, 0.001, 0]) {
            #expect(abs(own - expected) < 1e-12)
        }
        let percents = try column("change_percent", found).compactMap(\.number)
        for (own, expected) in zip(percents, [-100 / 3.5, 40, 200, 0]) {
            #expect(abs(own - expected) < 1e-9)
        }
        let same = try table(call("compare", functions, .items([other, other])))
        #expect(same.columns[2...3] == ["later_mL", "later_2_mL"])
        let error = try #require(throws: ImageError.self) {
            try call("compare", functions, .items([other]))
        }
        #expect(error.message.contains("two or more scans"))
        #expect(throws: AnalysisError.self) {
            try call("compare", functions, .items([other, .int(1)]))
        }
    }

    @Test func changesAndAsymmetry() throws {
        let map = Samples.map([(17, 4), (53, 2)])
        let (functions, _, _) = bench(map)
        func mask(_ label: Int32) -> Value {
            .object(MaskValue(computed: map.mask(of: [label]), name: "\(label)", scan: nil))
        }
        #expect(try call("asymmetry_index", functions, .float(3), .float(5)).number == -50)
        let sides = try #require(
            call("asymmetry_index", functions, mask(17), mask(53)).number)
        #expect(abs(sides - 200.0 / 3) < 1e-9)
        #expect(try call("percent_change", functions, .float(4), .float(3)).number == -25)
        let change = try #require(call("percent_change", functions, mask(17), mask(53)).number)
        #expect(abs(change + 50) < 1e-9)
        #expect(
            try call("annualized_change", functions, .int(4), .int(3), .float(0.5)).number == -50)
        for (name, values) in [
            ("asymmetry_index", [mask(99), mask(98)]), ("percent_change", [mask(99), mask(17)]),
        ] {
            #expect(throws: AnalysisError.undefinedPercentage(function: name)) {
                try call(name, functions, values[0], values[1])
            }
        }
        for years in [Value.int(0), .float(-1), .float(.nan)] {
            let error = try #require(throws: ImageError.self) {
                try call("annualized_change", functions, .int(4), .int(3), years)
            }
            #expect(error.message.contains("a time above 0 years"))
        }
        #expect(throws: ImageError.self) {
            try call("percent_change", functions, .float(.infinity), .int(3))
        }
    }
}

/// A label map that claims to be sure.
private struct SureSegmenter: Segmenter {
    let labels: LabelMapSegmenter
    let confidence: Double
    var title: String { "sure segmenter" }

    func segment(
        _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        Segmentation(
            mask: try labels.segment(scan, reading, control: control).mask, confidence: confidence)
    }

    func labelMap(of scans: [ScanValue], control: RunControl) throws -> LabelMap {
        try labels.labelMap(of: scans, control: control)
    }
}
