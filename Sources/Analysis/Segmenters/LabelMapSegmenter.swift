import Volumes

/// A FreeSurfer-numbered label map in the place of the network.
///
/// Whole structures are meant: choroid plexus counts as ventricle, hypointensities, lesions and
/// corpus callosum as the nearer side's white matter, and cortical parcels are parts of the cortex.
package struct LabelMapSegmenter: Segmenter {
    package let title: String
    package let legend: LabelLegend
    private let map: LabelMap
    private let present: Set<Int32>
    private let vocabulary: Vocabulary
    /// The side of every voxel that folds into the white matter.
    private let insideWhiteMatter: [NearerSide.Assignment]

    /// - Parameters:
    ///   - map: On the scan's grid.
    ///   - name: How messages call the map, e.g. its file name.
    package init(_ map: LabelMap, name: String, vocabulary: Vocabulary) {
        self.map = map
        self.vocabulary = vocabulary
        title = "label map \(name)"
        present = Set(map.counts.keys)
        legend = LabelLegend(present: present, names: map.names, vocabulary: vocabulary)
        let left = legend.labels(ofStructure: Self.whiteMatter, side: .left) ?? []
        let right = legend.labels(ofStructure: Self.whiteMatter, side: .right) ?? []
        let folded = legend.insideWhiteMatter.intersection(present)
        insideWhiteMatter =
            folded.isEmpty
            ? [] : NearerSide.assignments(in: map, of: folded, left: left, right: right)
    }

    package func segment(
        _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        try GridCheck.require(scan.volume.geometry, scan.name, map.geometry, title)
        return try segment(reading)
    }

    /// Marks what a phrase means, on the map's own grid.
    package func segment(_ reading: AnatomyReading) throws -> Segmentation {
        switch reading.anatomy {
        case .labelled(let term):
            // The numbers of this very map: another one may use the name for others.
            guard let own = legend.terms.term(named: term.name, side: term.side) else {
                throw unknown(term.title)
            }
            return Segmentation(mask: map.mask(of: Set(own.labels)))
        case .target(let target):
            return try segment(target)
        }
    }

    private func segment(_ target: Target) throws -> Segmentation {
        let structure = target.structure
        if structure.name == "background" {
            return Segmentation(mask: map.mask(of: [0]))
        }
        // A map may name a composite as a whole; then its parts need not be there.
        let whole = legend.labels(ofStructure: structure.name, side: target.side)
        var labels = whole
        var missing: [String] = []
        if case .composite = structure.composition {
            for leaf in parts(of: target) {
                if let found = legend.labels(ofStructure: leaf.structure, side: leaf.side) {
                    labels = (labels ?? []).union(found)
                } else if whole == nil {
                    missing.append("\(leaf)")
                }
            }
        }
        guard let labels else {
            if structure.isOverlay { return absent(target) }
            if legend.labels(ofStructure: structure.name, side: .both) != nil {
                throw AnalysisError.sidesNotSeparated(structure: structure.name, map: title)
            }
            throw isUnparcelled(target)
                ? AnalysisError.cortexNotParcelled(structure: target.name, map: title)
                : unknown(target.name)
        }
        let mask = withFoldedWhiteMatter(map.mask(of: labels), target: target, labels: labels)
        return Segmentation(mask: mask, notes: notes(target, missing: missing))
    }

    /// Whether a part of the cortex is asked of a map that has the cortex only as a whole.
    private func isUnparcelled(_ target: Target) -> Bool {
        !target.parcels.isEmpty
            && legend.labels(ofStructure: "cerebral cortex", side: .both) != nil
            && !vocabulary.parcels.contains {
                legend.labels(ofStructure: $0.structure, side: $0.side) != nil
            }
    }

    /// The cells of a composite, both sides of one in one piece.
    private func parts(of target: Target) -> [Leaf] {
        guard target.side == .both else { return target.cells }
        var parts: [Leaf] = []
        for leaf in target.cells where parts.last?.structure != leaf.structure {
            parts.append(Leaf(structure: leaf.structure, side: .both))
        }
        return parts
    }

    /// A lesion map without lesions answers nothing, not an error: a healthy person has none.
    private func absent(_ target: Target) -> Segmentation {
        let labels = target.leaves.flatMap(vocabulary.labels(of:)).sorted()
        let list = labels.map(String.init).joined(separator: " or ")
        return Segmentation(
            mask: map.mask(of: []),
            notes: ["the \(title) has no voxel labelled \(list): no \(target.name) is marked"])
    }

    /// Adds the lesions, hypointensities and corpus callosum of the white matter's own side.
    private func withFoldedWhiteMatter(
        _ mask: Mask, target: Target, labels: Set<Int32>
    ) -> Mask {
        let sides = Set(target.leaves.filter { $0.structure == Self.whiteMatter }.map(\.side))
        guard !sides.isEmpty, !insideWhiteMatter.isEmpty else { return mask }
        var voxels = mask.voxels
        for assignment in insideWhiteMatter where sides.contains(assignment.side) {
            voxels[assignment.offset] = 1
        }
        return Mask(geometry: mask.geometry, voxels: voxels, header: mask.header)
    }

    /// What was folded in, and which parts the map does not have.
    private func notes(_ target: Target, missing: [String]) -> [String] {
        var notes: [String] = []
        if !missing.isEmpty {
            notes.append(
                "the \(title) has no labels for \(missing.joined(separator: ", ")): "
                    + "\(target.name) is the union of its other parts")
        }
        if target.leaves.contains(where: { $0.structure == Self.whiteMatter }),
            !insideWhiteMatter.isEmpty
        {
            let folded = legend.insideWhiteMatter.intersection(present).sorted()
            let list = folded.map(String.init).joined(separator: ", ")
            notes.append("\(target.name) includes the labels inside white matter (\(list))")
        }
        return notes
    }

    private func unknown(_ name: String) -> AnalysisError {
        let known = vocabulary.structures.filter { $0.isLeaf || $0.isParcel }.map(\.name)
            .filter { legend.labels(ofStructure: $0, side: .both) != nil }
        let names = known + legend.terms.names
        let shown = names.prefix(8) + (names.count > 8 ? ["…"] : [])
        return .notInLabelMap(structure: name, map: title, known: Array(shown))
    }

    private static let whiteMatter = "cerebral white matter"

    /// Every leaf by the number that stands for it; numbers outside the vocabulary become 0.
    package func labelMap(of scans: [ScanValue], control: RunControl) throws -> LabelMap {
        let scan = scans[0]
        try GridCheck.require(scan.volume.geometry, scan.name, map.geometry, title)
        return leafMap()
    }

    /// Every leaf by the number that stands for it, on the map's own grid.
    func leafMap() -> LabelMap {
        var numbers: [Int32: Int32] = [:]
        for leaf in vocabulary.leaves {
            guard let number = vocabulary.labels(of: leaf).first else { continue }
            for label in legend.labels(ofStructure: leaf.structure, side: leaf.side) ?? [] {
                numbers[label] = number
            }
        }
        var voxels = map.voxels.withUnsafeBufferPointer { source in
            [Int32](unsafeUninitializedCapacity: source.count) { target, count in
                // Labels come in runs, and one dictionary access per run is cheap.
                var (label, number) = (Int32.min, Int32(0))
                for index in 0..<source.count {
                    if source[index] != label {
                        label = source[index]
                        number = numbers[label] ?? 0
                    }
                    target[index] = number
                }
                count = source.count
            }
        }
        for assignment in insideWhiteMatter {
            let leaf = Leaf(structure: Self.whiteMatter, side: assignment.side)
            voxels[assignment.offset] = vocabulary.labels(of: leaf).first ?? 0
        }
        return LabelMap(geometry: map.geometry, voxels: voxels, header: map.header)
    }
}
