import Tensors
import Volumes

extension WorkingGrid {
    /// The scan's voxels in RAS order, NaN and infinities taken as 0: [depth, height, width].
    ///
    /// - Parameter volume: on the grid this one was made for, in its own order.
    func voxels(of volume: Volume) -> [Float] {
        let values = volume.reoriented(by: permutation).voxels
        let isClean = values.withUnsafeBufferPointer { values in
            values.allSatisfy { $0.isFinite }
        }
        return isClean ? values : values.map { $0.isFinite ? $0 : 0 }
    }

    /// The scan on the working grid, before its intensities are normalised.
    ///
    /// - Parameter voxels: what `voxels(of:)` gives.
    /// - Returns: [depth, height, width].
    func samples(of voxels: [Float]) -> [Float] {
        var extent = [scan.shape.z, scan.shape.y, scan.shape.x]
        var values = voxels
        // Depth first: its rows are the longest, so the most voxels go the fastest way.
        for axis in 0..<3 {
            let outer = extent[..<axis].reduce(1, *)
            let inner = extent[(axis + 1)...].reduce(1, *)
            let scale = scales[2 - axis]
            let count = scale.count(of: extent[axis])
            values = scale.resample(
                values, outer: outer, count: extent[axis], newCount: count, inner: inner)
            extent[axis] = count
        }
        return values
    }
}

extension AxisScale {
    /// Resamples the middle axis of [outer, count, inner] values.
    fileprivate func resample(
        _ values: [Float], outer: Int, count: Int, newCount: Int, inner: Int
    ) -> [Float] {
        if self == .averaging(1) { return values }
        return [Float](unsafeUninitializedCapacity: outer * newCount * inner) { output, written in
            written = outer * newCount * inner
            values.withUnsafeBufferPointer { input in
                for block in 0..<outer {
                    for index in 0..<newCount {
                        let target = UnsafeMutableBufferPointer(
                            rebasing: output[
                                (block * newCount + index) * inner..<(block * newCount + index + 1)
                                    * inner])
                        switch self {
                        case .averaging(let length):
                            let first = index * length
                            let rows = first..<min(first + length, count)
                            Self.mean(of: rows, from: input, at: block * count, into: target)
                        case .interpolating:
                            let place = min(
                                max(Double(index) * step + firstCentre, 0), Double(count - 1))
                            Self.blend(
                                at: place, count: count, from: input, start: block * count,
                                into: target)
                        }
                    }
                }
            }
        }
    }

    private static func mean(
        of rows: Range<Int>, from input: UnsafeBufferPointer<Float>, at start: Int,
        into target: UnsafeMutableBufferPointer<Float>
    ) {
        let inner = target.count
        let first = (start + rows.lowerBound) * inner
        for index in 0..<inner { target[index] = input[first + index] }
        for row in rows.dropFirst() {
            let offset = (start + row) * inner
            for index in 0..<inner { target[index] += input[offset + index] }
        }
        let count = Float(rows.count)
        for index in 0..<inner { target[index] /= count }
    }

    private static func blend(
        at place: Double, count: Int, from input: UnsafeBufferPointer<Float>, start: Int,
        into target: UnsafeMutableBufferPointer<Float>
    ) {
        let inner = target.count
        let lower = Int(place)
        let upper = min(lower + 1, count - 1)
        let share = Float(place - Double(lower))
        let (low, high) = ((start + lower) * inner, (start + upper) * inner)
        for index in 0..<inner {
            target[index] = input[low + index] * (1 - share) + input[high + index] * share
        }
    }
}
