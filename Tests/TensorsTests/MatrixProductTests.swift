import Testing

@testable import Tensors

/// The product by its definition, in double precision.
func naiveProduct(_ a: Matrix, _ b: Matrix, transposeA: Bool, transposeB: Bool) -> Matrix {
    let (rows, inner) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
    let columns = transposeB ? b.rows : b.columns
    var result = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
        for column in 0..<columns {
            var sum = 0.0
            for index in 0..<inner {
                let left = transposeA ? a[index, row] : a[row, index]
                let right = transposeB ? b[column, index] : b[index, column]
                sum += Double(left) * Double(right)
            }
            result[row, column] = Float(sum)
        }
    }
    return result
}

@Suite struct MatrixProductTests {
    @Test(arguments: [(1, 1, 1), (3, 5, 7), (64, 17, 33), (128, 384, 96)], [0, 1, 2, 3])
    func agreesWithItsDefinition(extent: (rows: Int, inner: Int, columns: Int), transposed: Int) {
        let transposeA = transposed & 1 != 0
        let transposeB = transposed & 2 != 0
        var random = Noise(seed: 7)
        let a = random.matrix(
            transposeA ? extent.inner : extent.rows, transposeA ? extent.rows : extent.inner)
        let b = random.matrix(
            transposeB ? extent.columns : extent.inner, transposeB ? extent.inner : extent.columns)
        let fast = MatrixProduct.multiply(a, b, transposeA: transposeA, transposeB: transposeB)
        let slow = naiveProduct(a, b, transposeA: transposeA, transposeB: transposeB)
        #expect(worstDifference(fast.values, slow.values) < 1e-4)
    }

    /// Products large enough to be split over threads, against small ones that are not.
    @Test(arguments: [(350, 300), (300, 350)], [false, true])
    func largeProductsAgreeWithSmallOnes(
        extent: (rows: Int, columns: Int), transposeA: Bool
    ) {
        let (inner, block) = (340, 10)
        var random = Noise(seed: 11)
        let a = random.matrix(extent.rows, inner)
        let b = random.matrix(inner, extent.columns)
        let stored = transposeA ? transposed(a) : a
        let whole = MatrixProduct.multiply(stored, b, transposeA: transposeA)
        for start in stride(from: 0, to: extent.rows, by: block) {
            let rows = Array(a.values[start * inner..<(start + block) * inner])
            let part = MatrixProduct.multiply(
                Matrix(rows: block, columns: inner, values: rows), transposed(b), transposeB: true)
            let range = start * extent.columns..<(start + block) * extent.columns
            #expect(worstDifference(Array(whole.values[range]), part.values) < 1e-4)
        }
    }

    private func transposed(_ matrix: Matrix) -> Matrix {
        var result = Matrix(rows: matrix.columns, columns: matrix.rows)
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns { result[column, row] = matrix[row, column] }
        }
        return result
    }

    @Test func linearLayerAddsItsBiasToEveryRow() {
        let input = Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])
        let weight = Matrix(rows: 3, columns: 2, values: [1, 0, 0, 1, 1, 1])
        let output = MatrixProduct.linear(input, weight: weight, bias: [10, 20, 30])
        #expect(output.values == [11, 22, 33, 13, 24, 37])
    }

    @Test func blocksOfLargerMatricesAreAddressedByStride() {
        // The middle two columns of a 2 x 4 matrix times the identity, added to what is there.
        let a: [Float] = [0, 1, 2, 0, 0, 3, 4, 0]
        let identity: [Float] = [1, 0, 0, 1]
        var c: [Float] = [1, 1, 9, 1, 1, 9]
        a.withUnsafeBufferPointer { a in
            identity.withUnsafeBufferPointer { b in
                c.withUnsafeMutableBufferPointer { c in
                    MatrixProduct.multiply(
                        rows: 2, columns: 2, inner: 2,
                        a: UnsafeBufferPointer(rebasing: a[1...]), strideA: 4, b: b, strideB: 2,
                        beta: 1, into: c, strideC: 3)
                }
            }
        }
        #expect(c == [2, 3, 9, 4, 5, 9])
    }

    @Test func emptyProductIsZero() {
        let product = MatrixProduct.multiply(
            Matrix(rows: 2, columns: 0), Matrix(rows: 0, columns: 3))
        #expect(product == Matrix(rows: 2, columns: 3))
    }
}
