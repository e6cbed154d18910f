import Volumes

/// Who finds structures in scans, and under which names.
struct StructureFinder {
    let segmenters: any SegmenterProvider
    let vocabulary: Vocabulary
}

extension AnalysisBinding {
    var structureFinder: StructureFinder {
        StructureFinder(segmenters: segmenters, vocabulary: resolver.vocabulary)
    }
}

/// The middles of the structures that a segmenter finds in a scan, whatever the scan's contrast.
struct HeadLandmarks {
    /// World positions (RAS, mm) by FreeSurfer's numbers.
    let centers: [Int32: SIMD3<Double>]
    /// mm³ by FreeSurfer's numbers.
    let volumes: [Int32: Double]
    /// Brain tissue and ventricles, on a grid in the scan's world.
    let brain: Mask

    /// A structure smaller than this is no landmark, mm³.
    private static let smallest = 200.0
    /// FreeSurfer's numbers of the vocabulary lie below this.
    private static let numbers = 1000

    /// - Returns: nil where nobody segments the scan, or nothing was found in it.
    /// - Throws: `AnalysisError.cancelled`.
    init?(of scan: ScanValue, _ finder: StructureFinder, _ control: RunControl) throws {
        let map: LabelMap
        do {
            map = try finder.segmenters.segmenter(for: scan)
                .coarseLabelMap(of: scan, control: control)
        } catch AnalysisError.cancelled {
            throw AnalysisError.cancelled
        } catch is AnalysisError {
            // No models, a CT, a label map of another grid: the intensities must do alone.
            return nil
        }
        let vocabulary = finder.vocabulary
        let names = ["brain", "ventricular system"]
        let leaves = Set(names.flatMap { vocabulary.target(named: $0)?.leaves ?? [] })
        let labels = Set(leaves.compactMap { vocabulary.labels(of: $0).first })
        let voxel = map.geometry.voxelVolume
        let found = map.centroids(below: Self.numbers).filter {
            labels.contains($0.key) && Double($0.value.count) * voxel >= Self.smallest
        }
        guard !found.isEmpty else { return nil }
        centers = found.mapValues(\.position)
        volumes = found.mapValues { Double($0.count) * voxel }
        brain = map.mask(of: labels)
    }

    /// The structures that both have, from here to there.
    func matched(with other: HeadLandmarks) -> PointAlignment {
        PointAlignment(
            centers.keys.sorted().compactMap { label in
                guard let from = centers[label], let to = other.centers[label],
                    let a = volumes[label], let b = other.volumes[label],
                    // A structure that is cut off in one scan has its middle elsewhere.
                    min(a, b) > 0.6 * max(a, b)
                else { return nil }
                return PointAlignment.Pair(from: from, to: to, weight: min(a, b).squareRoot())
            })
    }
}
