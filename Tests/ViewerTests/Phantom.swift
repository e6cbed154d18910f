import Volumes

/// Scans made from a formula in the world, so that the same body can lie on any grid.
enum Phantom {
    /// A grid whose voxel axes run along the directions given, of one body wherever it is cut.
    ///
    /// - Parameters:
    ///   - orientation: Axis codes.
    ///   - extent: Voxels along x, y and z of the world.
    ///   - size: Their sizes (mm) along x, y and z of the world.
    static func geometry(
        _ orientation: Orientation = .ras, extent: SIMD3<Int> = SIMD3(24, 30, 20),
        size: SIMD3<Double> = SIMD3(3, 3, 3)
    ) throws -> Geometry {
        var columns: [SIMD3<Double>] = []
        var shape = SIMD3<Int>()
        var origin = SIMD3<Double>()
        for (axis, direction) in orientation.directions.enumerated() {
            let world = direction.worldAxis
            shape[axis] = extent[world]
            var column = SIMD3<Double>()
            column[world] = direction.isPositive ? size[world] : -size[world]
            columns.append(column)
            let half = Double(extent[world] - 1) / 2 * size[world]
            origin[world] = direction.isPositive ? -half : half
        }
        return try Geometry(
            shape: shape,
            affine: Affine(columns: (columns[0], columns[1], columns[2]), translation: origin))
    }

    static func volume(_ geometry: Geometry, _ value: (SIMD3<Double>) -> Float) -> Volume {
        Volume(geometry: geometry, voxels: map(geometry, value))
    }

    static func mask(_ geometry: Geometry, _ isInside: (SIMD3<Double>) -> Bool) -> Mask {
        Mask(geometry: geometry, voxels: map(geometry) { isInside($0) ? 1 : 0 })
    }

    private static func map<T>(_ geometry: Geometry, _ value: (SIMD3<Double>) -> T) -> [T] {
        var values: [T] = []
        for k in 0..<geometry.shape.z {
            for j in 0..<geometry.shape.y {
                for i in 0..<geometry.shape.x {
                    values.append(
                        value(geometry.world(SIMD3(Double(i), Double(j), Double(k)))))
                }
            }
        }
        return values
    }

    static func distance(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
        let difference = a - b
        return (difference * difference).sum().squareRoot()
    }

    /// An egg-shaped head in three layers, longer than wide, with a ball at its left, front and top.
    static func head(_ point: SIMD3<Double>) -> Float {
        let scaled = point / SIMD3(30, 40, 27)
        let radius = (scaled * scaled).sum().squareRoot()
        if distance(point, ball) < 9 { return 100 }
        return radius > 1 ? 0 : radius > 0.87 ? 80 : radius > 0.5 ? 50 : 25
    }

    /// The centre of the ball: left, anterior, superior.
    static let ball = SIMD3<Double>(-12, 15, 9)

    static func isBall(_ point: SIMD3<Double>) -> Bool { distance(point, ball) < 9 }
}
