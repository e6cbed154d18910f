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
        let overlay = try overlay(of: scans, target.structure.name, control: control)
        let found = overlay.posterior
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
            notes: slabNotes(scans) + newRemarks(on: scans),
            warnings: overlay.omissions + [strangenessWarning(scans)].compactMap(\.self))
    }

    /// Both sides of an overlay, from the cache or computed and kept.
    private func overlay(
        of scans: [ScanValue], _ name: String, control: RunControl
    ) throws -> FeatureCache<Network.Features>.Overlay {
        let identity = Self.identity(of: scans)
        return try inTurn(control) {
            if let known = cache.entry(for: identity)?.overlays[name] { return known }
            let parts = try scans.map { try encoded([$0], control: control) }
            let doubts =
                scans.count > 1
                ? try self.doubts(
                    of: parts, scans, besideLesions: true, control: control) : [:]
            let contrasts = try zip(scans, parts).map { scan, features in
                try contrast(of: scan, try posterior(of: features, [scan], control: control))
            }
            let shown = contrasts.indices.filter { doubts[$0] == nil }.map { contrasts[$0] }
            let best = shown.min() ?? .darkFluid
            let used = scans.indices.filter { doubts[$0] == nil && contrasts[$0] == best }
            let marked = try network.overlay(
                of: parts, doubted: Set(scans.indices).subtracting(used),
                prompt: LeafPrompt(embedding: try embed([name])[0], side: .both),
                leaves: prompts,
                tissues: [Self.white, Self.cortex, Self.ventricle].map(indices(of:)),
                control: named(scans, control))
            let found = FeatureCache<Network.Features>.Overlay(
                posterior: marked, omissions: Self.omissions(doubts, scans))
            if var entry = cache.entry(for: identity) {
                entry.overlays[name] = found
                entry.remarks += Self.remarks(
                    on: scans, used: used, doubted: Set(doubts.keys), best, name)
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

    /// What a scan's tissues look like, those first in which the network tells lesions best: so it did
    /// in synthetic scans of held-out heads, and several contrasts together were no better than the best
    /// one alone.
    private enum Contrast: Int, Comparable {
        /// FLAIR, or another one with fluid no brighter than the cortex.
        case darkFluid
        case t1
        case t2

        static func < (one: Contrast, other: Contrast) -> Bool { one.rawValue < other.rawValue }
    }

    /// By the medians of white matter, cortex and ventricles.
    private func contrast(of scan: ScanValue, _ anatomy: LeafPosterior) throws -> Contrast {
        guard let white = median(of: scan, in: Self.white, anatomy),
            let cortex = median(of: scan, in: Self.cortex, anatomy)
        else { return .darkFluid }
        // Cortex is a fifth darker or more in T1, as bright or brighter in all others.
        if cortex < 0.93 * white { return .t1 }
        let fluid = median(of: scan, in: Self.ventricle, anatomy)
        return fluid.map { $0 > 1.3 * cortex } == true ? .t2 : .darkFluid
    }

    /// What there is to say of the scans that an overlay was told by.
    private static func remarks(
        on scans: [ScanValue], used: [Int], doubted: Set<Int>, _ contrast: Contrast, _ name: String
    ) -> [String] {
        let shown = used.map { scans[$0] }
        let others = scans.indices.filter { !used.contains($0) && !doubted.contains($0) }
            .map { scans[$0] }
        var remarks: [String] = []
        if !others.isEmpty {
            remarks.append(
                "every \(name) is told by \(shown.names) alone: \(others.names) would make it less sure"
            )
        }
        switch contrast {
        case .darkFluid: break
        case .t1:
            remarks.append(
                "\(shown.look) T1-weighted: many a \(name) does not show there. A FLAIR scan "
                    + "tells more")
        case .t2:
            remarks.append(
                "\(shown.look) T2-weighted: most of any \(name) is missed there, where fluid is as "
                    + "bright. A FLAIR scan tells more")
        }
        return remarks
    }

    private static var white: String { "cerebral white matter" }
    private static var ventricle: String { "lateral ventricle" }

    /// Median intensity of a scan in both sides of a leaf; `nil` where there is none of it.
    private func median(of scan: ScanValue, in name: String, _ anatomy: LeafPosterior) -> Double? {
        let mask = anatomy.segmentation(of: indices(of: name), header: nil).mask
        let inside = zip(mask.voxels, scan.volume.voxels).map { $1.isFinite ? $0 : 0 }
        let found = Intensities(scan.volume.voxels, inside: inside)
        return found.count > 0 ? found.quantile(0.5) : nil
    }
}
