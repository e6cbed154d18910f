import Foundation
import Script
import Volumes

/// An image that is written to a file, and what a reader of the file should know of it.
struct SavedImage {
    enum Content {
        case volume(Volume)
        case mask(Mask)
        case labels(LabelMap)
    }

    let content: Content
    /// What it is, in words: "mask of left hippocampus".
    let title: String
    /// How it was made, where that is known.
    let making: String
    /// The file that the voxels, or the scan of a mask, were read from.
    let source: ScanValue.ScanFile?
    /// Who found a mask; nil for what was computed.
    let origin: String?

    /// - Returns: nil for what is no image.
    init?(_ object: any DomainValue) {
        switch object {
        case let mask as MaskValue:
            content = .mask(mask.mask)
            let words = "mask of \(mask.name)"
            title = words
            making = mask.origin.map { "\(words) by the \($0)" } ?? "mask \(mask.name)"
            source = mask.scan?.file
            origin = mask.origin
        case let scan as ScanValue:
            content = .volume(scan.volume)
            title = "volume \(scan.name)"
            making = title
            source = scan.file
            origin = nil
        case let labels as LabelMapValue:
            content = .labels(labels.labelMap)
            title = "label map \(labels.name)"
            making = title
            source = nil
            origin = nil
        default: return nil
        }
    }

    /// The path of the sidecar beside an image: scan.json for scan.nii.gz; nil for another ending.
    static func sidecarPath(of path: String) -> String? {
        for ending in [".nii.gz", ".nii"] where path.lowercased().hasSuffix(ending) {
            return path.dropLast(ending.count) + ".json"
        }
        return nil
    }

    /// Writes the image, then its sidecar.
    ///
    /// - Parameters:
    ///   - sidecar: Where the sidecar goes; nil for none.
    ///   - replacing: Which files may be replaced.
    /// - Throws: `VolumeError`; `AnalysisError.cancelled`, and then nothing was written.
    func write(
        to path: String, sidecar: String?, replacing: Set<String>, _ binding: AnalysisBinding,
        _ control: RunControl
    ) throws {
        let overwrite = replacing.contains(path)
        let weights = binding.segmenters.weights(origin: origin)
        let lines = [
            binding.history, making,
            source.map { "from the file with SHA-256 \($0.checksum)" },
            weights.isEmpty ? nil : "with the weights \(weights.joined(separator: ", "))",
            binding.code.map { "by the program\n\($0)" },
        ]
        let history = lines.compactMap { $0 }.joined(separator: "\n")
        let isCancelled = control.isCancelled
        try AnalysisError.stoppable {
            switch content {
            case .volume(let volume):
                try VolumeFile.write(
                    volume, to: path, overwrite: overwrite, history: history,
                    isCancelled: isCancelled)
            case .mask(let mask):
                try VolumeFile.write(
                    mask, to: path, overwrite: overwrite, history: history,
                    isCancelled: isCancelled)
            case .labels(let labels):
                try VolumeFile.write(
                    labels, to: path, overwrite: overwrite, history: history,
                    isCancelled: isCancelled)
            }
        }
        guard let sidecar else { return }
        let text = try Sidecar(
            self, checksum: Checksum.sha256(ofFileAt: path), history: binding.history,
            code: binding.code, weights: weights
        ).json
        try TextFile.write(text, to: sidecar, overwrite: replacing.contains(sidecar))
    }
}

/// The JSON file beside a derived image, with the keys of BIDS derivatives (Brain Imaging Data
/// Structure 1.8, "Common data types and metadata"); `Code`, `Weights`, `Checksum` and `SourceChecksums` are ours.
private struct Sidecar: Encodable {
    struct Generator: Encodable {
        let name: String
        let version: String?
        let description: String

        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case version = "Version"
            case description = "Description"
        }
    }

    let description: String
    let generatedBy: [Generator]
    /// Names without folders, which may tell of a patient or a machine.
    let sources: [String]
    let sourceChecksums: [String]
    let checksum: String
    /// "ROI" for a mask.
    let type: String?
    /// Label numbers and what they mean.
    let labels: [String: String]?
    let code: String?
    /// Files of weights with their checksums.
    let weights: [String]?

    enum CodingKeys: String, CodingKey {
        case description = "Description"
        case generatedBy = "GeneratedBy"
        case sources = "Sources"
        case sourceChecksums = "SourceChecksums"
        case checksum = "Checksum"
        case type = "Type"
        case labels = "Labels"
        case code = "Code"
        case weights = "Weights"
    }

    init(_ image: SavedImage, checksum: String, history: String?, code: String?, weights: [String])
    {
        self.weights = weights.isEmpty ? nil : weights
        description = image.title
        // The history begins with the program and its version.
        let words = history?.split(whereSeparator: \.isWhitespace).prefix(2).map(String.init) ?? []
        generatedBy = [
            Generator(
                name: words.first ?? "voxelprompt", version: words.dropFirst().first,
                description: image.making)
        ]
        sources = image.source.map { [URL(fileURLWithPath: $0.path).lastPathComponent] } ?? []
        sourceChecksums = image.source.map { ["sha256:\($0.checksum)"] } ?? []
        self.checksum = "sha256:\(checksum)"
        self.code = code
        switch image.content {
        case .volume: (type, labels) = (nil, nil)
        case .mask: (type, labels) = ("ROI", nil)
        case .labels(let map):
            type = nil
            let named = map.names.map { ("\($0.key)", $0.value) }
            labels = named.isEmpty ? nil : Dictionary(uniqueKeysWithValues: named)
        }
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}
