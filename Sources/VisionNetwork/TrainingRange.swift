import Foundation
import Tensors

/// How large a leaf or parcel was in the training anatomies, and where it lay.
package struct TrainingRange: Sendable, Hashable, Decodable {
    package let leaf: VisionConfiguration.Leaf

    /// mL.
    package let lowest: Double
    package let highest: Double

    /// Mean offset of its centre from the brain's centre toward right, anterior and superior, mm.
    package let offset: SIMD3<Double>

    /// Furthest distance of any anatomy's centre from that mean, mm.
    package let spread: Double

    /// The smallest largest piece of any anatomy, mL, and the most of its volume (0 to 1) that any
    /// had in pieces apart from the largest one; nil where the weights do not say.
    package let wholeness: Wholeness?

    package struct Wholeness: Sendable, Hashable {
        package let largest: Double
        package let apart: Double
    }

    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        leaf = VisionConfiguration.Leaf(
            name: try container.decode(String.self), side: try container.decode(Side.self))
        lowest = try container.decode(Double.self)
        highest = try container.decode(Double.self)
        let place = try container.decode([Double].self)
        guard place.count == 3 else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "an offset of \(place.count) numbers")
        }
        offset = SIMD3(place[0], place[1], place[2])
        spread = try container.decode(Double.self)
        guard !container.isAtEnd else {
            wholeness = nil
            return
        }
        let whole = try container.decode([Double].self)
        guard whole.count == 2 else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a wholeness of \(whole.count) numbers")
        }
        wholeness = Wholeness(largest: whole[0], apart: whole[1])
    }

    /// Reads the metadata entry `ranges`; weights without one know no ranges.
    static func read(from file: WeightsFile) throws -> [TrainingRange] {
        guard let text = file.metadata["ranges"] else { return [] }
        do {
            return try JSONDecoder().decode([TrainingRange].self, from: Data(text.utf8))
        } catch {
            throw WeightsError(
                path: file.path,
                reason: .badMetadata(key: "ranges", detail: "not the expected JSON"))
        }
    }
}
