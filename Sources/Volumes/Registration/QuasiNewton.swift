/// Descends to a minimum of a smooth function of a few numbers, from values and gradients (BFGS with
/// backtracking; Nocedal and Wright, Numerical Optimization, 6.1).
struct QuasiNewton {
    /// Length of the first step, in the unit of the parameters.
    let firstStep: Double
    /// A step shorter than this ends the descent.
    let tolerance: Double
    let iterations: Int

    struct Point {
        var parameters: [Double]
        var value: Double
        var gradient: [Double]
    }

    /// - Parameter evaluate: Value and gradient.
    /// - Returns: The lowest point met.
    func minimum(
        from start: [Double], _ evaluate: ([Double]) throws -> (Double, [Double])
    ) rethrows -> Point {
        func point(_ parameters: [Double]) throws -> Point {
            let (value, gradient) = try evaluate(parameters)
            return Point(parameters: parameters, value: value, gradient: gradient)
        }
        var current = try point(start)
        let count = start.count
        var inverse = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        func reset() {
            let size = Self.length(current.gradient)
            for row in 0..<count {
                for column in 0..<count {
                    inverse[row][column] = row == column && size > 0 ? firstStep / size : 0
                }
            }
        }
        reset()
        var isFresh = true
        for _ in 0..<iterations {
            var direction = inverse.map { -Self.dot($0, current.gradient) }
            var slope = Self.dot(direction, current.gradient)
            if slope >= 0 {
                if isFresh { break }
                reset()
                isFresh = true
                direction = inverse.map { -Self.dot($0, current.gradient) }
                slope = Self.dot(direction, current.gradient)
                if slope >= 0 { break }
            }
            // A few first steps bound each: the model of the function is only local.
            let reach = Self.length(direction)
            let scale = min(1, 4 * firstStep / reach)
            var step = scale
            var next: Point?
            for _ in 0..<12 where step * reach > tolerance / 8 {
                let parameters = zip(current.parameters, direction).map { $0 + step * $1 }
                let candidate = try point(parameters)
                if candidate.value <= current.value + 1e-4 * step * slope {
                    next = candidate
                    break
                }
                step *= 0.4
            }
            guard let next else {
                if isFresh { break }
                reset()
                isFresh = true
                continue
            }
            let moved = zip(next.parameters, current.parameters).map { $0 - $1 }
            let bent = zip(next.gradient, current.gradient).map { $0 - $1 }
            let isDone = Self.length(moved) < tolerance
            update(&inverse, moved, bent, isFresh)
            current = next
            isFresh = false
            if isDone { break }
        }
        return current
    }

    private func update(
        _ inverse: inout [[Double]], _ s: [Double], _ y: [Double], _ isFresh: Bool
    ) {
        let curvature = Self.dot(s, y)
        guard curvature > 1e-12 * Self.length(s) * Self.length(y) else { return }
        let count = s.count
        if isFresh {
            // The first step tells how long steps should be.
            let size = curvature / Self.dot(y, y)
            for row in 0..<count {
                for column in 0..<count { inverse[row][column] = row == column ? size : 0 }
            }
        }
        let hy = inverse.map { Self.dot($0, y) }
        let factor = 1 + Self.dot(y, hy) / curvature
        for row in 0..<count {
            for column in 0..<count {
                inverse[row][column] +=
                    (factor * s[row] * s[column] - hy[row] * s[column] - s[row] * hy[column])
                    / curvature
            }
        }
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private static func length(_ a: [Double]) -> Double { dot(a, a).squareRoot() }
}
