import Volumes

/// What can be wrong with an input of the vision network.
package enum VisionError: Error, Equatable, CustomStringConvertible {
    /// The intensities of the scan give no contrast.
    case constantImage(value: Float)

    /// The working grid needs more memory than allowed.
    case tooLarge(shape: SIMD3<Int>, neededBytes: Int, limitBytes: Int)

    case leafCount(found: Int, most: Int)

    /// A conditioner's embedding has another length than the network expects, or is not finite.
    case embedding(leaf: Int, expected: Int, found: Int)

    /// The features were made by a network with other weights.
    case foreignFeatures(expected: Int, found: Int)

    package var description: String {
        switch self {
        case .constantImage(let value):
            "the scan is a constant image (all voxels about \(value)), so there is nothing to "
                + "segment; check that the right file was loaded"
        case .tooLarge(let shape, let needed, let limit):
            "a scan of \(shape.x)×\(shape.y)×\(shape.z) voxels needs about "
                + "\(needed / 1_000_000) MB of memory, more than the limit of "
                + "\(limit / 1_000_000) MB even in slabs; crop the scan or raise the limit with "
                + "--memory"
        case .leafCount(let found, let most):
            "\(found) targets were asked for at once; 1 to \(most) are possible"
        case .embedding(let leaf, let expected, let found):
            "the text embedding of target \(leaf + 1) has \(found) usable values, but the vision "
                + "network expects \(expected); the weights of the text encoder and of the vision "
                + "network belong to different versions"
        case .foreignFeatures(let expected, let found):
            "the encoded scan has \(found) features a voxel, but the network has \(expected); "
                + "encode the scan again"
        }
    }
}
