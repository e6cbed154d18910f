/// A colour of text or ground on a terminal.
package enum Color: Hashable, Sendable {
    /// One of the terminal's own 16 colours (0–15), of the 6×6×6 cube (16–231) or of the 24 greys
    /// (232–255).
    case indexed(UInt8)
    /// Red, green and blue, 0–255 each.
    case rgb(UInt8, UInt8, UInt8)

    /// A grey from black (0) to white (255).
    package static func gray(_ level: UInt8) -> Color { .rgb(level, level, level) }

    /// The entry of the 256-colour table nearest to this colour.
    package var index: UInt8 {
        switch self {
        case .indexed(let index): return index
        case .rgb(let red, let green, let blue):
            if red == green, green == blue { return Self.grayIndex(red) }
            let cube = [red, green, blue].map(Self.cubeStep)
            return UInt8(16 + 36 * cube[0] + 6 * cube[1] + cube[2])
        }
    }

    /// The levels of the cube's steps are 0, 95, 135, 175, 215 and 255.
    private static func cubeStep(_ level: UInt8) -> Int {
        level < 48 ? 0 : level < 115 ? 1 : min(5, (Int(level) - 35) / 40)
    }

    /// The greys of the table run from 8 to 238 in steps of 10; black and white lie in the cube.
    private static func grayIndex(_ level: UInt8) -> UInt8 {
        if level < 4 { return 16 }
        if level > 246 { return 231 }
        return UInt8(232 + min(23, max(0, (Int(level) - 3) / 10)))
    }
}

/// How many colours may be sent to an output.
package enum ColorLevel: Int, Comparable, Sendable {
    /// No escape sequences at all.
    case none
    /// The terminal's own 16 colours.
    case basic
    case indexed256
    case trueColor

    package static func < (left: ColorLevel, right: ColorLevel) -> Bool {
        left.rawValue < right.rawValue
    }

    /// What an output can show, by the customs of the environment: `NO_COLOR` (not empty), `TERM`
    /// and `COLORTERM`.
    ///
    /// - Parameters:
    ///   - environment: The variables of the process.
    ///   - isTerminal: Whether the output is a terminal; files and pipes get no colours.
    package static func detect(environment: [String: String], isTerminal: Bool) -> ColorLevel {
        guard isTerminal, environment["NO_COLOR", default: ""].isEmpty else { return .none }
        let terminal = environment["TERM", default: ""]
        if terminal.isEmpty || terminal == "dumb" || terminal.hasPrefix("vt") { return .none }
        if ["truecolor", "24bit"].contains(environment["COLORTERM", default: ""])
            || terminal.hasSuffix("-direct")
        {
            return .trueColor
        }
        return terminal.contains("256color") ? .indexed256 : .basic
    }
}
