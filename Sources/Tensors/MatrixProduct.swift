import COpenBLAS

/// Matrix products of float32 values by OpenBLAS.
package enum MatrixProduct {
    /// `op(a) * op(b)`, where `op` transposes if asked.
    ///
    /// - Returns: a matrix of (rows of `op(a)`) x (columns of `op(b)`).
    package static func multiply(
        _ a: Matrix, _ b: Matrix, transposeA: Bool = false, transposeB: Bool = false
    ) -> Matrix {
        let (rows, inner) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
        let (innerB, columns) = transposeB ? (b.columns, b.rows) : (b.rows, b.columns)
        precondition(inner == innerB, "matrix product: \(inner) columns against \(innerB) rows")
        var result = Matrix(rows: rows, columns: columns)
        a.values.withUnsafeBufferPointer { left in
            b.values.withUnsafeBufferPointer { right in
                result.values.withUnsafeMutableBufferPointer { output in
                    multiply(
                        rows: rows, columns: columns, inner: inner,
                        a: left, strideA: a.columns, transposeA: transposeA,
                        b: right, strideB: b.columns, transposeB: transposeB,
                        into: output, strideC: columns)
                }
            }
        }
        return result
    }

    /// A linear layer: `input * weightᵀ + bias`, as PyTorch's `nn.Linear` stores its weight.
    ///
    /// - Parameters:
    ///   - input: [items, inputs].
    ///   - weight: [outputs, inputs].
    ///   - bias: [outputs], or nil.
    /// - Returns: [items, outputs].
    package static func linear(_ input: Matrix, weight: Matrix, bias: [Float]?) -> Matrix {
        var result = multiply(input, weight, transposeB: true)
        guard let bias else { return result }
        precondition(bias.count == result.columns, "linear layer: bias of another length")
        result.values.withUnsafeMutableBufferPointer { output in
            bias.withUnsafeBufferPointer { bias in
                for row in 0..<input.rows {
                    let start = row * bias.count
                    for column in 0..<bias.count { output[start + column] += bias[column] }
                }
            }
        }
        return result
    }

    /// `c = alpha * op(a) * op(b) + beta * c` on row-major memory with explicit strides, so that
    /// blocks of larger matrices (one attention head, say) need no copy.
    ///
    /// - Parameters:
    ///   - rows: rows of `op(a)` and `c`.
    ///   - columns: columns of `op(b)` and `c`.
    ///   - inner: columns of `op(a)` and rows of `op(b)`.
    ///   - strideA: elements from one stored row of `a` to the next; likewise for `b` and `c`.
    package static func multiply(
        rows: Int, columns: Int, inner: Int, alpha: Float = 1,
        a: UnsafeBufferPointer<Float>, strideA: Int, transposeA: Bool = false,
        b: UnsafeBufferPointer<Float>, strideB: Int, transposeB: Bool = false,
        beta: Float = 0, into c: UnsafeMutableBufferPointer<Float>, strideC: Int
    ) {
        guard rows > 0, columns > 0 else { return }
        let (storedRowsA, storedColumnsA) = transposeA ? (inner, rows) : (rows, inner)
        let (storedRowsB, storedColumnsB) = transposeB ? (columns, inner) : (inner, columns)
        checkExtent(a.count, storedRowsA, storedColumnsA, strideA)
        checkExtent(b.count, storedRowsB, storedColumnsB, strideB)
        checkExtent(c.count, rows, columns, strideC)
        guard let output = c.baseAddress else { return }
        guard inner > 0, let left = a.baseAddress, let right = b.baseAddress else {
            for row in 0..<rows {
                for column in 0..<columns { c[row * strideC + column] *= beta }
            }
            return
        }
        Threads.prepareProduct()
        let splitsRows = rows >= columns
        let extent = splitsRows ? rows : columns
        let parts = parts(of: extent, multiplications: rows * columns * inner)
        let operands = Operands(a: left, b: right, c: output)
        Threads.parallel(parts) { part in
            let (start, end) = (extent * part / parts, extent * (part + 1) / parts)
            let (row, column) = splitsRows ? (start, 0) : (0, start)
            vp_sgemm(
                transposeA, transposeB, Int32(splitsRows ? end - start : rows),
                Int32(splitsRows ? columns : end - start), Int32(inner), alpha,
                operands.a + (transposeA ? row : row * strideA), Int32(strideA),
                operands.b + (transposeB ? column * strideB : column), Int32(strideB), beta,
                operands.c + row * strideC + column, Int32(strideC))
        }
    }

    /// Where a product's matrices begin. The parts of a product write to parts of `c` apart.
    private struct Operands: @unchecked Sendable {
        let a: UnsafePointer<Float>
        let b: UnsafePointer<Float>
        let c: UnsafeMutablePointer<Float>
    }

    /// How many threads a product is worth.
    ///
    /// One of 2^25 multiplications takes about a millisecond. Handing half of it to a thread that
    /// has to be scheduled first saves less than that on an idle machine, and on a busy one costs
    /// many times as much: writing a program of 80 tokens is thousands of small products.
    private static func parts(of extent: Int, multiplications: Int) -> Int {
        multiplications < 1 << 25 ? 1 : min(Threads.count, extent)
    }

    /// The library is trusted with raw memory, so its extents are checked here.
    private static func checkExtent(_ count: Int, _ rows: Int, _ columns: Int, _ stride: Int) {
        precondition(
            rows >= 0 && columns >= 0 && stride >= columns
                && (rows == 0 || (rows - 1) * stride + columns <= count),
            "matrix product: \(rows) x \(columns) at stride \(stride) exceeds \(count) elements")
    }
}
