extension Volume {
    /// The image with a function applied to every voxel.
    package func mapped(_ body: (Double) -> Double) -> Volume {
        let result = voxels.withUnsafeBufferPointer { source in
            [Float](unsafeUninitializedCapacity: source.count) { target, count in
                for index in 0..<source.count {
                    target.initializeElement(at: index, to: Float(body(Double(source[index]))))
                }
                count = source.count
            }
        }
        return Volume(geometry: geometry, voxels: result, header: header)
    }

    /// The image inside a mask of its grid, 0 outside, where not even NaN is kept.
    package func masked(by mask: Mask) -> Volume {
        precondition(mask.voxels.count == voxels.count, "one mark a voxel")
        let result = voxels.withUnsafeBufferPointer { source in
            mask.voxels.withUnsafeBufferPointer { inside in
                [Float](unsafeUninitializedCapacity: source.count) { target, count in
                    for index in 0..<source.count {
                        target.initializeElement(
                            at: index, to: inside[index] != 0 ? source[index] : 0)
                    }
                    count = source.count
                }
            }
        }
        return Volume(geometry: geometry, voxels: result, header: header)
    }

    /// The voxels for which a test holds.
    package func mask(where test: (Double) -> Bool) -> Mask {
        let result = voxels.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
                for index in 0..<source.count {
                    target.initializeElement(at: index, to: test(Double(source[index])) ? 1 : 0)
                }
                count = source.count
            }
        }
        return Mask(geometry: geometry, voxels: result, header: header)
    }
}
