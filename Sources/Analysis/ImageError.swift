/// Why a measure or an operation on images cannot do what it was asked: facts first, prose in
/// `message`.
package enum ImageError: Error, Hashable, Sendable {
    /// NaN or infinite voxels.
    case notFinite(function: String, image: String, count: Int)
    case outOfRange(function: String, parameter: String, found: String, allowed: String)
    case noRing(mask: String, width: String)
    case zeroDenominator(function: String, what: String)
    case noSpread(function: String, image: String)
    case emptyRange(function: String, low: String, high: String)
    case noBounds(function: String)
    /// A radius that takes in more voxels than can be handled.
    case radiusTooLarge(function: String, radius: String, limit: Int)
    case tooManyVoxels(function: String, limit: Int)
    case cubicLabels(function: String, image: String)
    /// Fewer voxels along an axis than an operation can work with.
    case tooThin(function: String, image: String, least: Int)
    case unknownWord(function: String, parameter: String, found: String, known: [String])
}

extension ImageError: CustomStringConvertible {
    package var description: String { message }

    /// What was wrong, where, and what to do.
    package var message: String {
        switch self {
        case .notFinite(let function, let image, let count):
            let voxels = count == 1 ? "1 voxel of \(image) is" : "\(count) voxels of \(image) are"
            return "\(function): \(voxels) NaN or infinite. Check the operation that made the "
                + "image, such as a root of negative numbers."
        case .outOfRange(let function, let parameter, let found, let allowed):
            return "\(function) needs \(allowed) for “\(parameter)”, not \(found)."
        case .noRing(let mask, let width):
            return "contrast finds no voxel within \(width) mm around \(mask). Give a larger "
                + "width_mm, at least the size of a voxel, or a mask that leaves room."
        case .zeroDenominator(let function, let what):
            return "\(function) is undefined: \(what) is 0."
        case .noSpread(let function, let image):
            return "\(function): all voxels of \(image) that count have one value, so that nothing "
                + "can be told apart. Check the image and the mask."
        case .emptyRange(let function, let low, let high):
            return "\(function): low (\(low)) lies above high (\(high)). Exchange them."
        case .noBounds(let function):
            return "\(function) needs a bound: low, high or both."
        case .radiusTooLarge(let function, let radius, let limit):
            return "\(function): a radius of \(radius) mm takes in more than \(limit) voxels here. "
                + "Give a smaller radius_mm, or resample to larger voxels first."
        case .tooManyVoxels(let function, let limit):
            return "\(function): the result would have more than \(limit / 1_000_000) million "
                + "voxels. Ask for larger voxels or a smaller margin, or crop first."
        case .cubicLabels(let function, let image):
            return "\(function): cubic interpolation makes no labels of \(image). Use \"nearest\" "
                + "or \"linear\"."
        case .tooThin(let function, let image, let least):
            return
                "\(function) needs at least \(least) voxels along each axis, and \(image) has fewer. "
                + "Give a whole scan."
        case .unknownWord(let function, let parameter, let found, let known):
            return "\(function) knows no “\(found)” for “\(parameter)”. Choose one of "
                + known.map { "\"\($0)\"" }.joined(separator: ", ") + "."
        }
    }
}
