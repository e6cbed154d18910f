import Script
import Volumes

/// A label map in a program.
package struct LabelMapValue: DomainValue, SpillableValue {
    package let store: ImageStore<LabelMap>
    package let name: String
    package var held: HeldMemory?

    package init(_ labelMap: LabelMap, name: String) {
        store = ImageStore(labelMap)
        self.name = name
    }

    package var labelMap: LabelMap { store.image }
    package var stores: [any SpillableStore] { [store] }

    package var kind: Kind { .labelMap }
    package var summary: String { "label map \(name): \(store.geometry.summary)" }
    package var memoryCost: Int { store.bytes }

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
