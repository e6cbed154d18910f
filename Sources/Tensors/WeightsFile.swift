import Foundation

/// A safetensors file, memory-mapped, with every length, offset, type and name checked.
///
/// The layout and the tensors of each file are stated in `Documentation/Weights.md`.
package struct WeightsFile: Sendable {
    /// Storage of a tensor's elements, by its name in the file.
    package enum ElementType: String, Sendable {
        case float32 = "F32"
        case float16 = "F16"
        case bfloat16 = "BF16"
        case int8 = "I8"

        /// Bytes of one element.
        package var size: Int {
            switch self {
            case .float32: 4
            case .float16, .bfloat16: 2
            case .int8: 1
            }
        }
    }

    struct Entry: Sendable {
        let type: ElementType
        let shape: [Int]
        /// Bytes within the data part of the file.
        let range: Range<Int>
    }

    /// The file as it was named.
    package let path: String

    /// Free text by key, as the file's `__metadata__` holds it.
    package let metadata: [String: String]

    let entries: [String: Entry]
    private let file: MappedFile
    /// Where the data part begins.
    private let dataStart: Int

    /// Opens and checks a file.
    ///
    /// - Throws: `WeightsError`, which names the file, the tensor and what is wrong.
    package init(path: String) throws {
        self.path = path
        file = try MappedFile(path: path)
        let parsed = try file.withBytes { bytes in try WeightsHeader(bytes: bytes, path: path) }
        metadata = parsed.metadata
        entries = parsed.entries
        dataStart = parsed.dataStart
    }

    /// The names of all tensors, sorted.
    package var names: [String] { entries.keys.sorted() }

    /// Shape of a tensor, or nil if there is none of that name.
    package func shape(of name: String) -> [Int]? { entries[name]?.shape }

    /// Element type of a tensor, or nil if there is none of that name.
    package func elementType(of name: String) -> ElementType? { entries[name]?.type }

    /// Checks that the file holds exactly these tensors.
    ///
    /// A tensor stored as I8 may bring its scales, `name.scale`; they need not be listed.
    ///
    /// - Throws: `WeightsError` naming the first missing or unknown tensor.
    package func requireExactly(_ expected: some Sequence<String>) throws {
        let expected = Set(expected)
        for name in expected.sorted() where entries[name] == nil {
            throw WeightsError(path: path, reason: .missingTensor(name))
        }
        for name in names where !expected.contains(name) {
            let owner = name.hasSuffix(".scale") ? String(name.dropLast(6)) : ""
            if expected.contains(owner), entries[owner]?.type == .int8 { continue }
            throw WeightsError(path: path, reason: .unknownTensor(name))
        }
    }

    /// A metadata entry that must be there.
    package func requiredMetadata(_ key: String) throws -> String {
        guard let value = metadata[key] else {
            throw WeightsError(path: path, reason: .missingMetadata(key: key))
        }
        return value
    }

    /// A tensor as float32.
    ///
    /// F16 and BF16 are widened. I8 is multiplied by `name.scale`, an F32 tensor with one scale for
    /// each index of the first axis.
    ///
    /// - Parameters:
    ///   - name: as in the file.
    ///   - shape: what the reader expects; nil takes whatever the file holds.
    /// - Throws: `WeightsError` if the tensor is missing, has another shape, or holds a value that
    ///   is not finite.
    package func tensor(named name: String, shape: [Int]? = nil) throws -> Tensor {
        let entry = try entry(named: name, shape: shape)
        var values = try decodedValues(entry, name: name)
        if entry.type == .int8 {
            let rows = entry.shape.first ?? 1
            let scaleEntry = try self.entry(named: name + ".scale", shape: [rows])
            guard scaleEntry.type == .float32 else {
                throw WeightsError(
                    path: path,
                    reason: .typeMismatch(
                        tensor: name + ".scale", expected: "F32", found: scaleEntry.type.rawValue))
            }
            let scales = try decodedValues(scaleEntry, name: name + ".scale")
            let columns = rows == 0 ? 0 : values.count / rows
            for row in 0..<rows {
                for index in row * columns..<(row + 1) * columns { values[index] *= scales[row] }
            }
        }
        return Tensor(shape: entry.shape, values: values)
    }

    /// A two-axis tensor as a matrix.
    package func matrix(named name: String, rows: Int, columns: Int) throws -> Matrix {
        try tensor(named: name, shape: [rows, columns]).matrix
    }

    /// A one-axis tensor as an array.
    package func vector(named name: String, count: Int) throws -> [Float] {
        try tensor(named: name, shape: [count]).values
    }

    private func entry(named name: String, shape: [Int]?) throws -> Entry {
        guard let entry = entries[name] else {
            throw WeightsError(path: path, reason: .missingTensor(name))
        }
        if let shape, shape != entry.shape {
            throw WeightsError(
                path: path,
                reason: .shapeMismatch(tensor: name, expected: shape, found: entry.shape))
        }
        return entry
    }

    private func decodedValues(_ entry: Entry, name: String) throws -> [Float] {
        let values = file.withBytes { bytes in
            let start = dataStart + entry.range.lowerBound
            let data = UnsafeRawBufferPointer(rebasing: bytes[start..<start + entry.range.count])
            return entry.type.decode(data)
        }
        if let index = values.firstIndex(where: { !$0.isFinite }) {
            throw WeightsError(path: path, reason: .notFinite(tensor: name, index: index))
        }
        return values
    }
}

extension WeightsFile.ElementType {
    /// Little-endian elements as float32; tensors need not be aligned in the file.
    fileprivate func decode(_ data: UnsafeRawBufferPointer) -> [Float] {
        let count = data.count / size
        return [Float](unsafeUninitializedCapacity: count) { output, initialized in
            switch self {
            case .float32:
                for index in 0..<count {
                    let bits = data.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                    output[index] = Float(bitPattern: UInt32(littleEndian: bits))
                }
            case .float16:
                for index in 0..<count {
                    let bits = data.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self)
                    output[index] = HalfPrecision.float(fromHalf: UInt16(littleEndian: bits))
                }
            case .bfloat16:
                for index in 0..<count {
                    let bits = data.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self)
                    output[index] = HalfPrecision.float(fromBrain: UInt16(littleEndian: bits))
                }
            case .int8:
                for index in 0..<count { output[index] = Float(Int8(bitPattern: data[index])) }
            }
            initialized = count
        }
    }
}
