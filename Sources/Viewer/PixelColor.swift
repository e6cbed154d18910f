import Terminal

/// A colour of a picture's pixel: red, green and blue, 0 to 255 each.
struct PixelColor: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    static let black = PixelColor(red: 0, green: 0, blue: 0)
    static let white = PixelColor(red: 255, green: 255, blue: 255)
    static let crosshair = PixelColor(red: 255, green: 215, blue: 0)

    init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// - Parameter gray: From black (0) to white (1).
    init(gray: Float) {
        let level = UInt8((gray * 255).rounded())
        self.init(red: level, green: level, blue: level)
    }

    /// In the order of the masks; told apart also by people who see red and green alike.
    private static let masks = [
        PixelColor(red: 255, green: 70, blue: 70), PixelColor(red: 60, green: 220, blue: 255),
        PixelColor(red: 255, green: 225, blue: 60), PixelColor(red: 255, green: 110, blue: 255),
        PixelColor(red: 80, green: 230, blue: 90), PixelColor(red: 110, green: 140, blue: 255),
    ]

    static func ofMask(_ number: Int) -> PixelColor { masks[number % masks.count] }

    /// - Parameter share: Of the other colour, 0 to 1.
    func mixed(with other: PixelColor, share: Float) -> PixelColor {
        func mix(_ own: UInt8, _ other: UInt8) -> UInt8 {
            UInt8((Float(own) * (1 - share) + Float(other) * share).rounded())
        }
        return PixelColor(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    var color: Color { .rgb(red, green, blue) }
}
