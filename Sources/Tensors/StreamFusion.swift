import COneDNN

/// Weighs the features of several scans voxel by voxel: a softmax over their scores, each found by
/// one hidden layer from a scan's own features and their mean over the whole scan.
package struct StreamFusion: Sendable {
    /// Features of one scan and where the voxels of the result lie among them.
    package struct Stream: Sendable {
        package let features: FeatureField
        package let regions: FeatureField

        /// Rows for x, y and z of this stream's grid, from (x, y, z, 1) of the result's.
        package let matrix: [Double]

        /// Added to the stream's score everywhere.
        package let trust: Float

        package init(
            features: FeatureField, regions: FeatureField, matrix: [Double], trust: Float = 0
        ) {
            precondition(
                features.extent == regions.extent && matrix.count == 12,
                "a stream whose fields do not fit together")
            self.features = features
            self.regions = regions
            self.matrix = matrix
            self.trust = trust
        }
    }

    /// What several streams become.
    package struct Fused: Sendable {
        package let features: FeatureField
        package let regions: FeatureField

        /// How far the first stream counts, 1 where no other counts more: [depth, height, width].
        package let kept: [Float]
    }

    private let features: Int
    private let stride: Int

    /// [features, stride], then the score's [stride] weights; padding 0.
    private let values: [Float]

    /// [units, features], from the mean over the scan, and [units].
    private let meanWeight: Matrix
    private let bias: [Float]
    private let scoreBias: Float

    /// - Parameters:
    ///   - hidden: [units, 2 × features], for the features of a voxel and then for their mean; and
    ///     its bias.
    ///   - score: [units]; and its bias.
    package init(hidden: (weight: Matrix, bias: [Float]), score: (weight: [Float], bias: Float)) {
        let units = hidden.weight.rows
        precondition(
            hidden.bias.count == units && score.weight.count == units
                && hidden.weight.columns.isMultiple(of: 2),
            "fusion: layers do not fit together")
        let features = hidden.weight.columns / 2
        self.features = features
        func half(_ first: Int) -> Matrix {
            var half = Matrix(rows: units, columns: features)
            for unit in 0..<units {
                for feature in 0..<features {
                    half[unit, feature] = hidden.weight[unit, first + feature]
                }
            }
            return half
        }
        meanWeight = half(features)
        bias = hidden.bias
        stride = LinearHead.roundedUp(units)
        let zeros = [Float](repeating: 0, count: stride - units)
        values =
            LinearHead.transposed(half(0), stride: stride, rows: features) + score.weight + zeros
        scoreBias = score.bias
    }

    /// The hidden layer's biases for a stream, [stride], padding 0: what its mean adds is the same
    /// everywhere.
    private func biases(for stream: Stream) -> [Float] {
        let means = Matrix(rows: 1, columns: features, values: stream.features.means)
        let added = MatrixProduct.linear(means, weight: meanWeight, bias: bias)
        return added.values + [Float](repeating: 0, count: stride - bias.count)
    }

    /// Fuses streams.
    ///
    /// A stream counts where the voxel lies within its grid, at features interpolated linearly along
    /// each axis; where there is none, the features are 0.
    ///
    /// - Parameter extent: of the grid on which the result lies.
    /// - Throws: `CancellationError`.
    package func fuse(
        _ streams: [Stream], over extent: Extent,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> Fused {
        guard let first = streams.first else { preconditionFailure("no stream to fuse") }
        let regionCount = first.regions.channels
        precondition(
            streams.allSatisfy {
                $0.features.channels == features && $0.regions.channels == regionCount
            }, "streams of different networks")
        var kept: [Float] = []
        var regions: [UInt16] = []
        let bits = try [UInt16](
            unsafeUninitializedCapacity: extent.count * features
        ) { bits, count in
            count = extent.count * features
            regions = try [UInt16](
                unsafeUninitializedCapacity: extent.count * regionCount
            ) { regions, count in
                count = extent.count * regionCount
                kept = try [Float](unsafeUninitializedCapacity: extent.count) { kept, count in
                    count = extent.count
                    let pass = Pass(
                        fusion: self, streams: streams, extent: extent,
                        biases: streams.map(biases),
                        features: bits, regions: regions, kept: kept)
                    Threads.parallel(extent.depth) { slice in
                        if !isCancelled() { pass.run(slice: slice) }
                    }
                    if isCancelled() { throw CancellationError() }
                }
            }
        }
        return Fused(
            features: FeatureField(channels: features, extent: extent, bits: bits),
            regions: FeatureField(channels: regionCount, extent: extent, bits: regions),
            kept: kept)
    }

    /// What all threads share; each writes slices of its own.
    private struct Pass: @unchecked Sendable {
        let fusion: StreamFusion
        let streams: [Stream]
        let extent: Extent
        /// Of the hidden layer, for each stream.
        let biases: [[Float]]
        let features: UnsafeMutableBufferPointer<UInt16>
        let regions: UnsafeMutableBufferPointer<UInt16>
        let kept: UnsafeMutableBufferPointer<Float>

        func run(slice: Int) {
            let (width, total) = (fusion.features, streams[0].regions.channels + fusion.features)
            let scratch = UnsafeMutablePointer<Float>.allocate(
                capacity: streams.count + (streams.count + 1) * total)
            defer { scratch.deallocate() }
            withNetwork { network in
                withStreams { list in
                    for y in 0..<extent.height {
                        let voxel = (slice * extent.height + y) * extent.width
                        vp_fuse_row(
                            network, list.baseAddress, Int32(list.count), Int32(slice), Int32(y),
                            Int32(extent.width), features.baseAddress.map { $0 + voxel * width },
                            regions.baseAddress.map { $0 + voxel * (total - width) },
                            kept.baseAddress.map { $0 + voxel }, scratch)
                    }
                }
            }
        }

        private func withNetwork(_ body: (UnsafePointer<vp_fusion>) -> Void) {
            fusion.values.withUnsafeBufferPointer { values in
                guard let start = values.baseAddress else { return }
                var network = vp_fusion(
                    features: Int32(fusion.features),
                    regions: Int32(streams[0].regions.channels), stride: Int32(fusion.stride),
                    hidden: start, score: start + fusion.features * fusion.stride,
                    score_bias: fusion.scoreBias)
                body(&network)
            }
        }

        /// The streams as the kernels read them; their arrays stay where they are meanwhile.
        private func withStreams(
            _ found: [vp_stream] = [], _ body: (UnsafeBufferPointer<vp_stream>) -> Void
        ) {
            guard found.count < streams.count else { return found.withUnsafeBufferPointer(body) }
            let stream = streams[found.count]
            stream.features.bits.withUnsafeBufferPointer { features in
                stream.regions.bits.withUnsafeBufferPointer { regions in
                    biases[found.count].withUnsafeBufferPointer { biases in
                        var entry = vp_stream()
                        entry.features = features.baseAddress
                        entry.regions = regions.baseAddress
                        entry.hidden_bias = biases.baseAddress
                        entry.depth = Int32(stream.features.extent.depth)
                        entry.height = Int32(stream.features.extent.height)
                        entry.width = Int32(stream.features.extent.width)
                        entry.trust = stream.trust
                        withUnsafeMutableBytes(of: &entry.matrix) { bytes in
                            stream.matrix.withUnsafeBytes { bytes.copyMemory(from: $0) }
                        }
                        withStreams(found + [entry], body)
                    }
                }
            }
        }
    }
}
