/// A matrix of float32 values in row-major order.
package struct Matrix: Sendable, Equatable {
    package let rows: Int
    package let columns: Int

    /// `rows * columns` values; a row is contiguous.
    package var values: [Float]

    /// Wraps values that are already laid out.
    package init(rows: Int, columns: Int, values: [Float]) {
        precondition(rows * columns == values.count, "matrix shape and value count differ")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// A matrix of zeros.
    package init(rows: Int, columns: Int) {
        self.init(
            rows: rows, columns: columns, values: [Float](repeating: 0, count: rows * columns))
    }

    package subscript(row: Int, column: Int) -> Float {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// One row.
    package func row(_ row: Int) -> ArraySlice<Float> {
        values[row * columns..<(row + 1) * columns]
    }
}
