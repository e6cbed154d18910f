import CPNG
import Terminal
import Volumes

/// A picture in colours, to be written to a file.
package struct Picture: Sendable {
    package let width: Int
    package let height: Int
    /// Row by row from the top, `width * height`.
    private(set) var pixels: [PixelColor]

    /// All black.
    init(width: Int, height: Int) {
        self.width = max(1, width)
        self.height = max(1, height)
        pixels = Array(repeating: .black, count: self.width * self.height)
    }

    subscript(x: Int, y: Int) -> PixelColor {
        get { contains(x, y) ? pixels[y * width + x] : .black }
        set { if contains(x, y) { pixels[y * width + x] = newValue } }
    }

    private func contains(_ x: Int, _ y: Int) -> Bool {
        (0..<width).contains(x) && (0..<height).contains(y)
    }

    /// Draws a character with its upper left corner at a pixel.
    mutating func draw(_ character: Character, x: Int, y: Int, _ color: PixelColor) {
        for (row, bits) in PixelFont.rows(of: character).enumerated() {
            for column in 0..<PixelFont.width where bits & (0x80 >> UInt8(column)) != 0 {
                self[x + column, y + row] = color
            }
        }
    }

    /// Writes a PNG file.
    ///
    /// - Parameters:
    ///   - remarks: Texts kept in the file under the keywords of the PNG specification
    ///     ("Software", "Description").
    ///   - overwrite: Whether a file that is there is replaced.
    /// - Throws: `VolumeError` where the file cannot be written.
    package func write(
        to path: String, remarks: [(keyword: String, text: String)] = [], overwrite: Bool = false
    ) throws {
        let samples = pixels.flatMap { [$0.red, $0.green, $0.blue] }
        let texts = CStringList(remarks.flatMap { [$0.keyword, $0.text] })
        var length = 0
        guard
            let bytes = vp_png_encode(
                samples, UInt32(width), UInt32(height), texts.pointers, remarks.count, &length)
        else { preconditionFailure("out of memory for a picture") }
        defer { vp_png_free(bytes) }
        try DataFile.write(
            UnsafeRawBufferPointer(start: bytes, count: length), to: path, overwrite: overwrite)
    }
}

/// Strings as C wants them.
private final class CStringList {
    let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let owned: [UnsafeMutableBufferPointer<CChar>]

    init(_ strings: [String]) {
        owned = strings.map { string in
            let bytes = Array(string.utf8CString)
            let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
            _ = copy.initialize(from: bytes)
            return copy
        }
        pointers = .allocate(capacity: max(1, owned.count))
        for (index, string) in owned.enumerated() {
            pointers[index] = UnsafePointer(string.baseAddress)
        }
    }

    deinit {
        for string in owned { string.deallocate() }
        pointers.deallocate()
    }
}
