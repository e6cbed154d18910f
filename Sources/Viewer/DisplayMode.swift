import Terminal

/// How pixels become cells: the levels of display, poorest first.
package enum DisplayMode: Hashable, Sendable, CaseIterable {
    /// One pixel a cell, as characters of 7-bit ASCII: shows in any terminal and in a file.
    case ascii
    /// One pixel a cell, as the ground of a blank: for colours without UTF-8.
    case blanks
    /// Two pixels a cell, one above the other, as colours of an upper half block.
    case halfBlocks

    /// Pixels in a cell, one above the other.
    var pixelsPerCell: Int { self == .halfBlocks ? 2 : 1 }

    /// What an output can show best; half blocks need colours and UTF-8.
    package static func best(for level: ColorLevel, isUTF8: Bool) -> DisplayMode {
        level < .indexed256 ? .ascii : isUTF8 ? .halfBlocks : .blanks
    }

    /// The variable that `--ascii` stands for.
    package static let variable = "VOXELPROMPT_DISPLAY"

    /// What an output can show best, by the environment: `TERM`, `COLORTERM`, `NO_COLOR`, the
    /// locale, and `VOXELPROMPT_DISPLAY=ascii`, which asks for characters whatever the rest says.
    ///
    /// - Parameter level: The colours that the output can show.
    package static func best(
        for level: ColorLevel, environment: [String: String]
    ) -> DisplayMode {
        if environment[variable]?.lowercased() == "ascii" { return .ascii }
        return best(for: level, isUTF8: TextEncoding.isUTF8(environment: environment))
    }

    /// A text of the user's as this level shows it: the plain picture stays 7-bit all the same.
    func shown(_ text: String) -> String {
        guard self != .halfBlocks else { return text }
        return String(text.map { $0.isASCII && !$0.isNewline ? $0 : "?" })
    }
}
