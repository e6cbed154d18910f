import Terminal

/// What a key asks of the viewer.
enum ViewerCommand: Hashable, Sendable {
    enum Direction: Hashable, Sendable {
        case left, right, up, down
    }

    /// The crosshair in the plane at hand, by so many voxels.
    case move(Direction, Int)
    /// Slices of the plane at hand: up, anterior or right for a positive number.
    case step(Int)
    case nextPlane(Int)
    /// One plane, large; nil for all three.
    case enlarge(SlicePlane?)
    /// The plane at hand large, or all three again.
    case toggleLarge
    /// Brighter or darker, by tenths of the window.
    case level(Int)
    /// More or less contrast, by tenths of the window.
    case contrast(Int)
    case resetWindow
    case zoom(Int)
    case opacity(Int)
    case nextStyle
    case nextMask(Int)
    case nextPiece(Int)
    /// To the middle of the mask at hand, or of the scan.
    case center
    case flipSides
    case toggleCrosshair
    case nextVolume(Int)
    case nextScan
    /// Begins a line of text.
    case enter(ViewerEntry.Purpose)
    case help
    case quit

    /// What a key means while no line is being typed; nil for nothing.
    init?(_ key: Key) {
        if let command = Self.ofCharacters(key) ?? Self.ofNamedKeys(key) {
            self = command
        } else {
            return nil
        }
    }

    private static func ofNamedKeys(_ key: Key) -> ViewerCommand? {
        switch key {
        case .left: .move(.left, 1)
        case .right: .move(.right, 1)
        case .up: .move(.up, 1)
        case .down: .move(.down, 1)
        case .pageUp: .step(1)
        case .pageDown: .step(-1)
        case .home: .center
        case .tab: .nextPlane(1)
        case .backTab: .nextPlane(-1)
        case .enter: .toggleLarge
        case .escape, .control("c"), .control("d"): .quit
        case .function(1): .help
        default: nil
        }
    }

    private static func ofCharacters(_ key: Key) -> ViewerCommand? {
        guard case .character(let character) = key else { return nil }
        return switch character {
        case "h": .move(.left, 1)
        case "l": .move(.right, 1)
        case "k": .move(.up, 1)
        case "j": .move(.down, 1)
        case "H": .move(.left, 10)
        case "L": .move(.right, 10)
        case "K": .move(.up, 10)
        case "J": .move(.down, 10)
        case "]": .step(1)
        case "[": .step(-1)
        case "0": .enlarge(nil)
        case "1": .enlarge(.sagittal)
        case "2": .enlarge(.coronal)
        case "3": .enlarge(.axial)
        case " ": .toggleLarge
        case "b": .level(1)
        case "B": .level(-1)
        case "w": .contrast(1)
        case "W": .contrast(-1)
        case "r": .resetWindow
        case "z": .zoom(1)
        case "Z": .zoom(-1)
        case "+", "=": .opacity(1)
        case "-": .opacity(-1)
        case "o": .nextStyle
        case "m": .nextMask(1)
        case "M": .nextMask(-1)
        case "n": .nextPiece(1)
        case "N": .nextPiece(-1)
        case "c": .center
        case "f": .flipSides
        case "x": .toggleCrosshair
        case ">", ".": .nextVolume(1)
        case "<", ",": .nextVolume(-1)
        case "s": .nextScan
        case "g": .enter(.place)
        case "/": .enter(.prompt)
        case "p": .enter(.picture)
        case "?": .help
        case "q": .quit
        default: nil
        }
    }

    /// The lines of help: keys and what they do.
    static let helpLines: [(keys: String, meaning: String)] = [
        ("arrows, h j k l", "move the crosshair (H J K L: by ten)"),
        ("PgUp PgDn, ] [", "next and previous slice"),
        ("Tab", "another plane"),
        ("1 2 3, 0, Enter", "one plane large, all three"),
        ("mouse", "click, drag: crosshair; wheel: slices; right drag: window"),
        ("b B, w W, r", "brighter, darker; more, less contrast; reset"),
        ("z Z", "larger, smaller"),
        ("+ -, o", "opacity of masks; filled, outlined, hidden"),
        ("m M", "next and previous mask"),
        ("n N", "next and previous piece of the mask"),
        ("c", "to the middle of the mask or scan"),
        ("g", "go to: x y z in mm, v i j k, or a name"),
        ("/", "ask about what is under the crosshair"),
        ("p", "save the picture: .png, or .txt"),
        ("f, x", "left and right as seen from head or feet; crosshair"),
        ("s, < >", "the other scan's window; volumes of a series"),
        ("q", "leave"),
    ]
}

/// A line that is being typed in the viewer.
package struct ViewerEntry: Hashable, Sendable {
    package enum Purpose: Hashable, Sendable {
        case place, prompt, picture
        /// Whether a file that is there may be replaced.
        case replacement(of: String)

        /// What stands before the line.
        var label: String {
            switch self {
            case .place: "go to: "
            case .prompt: "ask: "
            case .picture: "save as: "
            case .replacement(let path): "\(path) exists. Replace it? y or n: "
            }
        }
    }

    package let purpose: Purpose
    package var text = ""
}
