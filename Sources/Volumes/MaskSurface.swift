import CNifti

/// The surface of a mask by marching cubes (Lorensen and Cline 1987), halfway between the centres of
/// voxels inside and outside, two voxels inside that share only an edge
/// joined (as Lewiner's variant in scikit-image does); closed where the mask reaches the edge of the field of view.
///
/// A pattern of eight voxels fixes the surface between them, so that patterns are counted and each of
/// the 256 is measured once.
package struct MaskSurface: Sendable {
    /// Area, mm².
    package let area: Double
    /// Volume within the surface, mm³: less than that of the voxels, whose edges it cuts.
    package let volume: Double

    package init(of mask: Mask) {
        var counts = [Int64](repeating: 0, count: 256)
        vp_patterns(mask.voxels, mask.geometry.shape.array, &counts)
        let affine = mask.geometry.affine
        var area = 0.0
        var volume = 0.0
        for pattern in 1..<256 where counts[pattern] > 0 {
            let cell = MarchedCell(pattern: pattern, affine: affine)
            area += Double(counts[pattern]) * cell.area
            volume += Double(counts[pattern]) * cell.volume
        }
        self.area = area
        self.volume = volume * abs(affine.determinant)
    }
}

/// The surface through one cube of eight voxel centres.
struct MarchedCell {
    /// mm².
    let area: Double
    /// Part of the cube that lies inside, 0 to 1.
    let volume: Double

    /// Corners of each face of the unit cube, counterclockwise seen from outside.
    private static let faces = [
        [0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6],
    ]
    /// The face x = 1.
    private static let farFace = 1
    /// Part of a face that lies inside, by the number of its corners inside; two that face each
    /// other across the diagonal are joined.
    private static let faceShare = [0, 0.125, 0.5, 0.875, 1]

    /// - Parameter pattern: Bit b is set where corner (b & 1, b >> 1 & 1, b >> 2 & 1) lies inside.
    init(pattern: Int, affine: Affine) {
        var area = 0.0
        var volume = 0.0
        for loop in Self.loops(pattern) {
            // Of the ways to cut a bent loop, the one of the largest area in the unit cube: that is
            // scikit-image's for every pattern that is not ambiguous.
            let start = loop.indices.max {
                Self.fan(loop, from: $0, affine: .identity).area
                    < Self.fan(loop, from: $1, affine: .identity).area - 1e-9
            }
            let fan = Self.fan(loop, from: start ?? 0, affine: affine)
            area += fan.area
            volume += fan.flux
        }
        let face = Self.faces[Self.farFace].map { pattern >> $0 & 1 == 1 }
        let inside = face.filter { $0 }.count
        let isDiagonal = inside == 2 && face[0] == face[2]
        self.area = area
        self.volume = volume + (isDiagonal ? 0.75 : Self.faceShare[inside])
    }

    /// A loop cut into triangles that share one of its points.
    ///
    /// - Returns: the area in the world, and the flux of the field (x, 0, 0) through it, in cubes.
    private static func fan(
        _ loop: [SIMD3<Double>], from start: Int, affine: Affine
    ) -> (area: Double, flux: Double) {
        var area = 0.0
        var flux = 0.0
        let a = loop[start]
        for step in 1..<(loop.count - 1) {
            let b = loop[(start + step) % loop.count]
            let c = loop[(start + step + 1) % loop.count]
            area +=
                length(cross(affine.applyToDirection(b - a), affine.applyToDirection(c - a))) / 2
            flux += cross(b - a, c - a).x / 2 * (a.x + b.x + c.x) / 3
        }
        return (area, flux)
    }

    /// The closed lines in which the surface cuts the cube's faces; points halfway along its edges.
    private static func loops(_ pattern: Int) -> [[SIMD3<Double>]] {
        var next: [Int: Int] = [:]
        for face in faces {
            let inside = face.map { pattern >> $0 & 1 == 1 }
            for side in 0..<4 where !inside[side] && inside[(side + 1) % 4] {
                // From where the walk around the face enters back to where it last left: corners
                // inside are joined across a diagonal, corners outside are not.
                var exit = side
                while !inside[(exit + 3) % 4] { exit = (exit + 3) % 4 }
                next[edge(face[side], face[(side + 1) % 4])] = edge(
                    face[(exit + 3) % 4], face[exit])
            }
        }
        var loops: [[SIMD3<Double>]] = []
        for start in next.keys.sorted() {
            var loop: [SIMD3<Double>] = []
            var at = start
            while let following = next.removeValue(forKey: at) {
                loop.append((corner(at / 8) + corner(at % 8)) / 2)
                at = following
            }
            if !loop.isEmpty { loops.append(loop) }
        }
        return loops
    }

    private static func edge(_ a: Int, _ b: Int) -> Int { min(a, b) * 8 + max(a, b) }

    private static func corner(_ index: Int) -> SIMD3<Double> {
        SIMD3(Double(index & 1), Double(index >> 1 & 1), Double(index >> 2 & 1))
    }
}
