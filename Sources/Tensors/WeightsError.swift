/// What can be wrong with a weights file.
package struct WeightsError: Error, Equatable, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        case unreadable(detail: String)
        case tooShort(bytes: Int)
        case headerTooLong(bytes: Int, fileBytes: Int)
        case headerMalformed(detail: String)
        case unknownType(tensor: String, type: String)
        case badShape(tensor: String, shape: [Int])
        case badOffsets(tensor: String, offsets: [Int], dataBytes: Int)
        case sizeMismatch(tensor: String, expectedBytes: Int, foundBytes: Int)
        case overlap(tensor: String, other: String)
        case unusedBytes(expected: Int, found: Int)
        case missingTensor(String)
        case unknownTensor(String)
        case shapeMismatch(tensor: String, expected: [Int], found: [Int])
        case typeMismatch(tensor: String, expected: String, found: String)
        case missingMetadata(key: String)
        case badMetadata(key: String, detail: String)
        case notFinite(tensor: String, index: Int)
    }

    /// The file as it was named.
    package let path: String
    package let reason: Reason

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    package var description: String { "weights file \(path): \(cause)" }

    private var cause: String {
        switch reason {
        case .unreadable(let detail):
            "cannot be read (\(detail)); check the path, or fetch the file again"
        case .tooShort(let bytes):
            "only \(bytes) bytes long, so it is no safetensors file; fetch it again"
        case .headerTooLong(let bytes, let fileBytes):
            "its header claims \(bytes) bytes but the file has \(fileBytes); "
                + "it is truncated or no safetensors file; fetch it again"
        case .headerMalformed(let detail):
            "its header is not valid (\(detail)); fetch the file again"
        case .unknownType(let tensor, let type):
            "tensor \"\(tensor)\" has the type \(type); this program reads F32, F16, BF16 and I8"
        case .badShape(let tensor, let shape):
            "tensor \"\(tensor)\" has the impossible shape \(shape)"
        case .badOffsets(let tensor, let offsets, let dataBytes):
            "tensor \"\(tensor)\" claims the bytes \(offsets) of \(dataBytes); "
                + "the file is truncated or damaged; fetch it again"
        case .sizeMismatch(let tensor, let expected, let found):
            "tensor \"\(tensor)\" needs \(expected) bytes for its shape but has \(found)"
        case .overlap(let tensor, let other):
            "tensors \"\(tensor)\" and \"\(other)\" share bytes; the file is damaged"
        case .unusedBytes(let expected, let found):
            "its tensors cover \(expected) of \(found) data bytes; the file is damaged"
        case .missingTensor(let tensor):
            "tensor \"\(tensor)\" is missing; the weights belong to another version of the program"
        case .unknownTensor(let tensor):
            "tensor \"\(tensor)\" is unknown; the weights belong to another version of the program"
        case .shapeMismatch(let tensor, let expected, let found):
            "tensor \"\(tensor)\" has the shape \(found), expected \(expected)"
        case .typeMismatch(let tensor, let expected, let found):
            "tensor \"\(tensor)\" has the type \(found), expected \(expected)"
        case .missingMetadata(let key):
            "the metadata entry \"\(key)\" is missing; "
                + "the weights belong to another version of the program"
        case .badMetadata(let key, let detail):
            "the metadata entry \"\(key)\" is not valid (\(detail))"
        case .notFinite(let tensor, let index):
            "tensor \"\(tensor)\" holds a value that is not finite, at index \(index)"
        }
    }
}
