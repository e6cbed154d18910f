import Volumes

/// Stands in for the network where its weights are missing: says so when it is asked.
package struct MissingNetwork: Segmenter {
    package let title = "vision network"
    /// A sentence that says what is missing, and where.
    private let reason: String

    package init(reason: String) { self.reason = reason }

    package func segment(
        _ scan: ScanValue, _ reading: AnatomyReading, control: RunControl
    ) throws -> Segmentation {
        throw AnalysisError.noNetwork(reason: reason)
    }

    package func labelMap(of scans: [ScanValue], control: RunControl) throws -> LabelMap {
        throw AnalysisError.noNetwork(reason: reason)
    }
}
