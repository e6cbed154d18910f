import Foundation
import Tensors

/// What the weights file says of its network; see `Documentation/Weights.md`.
package struct VisionConfiguration: Sendable, Hashable, Decodable {
    /// Channels of each level of the trunk, the finest first; each level halves the grid.
    package let widths: [Int]

    /// Channels of the features a scan is encoded to, for leaves and for cortical parcels.
    package let features: Int
    package let parcelFeatures: Int

    /// Length of a text embedding.
    package let text: Int

    /// Width of the head's hidden layer.
    package let hidden: Int

    /// Spacing (mm) that the working grid comes nearest to.
    package let workingSpacing: Double

    /// What the trunk's input covers at least along z, y and x, mm.
    package let leastExtent: [Double]

    /// Channels of the features that the detail network sees, and channels of its own.
    package let context: Int
    package let detail: Int

    /// Hidden units of the score that weighs several scans.
    package let attention: Int

    /// Channels of each level of the network that tells lesions, the finest first; the finest has as
    /// many as there are features. nil for weights that tell none.
    package let lesionWidths: [Int]?

    /// The leaves the network was trained on, in the order of its classes.
    package let leaves: [Leaf]

    /// The cortical parcels it was trained on, likewise.
    package let parcels: [Leaf]

    /// A leaf of the vocabulary: an unsided structure, or one side of a sided one.
    package struct Leaf: Sendable, Hashable, Decodable {
        package let name: String
        package let side: Side

        package init(name: String, side: Side) {
            self.name = name
            self.side = side
        }

        package init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            name = try container.decode(String.self)
            side = try container.decode(Side.self)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case widths, features, text, hidden, context, detail, attention, leaves, parcels
        case parcelFeatures = "parcel_features"
        case workingSpacing = "working_spacing"
        case leastExtent = "least_extent"
        case lesionWidths = "lesion_widths"
    }

    /// Every axis of the trunk's input is a multiple of this.
    package var alignment: Int { 1 << (widths.count - 1) }

    /// Reads the metadata entry `configuration`.
    ///
    /// - Throws: `WeightsError` if it is missing or makes no sense.
    init(from file: WeightsFile) throws {
        let text = try file.requiredMetadata("configuration")
        func bad(_ detail: String) -> WeightsError {
            WeightsError(
                path: file.path, reason: .badMetadata(key: "configuration", detail: detail))
        }
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
        } catch {
            throw bad("not the expected JSON")
        }
        guard 2...8 ~= widths.count,
            (widths + [features, parcelFeatures, hidden, self.text, context, attention])
                .allSatisfy({ 1...65536 ~= $0 }),
            1...DetailLayers.mostChannels ~= detail
        else { throw bad("widths or sizes out of range") }
        if let lesionWidths {
            guard 2...8 ~= lesionWidths.count, lesionWidths.first == features,
                lesionWidths.allSatisfy({ 1...65536 ~= $0 })
            else { throw bad("lesion_widths are \(lesionWidths)") }
        }
        guard workingSpacing > 0, workingSpacing.isFinite else {
            throw bad("working_spacing is \(workingSpacing)")
        }
        guard leastExtent.count == 3, leastExtent.allSatisfy({ 0...1000 ~= $0 }) else {
            throw bad("least_extent is \(leastExtent)")
        }
        guard Set(leaves).count == leaves.count, Set(parcels).count == parcels.count else {
            throw bad("a leaf is listed twice")
        }
    }
}
