import COneDNN

extension Arena {
    /// A box of a region's values as compact fields of some channels each.
    ///
    /// - Parameters:
    ///   - kept: the box.
    ///   - first: voxels before it along each axis.
    ///   - channels: of each field; together those of the region, in their order.
    ///   - normalization: of the whole region, on the way; nil for the values as they are.
    package func fields(
        of region: Region, kept: Extent, from first: Extent, channels: [Int],
        normalizedBy normalization: InstanceNormalization? = nil
    ) -> [FeatureField] {
        let extent = region.extent
        precondition(
            first.depth + kept.depth <= extent.depth && first.height + kept.height <= extent.height
                && first.width + kept.width <= extent.width
                && channels.reduce(0, +) == region.channels,
            "more kept than there is")
        let scaling = normalization.map { normalization in
            let values = NormalizationTask(self, region)
            var statistics = ChannelStatistics(
                pivots: values.values(ofVoxel: extent.count / 2))
            statistics.add(values, voxels: extent.count)
            return ChannelScaling(statistics.coefficients(for: normalization), normalization)
        }
        return FeatureField.fields(of: kept, channels: channels) { targets in
            let split = FieldSplit(
                source: address(of: region), region: region, kept: kept, first: first,
                channels: channels, scaling: scaling, fields: targets)
            Threads.parallel(kept.depth) { split.run(slice: $0) }
        }
    }
}

extension FeatureField {
    /// Makes room for fields one after the other, then fills all at once.
    ///
    /// - Parameters:
    ///   - channels: of each field.
    ///   - fill: gets the room for each.
    static func fields(
        of extent: Extent, channels: [Int],
        fill: ([UnsafeMutableBufferPointer<UInt16>]) throws -> Void
    ) rethrows -> [FeatureField] {
        try fields(of: extent, channels: channels, found: [], fill: fill)
    }

    private static func fields(
        of extent: Extent, channels: [Int], found: [UnsafeMutableBufferPointer<UInt16>],
        fill: ([UnsafeMutableBufferPointer<UInt16>]) throws -> Void
    ) rethrows -> [FeatureField] {
        guard found.count < channels.count else {
            try fill(found)
            return []
        }
        let width = channels[found.count]
        var rest: [FeatureField] = []
        let bits = try [UInt16](unsafeUninitializedCapacity: extent.count * width) { bits, count in
            rest = try fields(
                of: extent, channels: channels, found: found + [bits], fill: fill)
            count = extent.count * width
        }
        return [FeatureField(channels: width, extent: extent, bits: bits)] + rest
    }
}

/// A box of channels-last values that is split into fields: what all threads share; each writes slices
/// of its own.
struct FieldSplit: @unchecked Sendable {
    let source: UnsafeMutableRawPointer
    let region: Region
    let kept: Extent
    let first: Extent
    let channels: [Int]
    /// nil for the values as they are.
    let scaling: ChannelScaling?
    let fields: [UnsafeMutableBufferPointer<UInt16>]

    func run(slice z: Int) {
        let count = kept.width * region.channels
        let row = UnsafeMutablePointer<UInt16>.allocate(capacity: count)
        let wide = UnsafeMutablePointer<Float>.allocate(capacity: count)
        defer {
            row.deallocate()
            wide.deallocate()
        }
        for y in 0..<kept.height {
            let line = (z + first.depth) * region.extent.height + y + first.height
            let from = (line * region.extent.width + first.width) * region.channels
            widen(from: from, count: count, into: wide, row)
            let voxel = (z * kept.height + y) * kept.width
            var channel = 0
            for (field, width) in zip(fields, channels) {
                guard let target = field.baseAddress else { continue }
                for x in 0..<kept.width {
                    (target + (voxel + x) * width).update(
                        from: row + x * region.channels + channel, count: width)
                }
                channel += width
            }
        }
    }

    /// One row as binary16, scaled on the way.
    private func widen(
        from: Int, count: Int, into wide: UnsafeMutablePointer<Float>,
        _ row: UnsafeMutablePointer<UInt16>
    ) {
        switch region.precision {
        case .float32:
            let values = source.assumingMemoryBound(to: Float.self) + from
            if let scaling {
                scaling.apply(to: values, into: wide, count: count)
                vp_half_from_float(wide, row, count)
            } else {
                vp_half_from_float(values, row, count)
            }
        case .bfloat16:
            let values = source.assumingMemoryBound(to: UInt16.self) + from
            if let scaling {
                vp_float_from_brain(values, wide, count)
                scaling.apply(to: wide, into: wide, count: count)
                vp_half_from_float(wide, row, count)
            } else {
                vp_half_from_brain(values, row, count)
            }
        }
    }
}

/// A normalisation whose statistics are known, for a few voxels at a time.
struct ChannelScaling: Sendable {
    private let coefficients: NormalizationCoefficients
    private let normalization: InstanceNormalization

    init(_ coefficients: NormalizationCoefficients, _ normalization: InstanceNormalization) {
        self.coefficients = coefficients
        self.normalization = normalization
    }

    /// - Parameter count: of values, a multiple of the channels.
    func apply(
        to values: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>, count: Int
    ) {
        let channels = normalization.shift.count
        vp_scale_channels(
            values, result, false, count / channels, Int32(channels), coefficients.means,
            coefficients.factors, normalization.shift, normalization.appliesReLU)
    }
}
