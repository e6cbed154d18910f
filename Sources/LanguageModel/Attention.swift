import Tensors

/// Scaled dot-product attention of several heads on row-major blocks.
enum Attention {
    /// A view of [rows, heads * size] inside a wider row-major buffer.
    struct Block {
        let values: UnsafeBufferPointer<Float>
        /// Where the first row's first used column is.
        let offset: Int
        /// Elements from one row to the next.
        let stride: Int
        let rows: Int

        func head(_ head: Int, size: Int) -> UnsafeBufferPointer<Float> {
            UnsafeBufferPointer(rebasing: values[(offset + head * size)...])
        }
    }

    /// Every row looks at the rows of its own group.
    ///
    /// - Parameters:
    ///   - projected: queries, keys and values side by side, [rows, 3 * width].
    ///   - starts: the first row of each group, and at last the number of rows.
    /// - Returns: [rows, width].
    static func within(_ projected: Matrix, starts: [Int], heads: Int) -> Matrix {
        let width = projected.columns / 3
        var context = Matrix(rows: projected.rows, columns: width)
        context.values.withUnsafeMutableBufferPointer { output in
            projected.values.withUnsafeBufferPointer { buffer in
                for (start, end) in zip(starts, starts.dropFirst()) where end > start {
                    func block(_ part: Int) -> Block {
                        Block(
                            values: buffer, offset: start * 3 * width + part * width,
                            stride: 3 * width, rows: end - start)
                    }
                    attend(
                        queries: block(0), keys: block(1), values: block(2), heads: heads,
                        size: width / heads,
                        into: UnsafeMutableBufferPointer(rebasing: output[(start * width)...]))
                }
            }
        }
        return context
    }

    /// Writes [queries.rows, heads * size] to `output`, whose rows are `heads * size` apart.
    static func attend(
        queries: Block, keys: Block, values: Block, heads: Int, size: Int,
        into output: UnsafeMutableBufferPointer<Float>
    ) {
        let (rows, columns) = (queries.rows, keys.rows)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * columns) { scores in
            for head in 0..<heads {
                MatrixProduct.multiply(
                    rows: rows, columns: columns, inner: size,
                    alpha: 1 / Float(size).squareRoot(),
                    a: queries.head(head, size: size), strideA: queries.stride,
                    b: keys.head(head, size: size), strideB: keys.stride, transposeB: true,
                    into: scores, strideC: columns)
                Activation.softmax(scores, rows: rows, columns: columns)
                MatrixProduct.multiply(
                    rows: rows, columns: size, inner: columns,
                    a: UnsafeBufferPointer(scores), strideA: columns,
                    b: values.head(head, size: size), strideB: values.stride,
                    into: UnsafeMutableBufferPointer(rebasing: output[(head * size)...]),
                    strideC: heads * size)
            }
        }
    }
}
