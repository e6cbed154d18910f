/// A picture in greys as a Windows bitmap of 8 bits a pixel, which every browser shows and no
/// library has to write (Microsoft, "Bitmap Storage").
package enum GrayBitmap {
    /// - Parameter grays: From black (0) to white (255), row by row from the upper left,
    ///   `columns * rows`.
    package static func bytes(columns: Int, rows: Int, grays: [UInt8]) -> [UInt8] {
        precondition(grays.count == columns * rows, "a picture of another size")
        // Rows are filled up to whole words of 32 bits.
        let stride = (columns + 3) / 4 * 4
        let start = 14 + 40 + 4 * 256
        var bytes: [UInt8] = []
        bytes.reserveCapacity(start + stride * rows)
        func append(_ number: Int, _ count: Int) {
            for byte in 0..<count { bytes.append(UInt8(number >> (8 * byte) & 255)) }
        }
        bytes += Array("BM".utf8)
        append(start + stride * rows, 4)
        append(0, 4)
        append(start, 4)
        // The header of the image: sizes, one plane, 8 bits, not compressed, 2835 pixels a metre.
        for (number, count) in [
            (40, 4), (columns, 4), (rows, 4), (1, 2), (8, 2), (0, 4), (stride * rows, 4),
            (2835, 4), (2835, 4), (256, 4), (256, 4),
        ] { append(number, count) }
        for gray in 0..<256 { append(gray << 16 | gray << 8 | gray, 4) }
        for row in (0..<rows).reversed() {
            bytes += grays[row * columns..<(row + 1) * columns]
            bytes += Array(repeating: 0, count: stride - columns)
        }
        return bytes
    }
}
