import Analysis
import Synchronization
import Volumes

/// A label map that stands in for the network for one scan.
package final class LabelSource: Sendable {
    package let map: LabelMap
    package let file: InputFile
    /// How messages call the map: the name of its file.
    package let title: String
    /// The names that the map brings along.
    package let terms: LabelTerms
    /// The last scan's grid and the segmenter for it: reading a map's numbers takes a while.
    private let prepared: Mutex<(grid: Geometry, segmenter: LabelMapSegmenter)?>

    package init(map: LabelMap, file: InputFile, vocabulary: Vocabulary) {
        self.map = map
        self.file = file
        title = file.path.split(separator: "/").last.map(String.init) ?? file.path
        let segmenter = LabelMapSegmenter(map, name: title, vocabulary: vocabulary)
        terms = segmenter.legend.terms
        prepared = Mutex((map.geometry, segmenter))
    }

    /// The segmenter for a scan, and what there is to say about how the map was brought there.
    ///
    /// - Throws: `AnalysisError.labelMapElsewhere`.
    package func segmenter(
        for scan: Geometry, name: String, vocabulary: Vocabulary
    ) throws -> (segmenter: LabelMapSegmenter, note: String?) {
        try prepared.withLock { prepared in
            if let prepared, prepared.grid == scan { return (prepared.segmenter, nil) }
            let (aligned, note) = try LabelMapSegmenter.aligned(
                map, name: title, to: scan, scanName: name)
            let segmenter = LabelMapSegmenter(aligned, name: title, vocabulary: vocabulary)
            prepared = (scan, segmenter)
            return (segmenter, note)
        }
    }
}
