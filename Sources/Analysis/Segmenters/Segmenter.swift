import Volumes

/// Finds structures in a scan.
package protocol Segmenter: Sendable {
    /// How results call it: `"vision network"`, `"label map seg.nii.gz"`.
    var title: String { get }
    /// The files of weights that it computes with, a line each: their names and checksums. May read
    /// the files.
    var weights: [String] { get }

    /// Marks what a phrase means, on the scan's own grid.
    ///
    /// - Throws: `AnalysisError`, also for a stopped run.
    func segment(
        _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation

    /// Marks what a phrase means in several scans of one person, on the first one's grid.
    func segment(
        _ scans: [ScanValue], _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation

    /// Does ahead of the first question about a scan what takes the longest.
    ///
    /// - Throws: `AnalysisError`, also for a stopped run.
    func prepare(_ scan: ScanValue, control: RunControl) throws

    /// What the next question about a scan will take; nil where that is nothing to speak of.
    func cost(of scan: ScanValue) -> SegmentationCost?

    /// Every leaf of the vocabulary at once, as FreeSurfer numbers, from one or several scans of one
    /// person, on the first one's grid.
    func labelMap(of scans: [ScanValue], control: RunControl) throws -> LabelMap

    /// The same of one scan on a grid that may be coarser than its own, but lies in its world: for
    /// where structures are, not for how large.
    func coarseLabelMap(of scan: ScanValue, control: RunControl) throws -> LabelMap
}

extension Segmenter {
    package var weights: [String] { [] }
    package func cost(of scan: ScanValue) -> SegmentationCost? { nil }
    package func prepare(_ scan: ScanValue, control: RunControl) throws {}

    package func coarseLabelMap(of scan: ScanValue, control: RunControl) throws -> LabelMap {
        try labelMap(of: [scan], control: control)
    }

    /// A label map knows one grid: the first scan's.
    package func segment(
        _ scans: [ScanValue], _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        let found = try segment(scans[0], reading, control: control)
        guard scans.count > 1 else { return found }
        return Segmentation(
            mask: found.mask, confidence: found.confidence,
            notes: found.notes + ["the \(title) answers for \(scans[0].name) alone"])
    }
}

/// What a segmenter found.
package struct Segmentation: Sendable {
    package let mask: Mask
    /// Mean probability of the mask's voxels, 0 to 1; `nil` where there is none.
    package let confidence: Double?
    /// What the reader should know about how the mask came about.
    package let notes: [String]
    /// What the reader should beware of: about the scan as a whole, and about this mask.
    package let warnings: [String]
    package let flags: [MaskFlag]

    package init(
        mask: Mask, confidence: Double? = nil, notes: [String] = [], warnings: [String] = [],
        flags: [MaskFlag] = []
    ) {
        self.mask = mask
        self.confidence = confidence
        self.notes = notes
        self.warnings = warnings
        self.flags = flags
    }
}

/// How a long computation reports and is stopped. Both closures may be called from any thread.
package struct RunControl: Sendable {
    package let progress: @Sendable (Progress) -> Void
    package let isCancelled: @Sendable () -> Bool

    package init(
        progress: @escaping @Sendable (Progress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.progress = progress
        self.isCancelled = isCancelled
    }

    /// - Throws: `AnalysisError.cancelled` when the user has asked to stop.
    package func check() throws {
        if isCancelled() { throw AnalysisError.cancelled }
    }
}
