/// A dense array of float32 values in row-major order: the last axis is the fastest.
package struct Tensor: Sendable, Equatable {
    /// Extent of each axis; empty for a single value.
    package let shape: [Int]

    /// `shape.reduce(1, *)` values, last axis fastest.
    package var values: [Float]

    /// Wraps values that are already laid out.
    package init(shape: [Int], values: [Float]) {
        precondition(shape.reduce(1, *) == values.count, "tensor shape and value count differ")
        self.shape = shape
        self.values = values
    }

    /// A tensor of zeros.
    package init(zeros shape: [Int]) {
        self.shape = shape
        self.values = [Float](repeating: 0, count: shape.reduce(1, *))
    }

    /// Number of values.
    package var count: Int { values.count }

    /// The tensor as a matrix: the first axis becomes the rows, all others the columns.
    package var matrix: Matrix {
        let rows = shape.first ?? 1
        return Matrix(rows: rows, columns: rows == 0 ? 0 : count / rows, values: values)
    }
}
