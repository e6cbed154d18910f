import Foundation

/// The header of a safetensors file, read and checked against the file's length.
///
/// Layout: 8 bytes header length (little-endian), the header as JSON, then the data. See
/// <https://github.com/huggingface/safetensors>.
struct WeightsHeader {
    /// The format's own limit on a header.
    private static let longestHeader = 100_000_000

    let metadata: [String: String]
    let entries: [String: WeightsFile.Entry]
    let dataStart: Int

    init(bytes: UnsafeRawBufferPointer, path: String) throws {
        func fail(_ reason: WeightsError.Reason) -> WeightsError {
            WeightsError(path: path, reason: reason)
        }
        guard bytes.count > 8 else { throw fail(.tooShort(bytes: bytes.count)) }
        let claimed = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard claimed <= UInt64(min(bytes.count - 8, Self.longestHeader)) else {
            let shown = Int(exactly: claimed) ?? Int.max
            throw fail(.headerTooLong(bytes: shown, fileBytes: bytes.count))
        }
        dataStart = 8 + Int(claimed)
        let json: Contents
        do {
            json = try JSONDecoder().decode(Contents.self, from: Data(bytes[8..<dataStart]))
        } catch {
            throw fail(.headerMalformed(detail: Self.summary(of: error)))
        }
        metadata = json.metadata
        let dataBytes = bytes.count - dataStart
        entries = try json.tensors.reduce(into: [:]) { entries, item in
            entries[item.key] = try Self.entry(
                item.value, name: item.key, dataBytes: dataBytes, fail: fail)
        }
        try Self.checkCoverage(entries, dataBytes: dataBytes, fail: fail)
    }

    private static func entry(
        _ tensor: TensorDescription, name: String, dataBytes: Int,
        fail: (WeightsError.Reason) -> WeightsError
    ) throws -> WeightsFile.Entry {
        guard let type = WeightsFile.ElementType(rawValue: tensor.dtype) else {
            throw fail(.unknownType(tensor: name, type: tensor.dtype))
        }
        var bytes = type.size
        for extent in tensor.shape {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
            guard extent >= 0, !overflow else {
                throw fail(.badShape(tensor: name, shape: tensor.shape))
            }
            bytes = product
        }
        let offsets = tensor.dataOffsets
        guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= dataBytes
        else {
            throw fail(.badOffsets(tensor: name, offsets: offsets, dataBytes: dataBytes))
        }
        guard offsets[1] - offsets[0] == bytes else {
            throw fail(
                .sizeMismatch(
                    tensor: name, expectedBytes: bytes, foundBytes: offsets[1] - offsets[0]))
        }
        return WeightsFile.Entry(type: type, shape: tensor.shape, range: offsets[0]..<offsets[1])
    }

    /// The format allows neither overlaps nor holes.
    private static func checkCoverage(
        _ entries: [String: WeightsFile.Entry], dataBytes: Int,
        fail: (WeightsError.Reason) -> WeightsError
    ) throws {
        let ordered = entries.filter { !$0.value.range.isEmpty }
            .sorted { $0.value.range.lowerBound < $1.value.range.lowerBound }
        for (before, after) in zip(ordered, ordered.dropFirst())
        where after.value.range.lowerBound < before.value.range.upperBound {
            throw fail(.overlap(tensor: before.key, other: after.key))
        }
        let covered = ordered.reduce(0) { $0 + $1.value.range.count }
        guard covered == dataBytes else {
            throw fail(.unusedBytes(expected: covered, found: dataBytes))
        }
    }

    private static func summary(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "not JSON" }
        switch error {
        case .keyNotFound(let key, let context):
            return "no \"\(key.stringValue)\" in \(place(context))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "unexpected value in \(place(context))"
        default:
            return "not JSON"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map(\.stringValue).joined(separator: ", ")
        return path.isEmpty ? "the header" : "\"\(path)\""
    }
}

/// One tensor as the header describes it; the names are the format's.
private struct TensorDescription: Decodable {
    let dtype: String
    let shape: [Int]
    let dataOffsets: [Int]

    private enum CodingKeys: String, CodingKey {
        case dtype, shape
        case dataOffsets = "data_offsets"
    }
}

/// The header: tensors by name, and `__metadata__` beside them.
private struct Contents: Decodable {
    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    var metadata: [String: String] = [:]
    var tensors: [String: TensorDescription] = [:]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for key in container.allKeys {
            if key.stringValue == "__metadata__" {
                metadata = try container.decode([String: String].self, forKey: key)
            } else {
                tensors[key.stringValue] = try container.decode(TensorDescription.self, forKey: key)
            }
        }
    }
}
