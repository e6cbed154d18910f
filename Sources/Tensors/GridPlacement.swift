import COneDNN

/// Where the voxels of a fine grid lie in a field, axis by axis.
package struct GridPlacement: Sendable {
    package let depth: AxisPlacement
    package let height: AxisPlacement
    package let width: AxisPlacement

    package init(depth: AxisPlacement, height: AxisPlacement, width: AxisPlacement) {
        self.depth = depth
        self.height = height
        self.width = width
    }

    /// The fine grid.
    package var extent: Extent {
        Extent(depth: depth.count, height: height.count, width: width.count)
    }

    /// Whether the field is the one that was meant.
    func fits(_ field: FeatureField) -> Bool {
        let extent = Extent(
            depth: depth.sourceCount, height: height.sourceCount, width: width.sourceCount)
        return extent == field.extent
    }

    /// Brings together what the kernels need for one plane of the fine grid.
    ///
    /// - Parameters:
    ///   - slices: values of the slices around it, computed where they are not there yet.
    ///   - compute: values of a range of voxels, from the features of all.
    func withPlane(
        _ plane: Int, of field: FeatureField, in slices: SliceLogits,
        compute: (UnsafeBufferPointer<UInt16>, Range<Int>, UnsafeMutablePointer<Float>) -> Void,
        _ body: (UnsafePointer<vp_plane>, UnsafePointer<UnsafePointer<Float>?>) -> Void
    ) {
        let tap = depth.taps[plane]
        let count = field.extent.slice
        let pair: [UnsafePointer<Float>?] = field.bits.withUnsafeBufferPointer { bits in
            [tap.lower, tap.upper].map { index in
                let index = Int(index)
                return slices.slice(index) {
                    compute(bits, index * count..<(index + 1) * count, $0)
                }
            }
        }
        height.taps.withUnsafeBufferPointer { rows in
            width.taps.withUnsafeBufferPointer { columns in
                var position = vp_plane(
                    fraction: tap.fraction, width: Int32(field.extent.width),
                    rows: rows.baseAddress, row_count: Int32(rows.count),
                    columns: columns.baseAddress, column_count: Int32(columns.count))
                pair.withUnsafeBufferPointer { pair in
                    guard let pair = pair.baseAddress else { return }
                    body(&position, pair)
                }
            }
        }
    }
}
