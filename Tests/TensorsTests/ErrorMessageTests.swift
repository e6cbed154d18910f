import Testing

@testable import Tensors

@Suite struct ErrorMessageTests {
    static let weights: [(WeightsError.Reason, String)] = [
        (
            .unreadable(detail: "No such file or directory"),
            "cannot be read (No such file or directory); check the path, or fetch the file again"
        ),
        (.tooShort(bytes: 3), "only 3 bytes long, so it is no safetensors file; fetch it again"),
        (
            .headerTooLong(bytes: 900, fileBytes: 100),
            "its header claims 900 bytes but the file has 100; it is truncated or no safetensors "
                + "file; fetch it again"
        ),
        (
            .headerMalformed(detail: "not JSON"),
            "its header is not valid (not JSON); fetch the file again"
        ),
        (
            .unknownType(tensor: "a", type: "F8"),
            "tensor \"a\" has the type F8; this program reads F32, F16, BF16 and I8"
        ),
        (.badShape(tensor: "a", shape: [-1]), "tensor \"a\" has the impossible shape [-1]"),
        (
            .badOffsets(tensor: "a", offsets: [0, 8], dataBytes: 4),
            "tensor \"a\" claims the bytes [0, 8] of 4; the file is truncated or damaged; fetch it "
                + "again"
        ),
        (
            .sizeMismatch(tensor: "a", expectedBytes: 8, foundBytes: 4),
            "tensor \"a\" needs 8 bytes for its shape but has 4"
        ),
        (
            .overlap(tensor: "a", other: "b"),
            "tensors \"a\" and \"b\" share bytes; the file is damaged"
        ),
        (
            .unusedBytes(expected: 4, found: 6),
            "its tensors cover 4 of 6 data bytes; the file is damaged"
        ),
        (
            .missingTensor("a"),
            "tensor \"a\" is missing; the weights belong to another version of the program"
        ),
        (
            .unknownTensor("a"),
            "tensor \"a\" is unknown; the weights belong to another version of the program"
        ),
        (
            .shapeMismatch(tensor: "a", expected: [2], found: [3, 1]),
            "tensor \"a\" has the shape [3, 1], expected [2]"
        ),
        (
            .typeMismatch(tensor: "a.scale", expected: "F32", found: "F16"),
            "tensor \"a.scale\" has the type F16, expected F32"
        ),
        (
            .missingMetadata(key: "configuration"),
            "the metadata entry \"configuration\" is missing; the weights belong to another "
                + "version of the program"
        ),
        (
            .badMetadata(key: "configuration", detail: "not the expected JSON"),
            "the metadata entry \"configuration\" is not valid (not the expected JSON)"
        ),
        (
            .notFinite(tensor: "a", index: 5),
            "tensor \"a\" holds a value that is not finite, at index 5"
        ),
    ]

    @Test(arguments: weights)
    func weightsFileSaysWhatIsWrong(reason: WeightsError.Reason, message: String) {
        let error = WeightsError(path: "m.safetensors", reason: reason)
        #expect(error.description == "weights file m.safetensors: " + message)
    }

    static let operations: [(TensorsError.Reason, String)] = [
        (
            .unavailable(operation: "max pooling"),
            "oneDNN cannot do max pooling on this processor; try float32 precision, or update the "
                + "library libdnnl"
        ),
        (
            .failed(operation: "max pooling"),
            "oneDNN failed in max pooling, probably for lack of memory; close other programs or "
                + "crop the scan"
        ),
        (
            .outOfMemory(bytes: 1_500_000),
            "not enough memory: 2 MB are needed at once; close other programs or crop the scan"
        ),
    ]

    @Test(arguments: operations)
    func operationsSayWhatIsWrong(reason: TensorsError.Reason, message: String) {
        #expect(TensorsError(reason).description == message)
    }
}
