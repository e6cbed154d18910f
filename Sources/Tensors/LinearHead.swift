import COneDNN

/// A linear map from the features of a voxel to one logit per leaf, whose best leaf is the label.
package struct LinearHead: Sendable {
    /// Labels are bytes, and rows are padded.
    package static let mostLeaves = 255

    package let featureCount: Int
    package let leafCount: Int

    /// Leaves rounded up to the lanes of the kernels.
    let stride: Int

    /// [features, stride], padding 0; then [stride] biases, padding very low.
    private let padded: [Float]

    /// What a unit of each channel of the detail network adds to the logits:
    /// [channels rounded up, stride], padding 0. Empty without such a network.
    let detail: [Float]

    /// - Parameters:
    ///   - weights: [leaves, features].
    ///   - biases: [leaves].
    ///   - detail: [leaves, channels of the detail network], or nil.
    package init(weights: Matrix, biases: [Float], detail: Matrix? = nil) {
        precondition(
            weights.rows == biases.count && 1...Self.mostLeaves ~= weights.rows
                && (detail.map { $0.rows == weights.rows } ?? true),
            "a head of \(weights.rows) leaves")
        featureCount = weights.columns
        leafCount = weights.rows
        let stride = Self.roundedUp(weights.rows)
        self.stride = stride
        let low = [Float](repeating: -1e30, count: stride - weights.rows)
        padded = Self.transposed(weights, stride: stride, rows: weights.columns) + biases + low
        self.detail =
            detail.map {
                Self.transposed($0, stride: stride, rows: Self.roundedUp($0.columns))
            } ?? []
    }

    /// A count rounded up to the lanes of the kernels.
    static func roundedUp(_ count: Int) -> Int {
        let lanes = Int(VP_LANES)
        return (count + lanes - 1) / lanes * lanes
    }

    /// The columns of a matrix as rows of `stride` values, with rows and values of zeros added.
    static func transposed(_ matrix: Matrix, stride: Int, rows: Int) -> [Float] {
        var result = [Float](repeating: 0, count: rows * stride)
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns { result[column * stride + row] = matrix[row, column] }
        }
        return result
    }

    /// Logits of some voxels of a field.
    ///
    /// - Returns: [voxels, leaves].
    package func logits(of field: FeatureField, voxels: Range<Int>) -> Matrix {
        let logits = UnsafeMutablePointer<Float>.allocate(capacity: voxels.count * stride)
        defer { logits.deallocate() }
        field.bits.withUnsafeBufferPointer { bits in
            apply(to: bits, voxels: voxels, into: logits)
        }
        let values = (0..<voxels.count).flatMap { voxel in
            UnsafeBufferPointer(start: logits + voxel * stride, count: leafCount)
        }
        return Matrix(rows: voxels.count, columns: leafCount, values: values)
    }

    func withHead<Result>(_ body: (UnsafePointer<vp_head>) -> Result) -> Result {
        padded.withUnsafeBufferPointer { padded in
            var head = vp_head(
                features: Int32(featureCount), leaves: Int32(leafCount), stride: Int32(stride),
                weights: padded.baseAddress,
                biases: padded.baseAddress.map { $0 + featureCount * stride })
            return body(&head)
        }
    }

    /// Logits of some voxels, [voxels, stride].
    ///
    /// - Parameter bits: the features of all voxels.
    func apply(
        to bits: UnsafeBufferPointer<UInt16>, voxels: Range<Int>,
        into logits: UnsafeMutablePointer<Float>, tally: Tally? = nil
    ) {
        let part = bits[voxels.lowerBound * featureCount..<voxels.upperBound * featureCount]
        withHead { head in
            vp_head_apply(
                head, UnsafeBufferPointer(rebasing: part).baseAddress, voxels.count, logits,
                tally?.posteriors.baseAddress, tally?.wins.baseAddress)
        }
    }
}
