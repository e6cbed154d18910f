import Foundation
import Testing

@testable import Tensors

@Suite struct WeightsFileTests {
    /// Writes a file of the given header and data, and removes it afterwards.
    private func withFile<Result>(
        header: String, data: [UInt8] = [], claimedLength: UInt64? = nil,
        _ body: (String) throws -> Result
    ) throws -> Result {
        var bytes = Data()
        withUnsafeBytes(of: (claimedLength ?? UInt64(header.utf8.count)).littleEndian) {
            bytes.append(contentsOf: $0)
        }
        bytes.append(contentsOf: header.utf8)
        bytes.append(contentsOf: data)
        let path = NSTemporaryDirectory() + "weights-\(UUID().uuidString).safetensors"
        try bytes.write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    private func reason(header: String, data: [UInt8] = [], claimedLength: UInt64? = nil)
        throws -> WeightsError.Reason?
    {
        try withFile(header: header, data: data, claimedLength: claimedLength) { path in
            do {
                _ = try WeightsFile(path: path)
                return nil
            } catch let error as WeightsError {
                #expect(error.path == path)
                return error.reason
            }
        }
    }

    @Test func readsEveryType() throws {
        let header = """
            {"__metadata__":{"configuration":"{}"},
             "single":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
             "half":{"dtype":"F16","shape":[1,3],"data_offsets":[8,14]},
             "brain":{"dtype":"BF16","shape":[2],"data_offsets":[14,18]},
             "row":{"dtype":"I8","shape":[2,1],"data_offsets":[18,20]},
             "row.scale":{"dtype":"F32","shape":[2],"data_offsets":[20,28]},
             "none":{"dtype":"F32","shape":[0,4],"data_offsets":[28,28]}}
            """
        let data: [UInt8] = [
            0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC1,  // 1, -10
            0x00, 0x3C, 0x01, 0x00, 0xFF, 0xFB,  // 1, 2^-24, -65504
            0x80, 0x3F, 0x49, 0xC0,  // 1, -3.140625
            127, 0x80,  // 127, -128
            0, 0, 0, 0x3F, 0, 0, 0, 0x40,  // 0.5, 2
        ]
        try withFile(header: header, data: data) { path in
            let file = try WeightsFile(path: path)
            #expect(file.metadata == ["configuration": "{}"])
            #expect(try file.tensor(named: "single").values == [1, -10])
            #expect(try file.tensor(named: "half", shape: [1, 3]).values == [1, 0x1p-24, -65504])
            #expect(try file.vector(named: "brain", count: 2) == [1, -3.140625])
            #expect(try file.matrix(named: "row", rows: 2, columns: 1).values == [63.5, -256])
            #expect(try file.tensor(named: "none").values.isEmpty)
            try file.requireExactly(["single", "half", "brain", "row", "none"])
        }
    }

    @Test func namesTheTensorThatIsMissingUnknownOrOfAnotherShape() throws {
        let header = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
        try withFile(header: header, data: [0, 0, 0, 0]) { path in
            let file = try WeightsFile(path: path)
            func error(_ body: () throws -> Void) -> WeightsError.Reason? {
                #expect(throws: WeightsError.self) { try body() }?.reason
            }
            #expect(error { _ = try file.tensor(named: "b") } == .missingTensor("b"))
            #expect(error { try file.requireExactly(["a", "b"]) } == .missingTensor("b"))
            #expect(error { try file.requireExactly([]) } == .unknownTensor("a"))
            #expect(
                error { _ = try file.tensor(named: "a", shape: [2, 2]) }
                    == .shapeMismatch(tensor: "a", expected: [2, 2], found: [1]))
            #expect(
                error { _ = try file.requiredMetadata("leaves") }
                    == .missingMetadata(key: "leaves"))
        }
    }

    @Test func refusesValuesThatAreNotFinite() throws {
        let header = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
        try withFile(header: header, data: [0, 0, 0, 0, 0, 0, 0xC0, 0x7F]) { path in
            let file = try WeightsFile(path: path)
            let error = #expect(throws: WeightsError.self) { try file.tensor(named: "a") }
            #expect(error?.reason == .notFinite(tensor: "a", index: 1))
        }
    }

    @Test func refusesLyingHeaders() throws {
        #expect(
            try reason(header: "{}", claimedLength: .max)
                == .headerTooLong(bytes: .max, fileBytes: 10))
        #expect(try reason(header: "", claimedLength: 0) == .tooShort(bytes: 8))
        #expect(try reason(header: "nonsense") == .headerMalformed(detail: "not JSON"))
        #expect(
            try reason(header: #"{"a":{"dtype":"F32","shape":[1]}}"#)
                == .headerMalformed(detail: "no \"data_offsets\" in \"a\""))
        #expect(
            try reason(header: #"{"a":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}}"#, data: [0])
                == .unknownType(tensor: "a", type: "F8"))
        #expect(
            try reason(header: #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#)
                == .badShape(tensor: "a", shape: [-1]))
        let huge = 1 << 40
        #expect(
            try reason(
                header: "{\"a\":{\"dtype\":\"F32\",\"shape\":[\(huge),\(huge)],"
                    + "\"data_offsets\":[0,4]}}") == .badShape(tensor: "a", shape: [huge, huge]))
        #expect(
            try reason(header: #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#)
                == .badOffsets(tensor: "a", offsets: [0, 4], dataBytes: 0))
        #expect(
            try reason(
                header: #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
                data: [0, 0, 0, 0])
                == .sizeMismatch(tensor: "a", expectedBytes: 8, foundBytes: 4))
        #expect(
            try reason(header: "{}", data: [1, 2]) == .unusedBytes(expected: 0, found: 2))
        #expect(
            try reason(
                header: """
                    {"a":{"dtype":"I8","shape":[3],"data_offsets":[0,3]},
                     "b":{"dtype":"I8","shape":[3],"data_offsets":[2,5]}}
                    """, data: [0, 0, 0, 0, 0]) == .overlap(tensor: "a", other: "b"))
    }

    @Test func saysWhenThereIsNoFile() throws {
        let error = #expect(throws: WeightsError.self) {
            try WeightsFile(path: "/nowhere/vision.safetensors")
        }
        #expect(error?.description.contains("No such file or directory") == true)
        #expect(throws: WeightsError.self) { try WeightsFile(path: "/") }
    }

    @Test(arguments: [Float(0), 1, -1, 3.1415927, 1e-30, 65504, .infinity])
    func brainFloatsRoundToNearest(value: Float) {
        let rounded = HalfPrecision.float(fromBrain: HalfPrecision.brain(value))
        #expect(rounded == value || abs(rounded - value) <= abs(value) / 256)
        #expect(HalfPrecision.float(fromBrain: HalfPrecision.brain(.nan)).isNaN)
    }
}
