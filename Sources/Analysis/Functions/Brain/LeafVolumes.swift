import Script
import Volumes

/// A head divided among the leaves of the vocabulary: what the functions about the whole brain share.
struct LeafVolumes {
    /// One voxel, one leaf, by FreeSurfer's numbers.
    let map: LabelMap
    /// What the scan or label map is called.
    let name: String
    /// nil where a label map was given in place of a scan.
    let scan: ScanValue?
    private let counts: [Int32: Int]
    private let vocabulary: Vocabulary

    /// Divides the value of the parameter “scan”: a scan, a list of scans of one person, or a label
    /// map.
    ///
    /// - Throws: `AnalysisError`, also for a stopped run.
    init(_ arguments: Arguments, _ binding: AnalysisBinding) throws {
        let control = arguments.control(binding)
        if case .object(let object) = arguments.value(named: "scan"),
            let labels = object as? LabelMapValue
        {
            self.init(labels, binding)
        } else {
            try self.init(Segment.scans(of: arguments), binding, control)
        }
    }

    /// Divides a label map, whatever finer numbers it has.
    init(_ labels: LabelMapValue, _ binding: AnalysisBinding) {
        let segmenter = LabelMapSegmenter(
            labels.labelMap, name: labels.name, vocabulary: binding.resolver.vocabulary)
        self.init(segmenter.leafMap(), name: labels.name, scan: nil, binding)
    }

    /// Divides scans of one person, on the first one's grid.
    init(_ scans: [ScanValue], _ binding: AnalysisBinding, _ control: RunControl) throws {
        let segmenter = try binding.segmenters.segmenter(for: scans[0])
        self.init(
            try segmenter.labelMap(of: scans, control: control), name: scans[0].name,
            scan: scans[0], binding)
    }

    private init(_ map: LabelMap, name: String, scan: ScanValue?, _ binding: AnalysisBinding) {
        self.map = map
        self.name = name
        self.scan = scan
        counts = map.counts
        vocabulary = binding.resolver.vocabulary
        if voxels(of: "cerebrospinal fluid") == 0, voxels(of: "intracranial volume") > 0 {
            binding.effects.note(
                "no cerebrospinal fluid around the brain was found in \(name): the intracranial "
                    + "volume is that of the brain and its ventricles")
        }
    }

    /// The leaves inside the skull, in the order of the vocabulary.
    var intracranial: [Leaf] { leaves(of: "intracranial volume") }

    func leaves(of structure: String) -> [Leaf] {
        vocabulary.target(named: structure)?.leaves ?? []
    }

    /// The number that stands for a leaf.
    func number(of leaf: Leaf) -> Int32 { vocabulary.labels(of: leaf).first ?? 0 }

    func voxels(of leaf: Leaf) -> Int { counts[number(of: leaf)] ?? 0 }

    func voxels(of structure: String) -> Int {
        leaves(of: structure).reduce(0) { $0 + voxels(of: $1) }
    }

    /// mL.
    func volume(ofVoxels count: Int) -> Double {
        Double(count) * map.geometry.voxelVolume / 1000
    }

    func mask(of structure: String, name: String) -> MaskValue {
        let numbers = leaves(of: structure).map(number)
        return MaskValue(computed: map.mask(of: Set(numbers)), name: name, scan: scan)
    }

    /// - Returns: the voxels inside the skull.
    /// - Throws: `AnalysisError.emptyMask` when there are none.
    func intracranialVoxels(_ function: String) throws -> Int {
        let count = voxels(of: "intracranial volume")
        guard count > 0 else {
            throw AnalysisError.emptyMask(function: function, mask: "the brain in \(name)")
        }
        return count
    }
}

extension Arguments {
    /// A number, or the volume of a mask in mL.
    func amount(named name: String) throws -> Double {
        if case .object(let object) = value(named: name), let mask = object as? MaskValue {
            return mask.mask.volumeInMillilitres
        }
        let number = try number(named: name)
        guard number.isFinite else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: name, found: value(named: name).literal,
                allowed: "a finite number or a mask")
        }
        return number
    }

    /// `100 * difference / whole`.
    ///
    /// - Throws: `AnalysisError.undefinedPercentage` when the whole is zero.
    func percentage(_ difference: Double, of whole: Double) throws -> Double {
        guard whole != 0 else {
            throw AnalysisError.undefinedPercentage(function: signature.name)
        }
        return 100 * difference / whole
    }
}
