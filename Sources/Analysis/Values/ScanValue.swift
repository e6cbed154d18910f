import Foundation
import Script
import Volumes

/// A volume in a program: a loaded scan, or one computed from others.
package struct ScanValue: DomainValue, SpillableValue {
    package let store: ImageStore<Volume>
    /// The scan's name in the workspace, or the expression that made it (`"t1 - t2"`).
    package let name: String
    /// Where the voxels were read from; `nil` for a computed volume.
    package let file: ScanFile?
    /// Equal for volumes with the same voxels: what caches of features go by.
    package let identity: String
    package var held: HeldMemory?

    /// A file and its checksum.
    package struct ScanFile: Hashable, Sendable {
        package let path: String
        /// SHA-256 of the file's bytes, hexadecimal.
        package let checksum: String

        package init(path: String, checksum: String) {
            self.path = path
            self.checksum = checksum
        }
    }

    /// A scan as loaded.
    package init(volume: Volume, name: String, file: ScanFile) {
        store = ImageStore(volume)
        self.name = name
        self.file = file
        identity = file.checksum
    }

    /// A volume that a program computed.
    package init(computed volume: Volume, name: String) {
        store = ImageStore(volume)
        self.name = name
        file = nil
        identity = UUID().uuidString
    }

    /// The same scan under another name, its identity kept.
    package func renamed(_ name: String) -> ScanValue {
        ScanValue(store: store, name: name, file: file, identity: identity)
    }

    private init(store: ImageStore<Volume>, name: String, file: ScanFile?, identity: String) {
        self.store = store
        self.name = name
        self.file = file
        self.identity = identity
    }

    package var volume: Volume { store.image }
    package var stores: [any SpillableStore] { [store] }

    package var kind: Kind { .volume }
    package var summary: String { "volume \(name): \(store.geometry.summary)" }
    package var memoryCost: Int { store.bytes }

    /// Voxel by voxel with a number, a volume or a mask (1 inside, 0 outside) on the same grid.
    ///
    /// A voxel divided by zero becomes 0, so that a ratio of scans stays finite outside the head;
    /// dividing by the number zero is an error.
    package func binary(
        _ op: BinaryOperator, with other: Value, reflected: Bool
    ) throws -> Value? {
        guard let operation = VoxelArithmetic.operation(op) else { return nil }
        guard let (operand, title) = try operand(other, for: op.rawValue) else { return nil }
        if op == .divide, !reflected, case .number(0) = operand {
            throw AnalysisError.divisionByZero(operation: "\(name) / 0")
        }
        let voxels = VoxelArithmetic.apply(
            operation, volume.voxels, operand, reflected: reflected)
        let text = reflected ? "\(title) \(op.rawValue) \(name)" : "\(name) \(op.rawValue) \(title)"
        let result = Volume(geometry: volume.geometry, voxels: voxels, header: volume.header)
        return .object(ScanValue(computed: result, name: Self.shortened(text)))
    }

    /// The mask of the voxels for which the comparison holds.
    package func compare(
        _ op: ComparisonOperator, with other: Value, reflected: Bool
    ) throws -> Value? {
        guard let comparison = VoxelArithmetic.comparison(reflected ? op.mirrored ?? op : op)
        else { return nil }
        guard let (operand, title) = try operand(other, for: op.rawValue) else { return nil }
        let voxels = VoxelArithmetic.compare(comparison, volume.voxels, operand)
        let mask = Mask(geometry: volume.geometry, voxels: voxels, header: volume.header)
        let text = reflected ? "\(title) \(op.rawValue) \(name)" : "\(name) \(op.rawValue) \(title)"
        return .object(MaskValue(computed: mask, name: Self.shortened(text), scan: self))
    }

    package func unary(_ op: UnaryOperator) throws -> Value? {
        switch op {
        case .plus: return .object(self)
        case .negate:
            let voxels = VoxelArithmetic.apply(
                { $1 - $0 }, volume.voxels, .number(0), reflected: false)
            let result = Volume(geometry: volume.geometry, voxels: voxels, header: volume.header)
            return .object(ScanValue(computed: result, name: Self.shortened("-\(name)")))
        case .invert: return nil
        }
    }

    /// Every voxel without its sign.
    package func magnitude() throws -> Value? {
        let voxels = VoxelArithmetic.apply(
            { value, _ in value.magnitude }, volume.voxels, .number(0), reflected: false)
        let result = Volume(geometry: volume.geometry, voxels: voxels, header: volume.header)
        return .object(ScanValue(computed: result, name: Self.shortened("abs(\(name))")))
    }

    /// The other side of an operator as voxels or a number, and how messages call it.
    private func operand(
        _ value: Value, for operation: String
    ) throws -> (VoxelArithmetic.Operand, String)? {
        if let number = value.number { return (.number(number), value.literal) }
        guard case .object(let object) = value else { return nil }
        switch object {
        case let scan as ScanValue:
            try GridCheck.require(volume.geometry, name, scan.volume.geometry, scan.name)
            return (.voxels(scan.volume.voxels), scan.name)
        case let mask as MaskValue:
            try GridCheck.require(volume.geometry, name, mask.mask.geometry, mask.name)
            return (.voxels(mask.mask.voxels.map(Float.init)), mask.name)
        default: return nil
        }
    }

    /// Keeps the names of long computations readable.
    static func shortened(_ text: String) -> String {
        text.count <= 60 ? text : text.prefix(57) + "…"
    }
}

extension [ScanValue] {
    /// Their names in a sentence: "t1", "t1 and flair".
    var names: String { map(\.name).joined(separator: " and ") }

    /// The same and what they look: "t1 looks", "t1 and flair look".
    var look: String { "\(names) \(count > 1 ? "look" : "looks")" }
}
