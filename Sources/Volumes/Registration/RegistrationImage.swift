/// An image that takes part in a registration: its coarser versions and the range of its intensities.
struct RegistrationImage {
    let volume: Volume
    /// Voxels of about `coarseSize`.
    let coarse: Volume
    /// What is not background, with a rim around it; on the coarse grid.
    let head: Mask
    /// Intensities between which the bins of histograms lie.
    let range: ClosedRange<Double>

    /// mm.
    static let coarseSize = 4.0
    /// How far the rim reaches, mm: the edge of a head says where it is.
    static let rim = 8.0

    /// - Throws: `RegistrationError.noContent` for an image of one value; `CancellationError`.
    init(_ volume: Volume, isCancelled: @escaping @Sendable () -> Bool) throws {
        self.volume = volume
        coarse = try volume.shrunk(
            by: volume.blocks(of: Self.coarseSize), isCancelled: isCancelled)
        let all = Intensities(coarse.voxels)
        guard all.count > 0, all.minimum < all.maximum else { throw RegistrationError.noContent }
        let threshold = Float(all.otsuThreshold())
        let bright = Mask(
            geometry: coarse.geometry, voxels: coarse.voxels.map { $0 > threshold ? 1 : 0 })
        head = try bright.dilated(by: Self.rim, isCancelled: isCancelled)
        let inside = Intensities(coarse.voxels, inside: head.voxels)
        let (low, high) = (inside.quantile(0.001), inside.quantile(0.998))
        guard low < high else { throw RegistrationError.noContent }
        range = low...high
    }

    /// The image with voxels of about a size, mm.
    func version(
        _ size: Double, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Volume {
        let source = size >= 2 * Self.coarseSize ? coarse : volume
        return try source.shrunk(by: source.blocks(of: size), isCancelled: isCancelled)
    }
}

/// Why two images cannot be aligned.
package enum RegistrationError: Error, Hashable, Sendable {
    /// All voxels have one value.
    case noContent
    /// The images do not meet wherever one is put.
    case noOverlap
}
