import CNifti

/// How voxels touch that count as connected.
package enum Connectivity: Int, CaseIterable, Sendable {
    /// Across a face.
    case faces = 6
    /// Across a face or an edge.
    case edges = 18
    /// Across a face, an edge or a corner.
    case corners = 26
}

/// The connected pieces of a mask, the largest first; among equals the one whose first voxel comes
/// first.
package final class MaskPieces {
    private var pieces = vp_pieces()
    private let geometry: Geometry
    private let header: SourceHeader?

    /// - Parameter wanted: 1 for the pieces inside, 0 for those of the outside.
    package convenience init(of mask: Mask, connectivity: Connectivity, wanted: UInt8 = 1) {
        self.init(
            of: wanted, in: mask.voxels, geometry: mask.geometry, header: mask.header,
            connectivity: connectivity)
    }

    /// - Parameter voxels: numbers, x being the fastest axis; the pieces of those that are `wanted`.
    package init(
        of wanted: UInt8, in voxels: [UInt8], geometry: Geometry, header: SourceHeader? = nil,
        connectivity: Connectivity
    ) {
        precondition(voxels.count == geometry.voxelCount, "numbers do not fill the grid")
        self.geometry = geometry
        self.header = header
        precondition(
            vp_find_pieces(
                voxels, wanted, geometry.shape.array, Int32(connectivity.rawValue), &pieces)
                != 0, "out of memory")
    }

    deinit { vp_free_pieces(&pieces) }

    package var count: Int { pieces.piece_count }

    /// Voxels of each piece, descending.
    package var sizes: [Int] {
        (0..<count).map { index in pieces.sizes.map { Int($0[index]) } ?? 0 }
    }

    /// The pieces numbered from 1.
    package func labelMap() -> LabelMap {
        var labels = [Int32](repeating: 0, count: geometry.voxelCount)
        if count > 0 { vp_paint_labels(&pieces, &labels) }
        return LabelMap(geometry: geometry, voxels: labels, header: header)
    }

    /// The first `limit` pieces together.
    package func largest(_ limit: Int) -> Mask {
        mask { $0 < limit }
    }

    /// The share of all voxels that is in pieces apart from the largest one.
    ///
    /// - Parameter gap: mm between the boxes of two pieces, beyond which they are apart.
    /// - Returns: 0 to 1; 0 where there is no piece.
    package func shareApart(by gap: Double) -> Double {
        let boxes = boxes
        guard let main = boxes.first else { return 0 }
        let sizes = sizes
        let apart = boxes.indices.filter { index in
            let between = pointwiseMax(
                pointwiseMax(boxes[index].start &- main.end, main.start &- boxes[index].end), .zero)
            let millimetres = SIMD3<Double>(between) * geometry.voxelSize
            return (millimetres * millimetres).sum().squareRoot() > gap
        }
        return Double(apart.reduce(0) { $0 + sizes[$1] }) / Double(sizes.reduce(0, +))
    }

    /// The smallest box around each piece.
    private var boxes: [VoxelBox] {
        let shape = geometry.shape
        var boxes = [VoxelBox?](repeating: nil, count: count)
        for index in 0..<pieces.run_count {
            guard let run = pieces.runs?[index] else { break }
            let row = run.start / shape.x
            let start = SIMD3(run.start % shape.x, row % shape.y, row / shape.y)
            let box = VoxelBox(start: start, end: start &+ SIMD3(Int(run.length), 1, 1))
            boxes[Int(run.piece)] = boxes[Int(run.piece)]?.union(box) ?? box
        }
        return boxes.compactMap(\.self)
    }

    /// The pieces that do not reach the outermost voxels of the grid. Along an axis of one voxel
    /// there is no edge: that is a slice.
    func enclosed() -> Mask {
        let shape = geometry.shape
        var touches = [Bool](repeating: false, count: count)
        for index in 0..<pieces.run_count {
            guard let run = pieces.runs?[index] else { break }
            let i = run.start % shape.x
            let j = run.start / shape.x % shape.y
            let k = run.start / (shape.x * shape.y)
            let atEdge =
                (shape.x > 1 && (i == 0 || i + Int(run.length) == shape.x))
                || (shape.y > 1 && (j == 0 || j == shape.y - 1))
                || (shape.z > 1 && (k == 0 || k == shape.z - 1))
            if atEdge { touches[Int(run.piece)] = true }
        }
        return mask { !touches[$0] }
    }

    private func mask(where isWanted: (Int) -> Bool) -> Mask {
        var voxels = [UInt8](repeating: 0, count: geometry.voxelCount)
        let values = (0..<count).map { isWanted($0) ? UInt8(1) : 0 }
        if count > 0 { vp_paint_bytes(&pieces, values, &voxels) }
        return Mask(geometry: geometry, voxels: voxels, header: header)
    }
}
