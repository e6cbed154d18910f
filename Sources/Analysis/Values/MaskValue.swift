import Script
import Volumes

/// A mask in a program, with what it is a mask of.
package struct MaskValue: DomainValue, SpillableValue {
    package let store: ImageStore<Mask>
    /// What the mask shows: a structure's name, or the expression that made it.
    package let name: String
    /// The scan that the mask was found in; what `show` draws it on.
    package let scan: ScanValue?
    /// The phrase that the mask answers; `nil` for a computed mask.
    package let reading: AnatomyReading?
    /// Who found it (`"vision network"`, `"label map seg.nii.gz"`); `nil` for a computed mask.
    package let origin: String?
    /// Mean probability of the mask's voxels, 0 to 1, where the segmenter has one.
    package let confidence: Double?
    package let flags: [MaskFlag]
    package var held: HeldMemory?

    /// A mask that a segmenter found.
    package init(
        _ mask: Mask, reading: AnatomyReading, scan: ScanValue?, origin: String,
        confidence: Double?, flags: [MaskFlag] = []
    ) {
        store = ImageStore(mask)
        name = reading.anatomy.name
        self.scan = scan
        self.reading = reading
        self.origin = origin
        self.confidence = confidence
        // What lies around the head always reaches the edges.
        let isAround = reading.anatomy.name == "background"
        let own = MaskFlag.flags(of: mask)
        self.flags = (isAround ? own.filter { $0 == .empty } : own) + flags
    }

    /// A mask that a program computed.
    package init(computed mask: Mask, name: String, scan: ScanValue?) {
        store = ImageStore(mask)
        self.name = name
        self.scan = scan
        reading = nil
        origin = nil
        confidence = nil
        flags = MaskFlag.flags(of: mask)
    }

    package var mask: Mask { store.image }
    package var stores: [any SpillableStore] { [store] + (scan?.stores ?? []) }

    package var kind: Kind { .mask }
    package var memoryCost: Int { store.bytes }

    /// "mask of left hippocampus on t1: 3972 voxels, 3.972 mL".
    package var summary: String {
        let place = scan.map { " on \($0.name)" } ?? ""
        let size = "\(mask.count) voxels, \(NumberText.short(mask.volumeInMillilitres)) mL"
        return (["mask of \(name)\(place): \(size)"] + flags.map(\.description))
            .joined(separator: "; ")
    }

    /// `&`, `|` and `^` with a mask on the same grid; `*` and `+` and `-` with a volume see the mask
    /// as 1 and 0.
    package func binary(
        _ op: BinaryOperator, with other: Value, reflected: Bool
    ) throws -> Value? {
        guard case .object(let object) = other, let second = object as? MaskValue else {
            return nil
        }
        let combine: (UInt8, UInt8) -> UInt8
        switch op {
        case .bitAnd: combine = { $0 & $1 }
        case .bitOr: combine = { $0 | $1 }
        case .bitXor: combine = { $0 ^ $1 }
        case .subtract, .add, .multiply:
            throw AnalysisError.masksCombineByLogic(operation: op.rawValue)
        default: return nil
        }
        try GridCheck.require(mask.geometry, name, second.mask.geometry, second.name)
        let voxels = Self.combined(mask.voxels, second.mask.voxels, combine)
        let (left, right) = reflected ? (second, self) : (self, second)
        return .object(
            MaskValue(
                computed: Mask(geometry: mask.geometry, voxels: voxels, header: mask.header),
                name: ScanValue.shortened("\(left.name) \(op.rawValue) \(right.name)"),
                scan: scan ?? second.scan))
    }

    /// `~`: the voxels outside.
    package func unary(_ op: UnaryOperator) throws -> Value? {
        guard op == .invert else { return nil }
        let voxels = mask.voxels.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
                for index in 0..<source.count { target[index] = source[index] ^ 1 }
                count = source.count
            }
        }
        return .object(
            MaskValue(
                computed: Mask(geometry: mask.geometry, voxels: voxels, header: mask.header),
                name: ScanValue.shortened("~\(name)"), scan: scan))
    }

    private static func combined(
        _ first: [UInt8], _ second: [UInt8], _ body: (UInt8, UInt8) -> UInt8
    ) -> [UInt8] {
        first.withUnsafeBufferPointer { a in
            second.withUnsafeBufferPointer { b in
                [UInt8](unsafeUninitializedCapacity: a.count) { target, count in
                    for index in 0..<a.count { target[index] = body(a[index], b[index]) }
                    count = a.count
                }
            }
        }
    }
}
