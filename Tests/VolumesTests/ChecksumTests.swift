import Testing

@testable import Volumes

@Suite struct ChecksumTests {
    @Test func likeHashlib() {
        for expected in Reference.shared.sha256 {
            let bytes = (0..<expected.length).map { UInt8(($0 * 31 + 7) % 251) }
            #expect(Checksum.sha256(of: bytes) == expected.digest)
            // In odd pieces.
            var checksum = Checksum()
            var rest = bytes[...]
            var size = 1
            while !rest.isEmpty {
                checksum.update(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
                size = size % 97 + 5
            }
            #expect(checksum.hexadecimal == expected.digest)
        }
    }

    @Test func ofFile() throws {
        let expected = try Reference.file("blob.nii.gz").sha256
        #expect(try Checksum.sha256(ofFileAt: Reference.path("blob.nii.gz")) == expected)
        #expect(problem { try Checksum.sha256(ofFileAt: "/no/such/file") } == .missing)
    }
}
