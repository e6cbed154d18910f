import Testing

@testable import VisionNetwork

@Suite struct VisionErrorMessageTests {
    static let messages: [(VisionError, String)] = [
        (
            .constantImage(value: 7),
            "the scan is a constant image (all voxels about 7.0), so there is nothing to segment; "
                + "check that the right file was loaded"
        ),
        (
            .tooLarge(
                shape: SIMD3(2000, 2000, 1500), neededBytes: 9_000_000_000,
                limitBytes: 6_000_000_000),
            "a scan of 2000×2000×1500 voxels needs about 9000 MB of memory, more than the limit of "
                + "6000 MB even in slabs; crop the scan or raise the limit with --memory"
        ),
        (
            .leafCount(found: 300, most: 255),
            "300 targets were asked for at once; 1 to 255 are possible"
        ),
        (
            .embedding(leaf: 2, expected: 384, found: 128),
            "the text embedding of target 3 has 128 usable values, but the vision network expects "
                + "384; the weights of the text encoder and of the vision network belong to "
                + "different versions"
        ),
        (
            .foreignFeatures(expected: 32, found: 8),
            "the encoded scan has 8 features a voxel, but the network has 32; encode the scan again"
        ),
    ]

    @Test(arguments: messages)
    func saysWhatIsWrongAndWhatToDo(error: VisionError, message: String) {
        #expect(error.description == message)
    }
}
