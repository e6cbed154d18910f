/// Characters from dark to bright for a dark terminal, by how bright each looks.
///
/// The brightness of a character is the lightness (CIE L*) of the share of its cell that its ink
/// covers, measured on DejaVu Sans Mono by `Tests/ViewerTests/Reference/measure_ramp.py`. An
/// intensity takes the character nearest in lightness, so that equal steps of intensity look
/// equally large although the characters are not evenly spaced. Letters of direction and the signs
/// of masks are not among them.
package enum GlyphRamp {
    /// A character and its lightness, darkest first.
    static let glyphs: [(character: Character, lightness: Float)] = [
        (" ", 0), (".", 18.6), (",", 24.3), (":", 27.6), (";", 31.4), ("*", 36.5), ("+", 38.8),
        ("c", 42.3), ("x", 44.5), ("o", 48.9), ("m", 53.0), ("O", 55.0), ("@", 58.0),
    ]

    /// Signs of masks, in the order of the masks.
    package static let maskGlyphs: [Character] = ["#", "%", "&", "$", "=", "~"]

    /// The character for a level from 0 (black) to 1 (white).
    package static func character(for level: Float) -> Character {
        table[min(table.count - 1, max(0, Int(level * Float(table.count))))]
    }

    /// The nearest characters of 256 levels.
    private static let table: [Character] = (0..<256).map { index in
        let brightest = glyphs.last?.lightness ?? 0
        let wanted = (Float(index) + 0.5) / 256 * brightest
        let nearest = glyphs.min {
            abs($0.lightness - wanted) < abs($1.lightness - wanted)
        }
        return nearest?.character ?? " "
    }
}
