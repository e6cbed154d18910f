import Script
import Volumes

/// A label map in a program.
package struct LabelMapValue: DomainValue {
    package let labelMap: LabelMap
    package let name: String
    package var held: HeldMemory?

    package init(_ labelMap: LabelMap, name: String) {
        self.labelMap = labelMap
        self.name = name
    }

    package var kind: Kind { .labelMap }
    package var summary: String { "label map \(name): \(labelMap.geometry.summary)" }
    package var memoryCost: Int { labelMap.voxels.count * MemoryLayout<Int32>.stride }

    /// `labels == 17` and `labels != 17` give the mask of the voxels with or without a label.
    package func compare(
        _ op: ComparisonOperator, with other: Value, reflected: Bool
    ) throws -> Value? {
        guard case .int(let number) = other, let label = Int32(exactly: number) else { return nil }
        let mask = labelMap.mask(of: [label])
        let value = MaskValue(computed: mask, name: "\(name) \(op.rawValue) \(number)", scan: nil)
        switch op {
        case .equal: return .object(value)
        case .notEqual: return try value.unary(.invert)
        default: return nil
        }
    }
}
