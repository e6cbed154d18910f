import Volumes

/// Lesions: they lie over the anatomy, and the scan's anatomy says only on which side they are.
extension NetworkSegmenter {
    func overlay(
        of scans: [ScanValue], _ target: Target, control: RunControl
    ) throws -> Segmentation {
        guard network.marksOverlays else {
            throw AnalysisError.overlayNeedsLabels(structure: target.structure.name)
        }
        let anatomy = try posterior(of: scans, steering: nil, control: control)
        let found = try overlay(of: scans, target.structure.name, control: control)
        // Outside of the skull, it is none.
        let skull = anatomy.segmentation(of: indices(of: "intracranial volume"), header: nil).mask
        var voxels = zip(found.leafIndices, skull.voxels).map { $0 & $1 }
        if target.side != .both {
            let sides = sides(of: voxels, anatomy)
            for offset in voxels.indices where voxels[offset] != 0 && sides[offset] != target.side {
                voxels[offset] = 0
            }
        }
        let mask = Mask(
            geometry: found.geometry, voxels: voxels, header: scans[0].volume.header)
        return Segmentation(
            mask: mask, confidence: mask.count > 0 ? found.confidence.last ?? nil : nil,
            notes: slabNotes(scans) + [try contrastNote(scans, target, control)].compactMap(\.self),
            warnings: warnings(about: scans))
    }

    /// Both sides of an overlay, from the cache or computed and kept.
    private func overlay(
        of scans: [ScanValue], _ name: String, control: RunControl
    ) throws -> LeafPosterior {
        let identity = Self.identity(of: scans)
        return try inTurn(control) {
            if let known = cache.entry(for: identity)?.overlays[name] { return known }
            let parts = try scans.map { try encoded([$0], control: control) }
            let doubts =
                scans.count > 1 ? try self.doubts(of: parts, scans, control: control) : [:]
            let found = try network.overlay(
                of: parts, doubted: Set(doubts.keys),
                prompt: LeafPrompt(embedding: try embed([name])[0], side: .both),
                leaves: prompts,
                tissues: [Self.white, Self.cortex, "lateral ventricle"].map(indices(of:)),
                control: named(scans, control))
            if var entry = cache.entry(for: identity) {
                entry.overlays[name] = found
                cache.store(entry, for: identity)
            }
            return found
        }
    }

    /// The side of every marked voxel: that of its own leaf, or of the nearest leaf with a side; `.both`
    /// where there is none.
    private func sides(of voxels: [UInt8], _ anatomy: LeafPosterior) -> [Side] {
        let leaves = vocabulary.leaves
        let sided = anatomy.leafIndices.map { index in
            Int(index) < leaves.count ? leaves[Int(index)].side : .both
        }
        // Numbers of a map: left, right, marked but of no side.
        let (left, right, open): (Int32, Int32, Int32) = (1, 2, 3)
        let labels = zip(voxels, sided).map { voxel, side -> Int32 in
            switch side {
            case .left: left
            case .right: right
            case .both: voxel != 0 ? open : 0
            }
        }
        var sides = sided
        let map = LabelMap(geometry: anatomy.geometry, voxels: labels, header: nil)
        for assignment in NearerSide.assignments(in: map, of: [open], left: [left], right: [right])
        {
            sides[assignment.offset] = assignment.side
        }
        return sides
    }

    /// Says of scans that are all T1-weighted that they show lesions badly: white matter is brighter
    /// than cortex in them alone.
    private func contrastNote(
        _ scans: [ScanValue], _ target: Target, _ control: RunControl
    ) throws -> String? {
        for scan in scans {
            let anatomy = try posterior(of: [scan], steering: nil, control: control)
            guard let white = mean(of: scan, in: Self.white, anatomy),
                let cortex = mean(of: scan, in: Self.cortex, anatomy), white > cortex
            else { return nil }
        }
        let names = scans.map(\.name).joined(separator: " and ")
        return
            "\(names) looks T1-weighted: many a \(target.structure.name) does not show there. A FLAIR or "
            + "T2 scan tells more"
    }

    private static var white: String { "cerebral white matter" }

    /// Mean intensity of a scan in both sides of a leaf; `nil` where there is none of it.
    private func mean(of scan: ScanValue, in name: String, _ anatomy: LeafPosterior) -> Double? {
        let mask = anatomy.segmentation(of: indices(of: name), header: nil).mask
        let found = Intensities(scan.volume.voxels, inside: mask.voxels)
        let count = found.count - found.nonFiniteCount
        return count > 0 ? found.sum / Double(count) : nil
    }
}
