import Foundation
import Testing

@testable import Volumes

/// What nibabel and SciPy say about the files in `Reference/files`; made by `Reference/make.py`.
struct Reference: Decodable {
    struct File: Decodable {
        let shape: [Int]
        let affine: [Double]
        let codes: String
        let values: [Float]
        let sha256: String
        let type: String?
        let bigEndian: Bool?
        let source: String?
        let millimetres: Double?
        let degrees: Double?
    }

    struct Reoriented: Decodable {
        let affine: [Double]
        let codes: String
        let rasShape: [Int]
        let rasAffine: [Double]
        let rasValues: [Float]
    }

    struct AnyAffine: Decodable {
        let affine: [Double]
        let codes: String
        let zooms: [Double]
        let inverse: [Double]
    }

    struct Resampling: Decodable {
        struct Case: Decodable {
            let shape: [Int]
            let affine: [Double]
            let nearest: [Float]
            let linear: [Float]
        }
        let shape: [Int]
        let affine: [Double]
        let values: [Float]
        let cases: [Case]
    }

    struct Distances: Decodable {
        let shape: [Int]
        let size: [Double]
        let marks: [UInt8]
        let squared: [Double]
    }

    struct Digest: Decodable {
        let length: Int
        let digest: String
    }

    let files: [String: File]
    /// `frames.nii.gz`, three volumes.
    let series: File
    let orientations: [Reoriented]
    let affines: [AnyAffine]
    let resampling: Resampling
    let distances: [Distances]
    let sha256: [Digest]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Reference/"

    static let shared: Reference = {
        let data = try! Data(contentsOf: URL(filePath: folder + "expected.json"))
        return try! JSONDecoder().decode(Reference.self, from: data)
    }()

    static func path(_ name: String) -> String { folder + "files/" + name }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path(name))))
    }

    static func file(_ name: String) throws -> File { try #require(shared.files[name]) }
}

/// A folder that disappears with the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/volumes-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}

/// A fixture's bytes to be damaged at will. Offsets are NIfTI-1's.
struct Bytes {
    var bytes: [UInt8]

    init(_ name: String) throws { bytes = try Reference.bytes(name) }

    func setting<T>(_ value: T, at offset: Int) -> Bytes {
        var copy = self
        withUnsafeBytes(of: value) {
            copy.bytes.replaceSubrange(offset..<offset + $0.count, with: $0)
        }
        return copy
    }
}

extension Geometry {
    /// Largest distance of elements of the affine from the expected ones.
    func deviation(from affine: [Double]) -> Double {
        zip(self.affine.elements, affine).map { abs($0 - $1) }.max() ?? .infinity
    }
}

func problem<T>(_ body: () throws -> T) -> VolumeError.Problem? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? VolumeError)?.problem
    }
}
