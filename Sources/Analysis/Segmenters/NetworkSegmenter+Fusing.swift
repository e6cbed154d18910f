import Volumes

/// Several scans of one person in one question.
extension NetworkSegmenter {
    /// Scans in thick slices that cross and whose intensities correlate at least this well show the same.
    private static var likeness: Double { 0.9 }

    /// The features of several scans as one, on the first one's grid; which were left out, and which
    /// were joined, in words.
    ///
    /// Each scan is encoded alone, and its own features stay for other questions. Thick slices that
    /// cross are encoded once more, joined to one image.
    func fused(
        _ scans: [ScanValue], control: RunControl
    ) throws -> (features: Network.Features, omissions: [String], remarks: [String]) {
        let parts = try scans.map { try encoded([$0], control: control) }
        let doubts = try doubts(of: parts, scans, control: control)
        var streams: [Network.Features] = []
        var doubted: Set<Int> = []
        var joined: Set<Int> = []
        var remarks: [String] = []
        for index in scans.indices where !joined.contains(index) {
            guard doubts[index] == nil else {
                doubted.insert(streams.count)
                streams.append(parts[index])
                continue
            }
            let others = try complements(
                of: index, parts[index], in: scans,
                among: scans.indices.filter {
                    $0 > index && doubts[$0] == nil && !joined.contains($0)
                }, control: control)
            guard !others.isEmpty else {
                streams.append(parts[index])
                continue
            }
            joined.formUnion(others.map(\.index))
            let members = [scans[index]] + others.map { scans[$0.index] }
            let image = try AnalysisError.stoppable {
                try CrossedSlices.joined(
                    [scans[index].volume] + others.map(\.volume), isCancelled: control.isCancelled)
            }
            streams.append(try network.encode(image, control: named(members, control)))
            remarks.append(
                "\(members.names) cross each other in thick slices of "
                    + "one contrast: the network saw them as one image of "
                    + image.geometry.summary)
        }
        let features = try network.fuse(
            streams, onto: parts[0], doubted: doubted, control: control)
        return (features, Self.omissions(doubts, scans), remarks)
    }

    /// Of the scans of some indices those in thick slices across a scan's own that show the same, with
    /// its intensities.
    private func complements(
        of index: Int, _ features: Network.Features, in scans: [ScanValue], among open: [Int],
        control: RunControl
    ) throws -> [(index: Int, volume: Volume)] {
        let scan = scans[index]
        let crossing = open.filter {
            CrossedSlices.cross(scan.volume.geometry, scans[$0].volume.geometry)
        }
        guard !crossing.isEmpty else { return [] }
        let head = try posterior(of: features, [scan], control: control)
            .segmentation(of: indices(of: "intracranial volume"), header: nil).mask
        return try crossing.compactMap { other in
            let volume = scans[other].volume
            let agreement = try AnalysisError.stoppable {
                try CrossedSlices.agreement(
                    of: scan.volume, volume, inside: head, isCancelled: control.isCancelled)
            }
            guard let agreement, agreement.correlation >= Self.likeness, agreement.gain > 0 else {
                return nil
            }
            return (other, volume.mapped { $0 * agreement.gain })
        }
    }

    /// What is to be said of how scans were used, each remark once.
    func newRemarks(on scans: [ScanValue]) -> [String] {
        let identity = Self.identity(of: scans)
        let remarks = cache.entry(for: identity)?.remarks ?? []
        return remarks.filter { isNew(identity + $0) }
    }

    /// Says which of several scans were left out, and why.
    static func omissions(_ doubts: [Int: String], _ scans: [ScanValue]) -> [String] {
        doubts.sorted { $0.key < $1.key }.map { index, doubt in
            "\(scans[index].name) is left out: it looks unlike the scans that the network was "
                + "trained on (\(doubt))"
        }
    }

    /// The scans that show no head, by their index, with what is strange about each: the attention
    /// over the scans would let them disturb the others. None where no scan is as it should be.
    ///
    /// - Parameter besideLesions: Whether lesions may be what makes the anatomy less certain.
    func doubts(
        of features: [Network.Features], _ scans: [ScanValue],
        besideLesions: Bool = false, control: RunControl
    ) throws -> [Int: String] {
        var doubts: [Int: String] = [:]
        for (index, scan) in scans.enumerated() {
            let posterior = try posterior(of: features[index], [scan], control: control)
            let brain = cache.entry(for: Self.identity(of: [scan]))?.brain ?? outline(of: posterior)
            guard let brain else {
                doubts[index] = "no brain"
                continue
            }
            doubts[index] = besideLesions ? brain.strangenessBesideLesions : brain.strangeness
        }
        return doubts.count < scans.count ? doubts : [:]
    }
}
