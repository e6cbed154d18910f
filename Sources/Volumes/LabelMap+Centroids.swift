import CNifti

extension LabelMap {
    /// Where each label's voxels have their middle in the world (RAS, mm), and how many there are.
    ///
    /// - Parameter limit: Labels from 0 to below this are looked for.
    package func centroids(below limit: Int) -> [Int32: (position: SIMD3<Double>, count: Int)] {
        var sums = [Double](repeating: 0, count: 4 * limit)
        vp_label_sums(voxels, geometry.shape.array, limit, &sums)
        var found: [Int32: (position: SIMD3<Double>, count: Int)] = [:]
        for label in 0..<limit where sums[4 * label] > 0 {
            let count = sums[4 * label]
            let index =
                SIMD3(sums[4 * label + 1], sums[4 * label + 2], sums[4 * label + 3]) / count
            found[Int32(label)] = (geometry.world(index), Int(count))
        }
        return found
    }
}
