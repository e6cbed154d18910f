/// A string value. Python counts, indexes and compares strings by code point, Swift by what a
/// reader sees as one character; this type works by code point.
package final class Text: @unchecked Sendable, ExpressibleByStringLiteral {
    package let content: String
    /// Number of code points.
    package let count: Int
    private let meter: MemoryMeter?

    package init(_ content: String) {
        var content = content
        content.makeContiguousUTF8()
        self.content = content
        count = Text.countScalars(content)
        meter = nil
    }

    package convenience init(stringLiteral content: String) {
        self.init(content)
    }

    init(_ content: String, meter: MemoryMeter) throws {
        var content = content
        content.makeContiguousUTF8()
        self.content = content
        count = Text.countScalars(content)
        self.meter = meter
        try meter.charge(Text.cost(content))
    }

    deinit {
        meter?.release(Text.cost(content))
    }

    /// Whether every character is ASCII, so that code points are bytes.
    var isASCII: Bool { count == content.utf8.count }

    private static func cost(_ content: String) -> Int { 48 + content.utf8.count }

    private static func countScalars(_ content: String) -> Int {
        content.utf8.withContiguousStorageIfAvailable { bytes in
            let words = UnsafeRawBufferPointer(bytes)
            var count = 0
            var index = 0
            while index + 8 <= words.count {
                // Eight bytes at a time, while they are ASCII.
                let word = words.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if word & 0x8080_8080_8080_8080 == 0 {
                    count += 8
                } else {
                    for place in index..<index + 8 where words[place] & 0xC0 != 0x80 { count += 1 }
                }
                index += 8
            }
            for place in index..<words.count where words[place] & 0xC0 != 0x80 { count += 1 }
            return count
        } ?? content.unicodeScalars.count
    }

    /// The code points from `start` up to `end`, both within `0...count`.
    func slice(_ start: Int, _ end: Int) -> String {
        guard start < end else { return "" }
        if isASCII {
            let bytes = content.utf8
            let from = bytes.index(bytes.startIndex, offsetBy: start)
            return String(content[from..<bytes.index(from, offsetBy: end - start)])
        }
        let scalars = content.unicodeScalars
        let from = scalars.index(scalars.startIndex, offsetBy: start)
        return String(content[from..<scalars.index(from, offsetBy: end - start)])
    }
}

extension Text: Hashable {
    /// Equal code points, as in Python; Swift's own equality takes composed and decomposed letters
    /// for the same.
    package static func == (left: Text, right: Text) -> Bool {
        left === right
            || left.content.utf8.count == right.content.utf8.count
                && left.content == right.content
                && (left.isASCII || left.content.utf8.elementsEqual(right.content.utf8))
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(content)
    }

    /// Order by code point, which UTF-8 keeps.
    package static func precedes(_ left: Text, _ right: Text) -> Bool {
        left.content.utf8.lexicographicallyPrecedes(right.content.utf8)
    }
}
