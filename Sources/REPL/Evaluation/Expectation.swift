/// What a prompt has to give: everything that is stated must come true.
struct Expectation: Decodable, Sendable {
    struct Number: Decodable, Sendable {
        /// Definitions that are equally good.
        let values: [Double]
        let unit: String
        /// Relative.
        let tolerance: Double
        /// "left" or "right": the label may not name the other side alone.
        let side: String?
        /// Whether another unit of the same quantity does not do.
        let isStrict: Bool
        let takesAnySign: Bool

        private enum Key: String, CodingKey {
            case value, unit, tolerance, side, strictUnit, anySign
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            if let one = try? fields.decode(Double.self, forKey: .value) {
                values = [one]
            } else {
                values = try fields.decode([Double].self, forKey: .value)
            }
            unit = try fields.decode(String.self, forKey: .unit)
            tolerance = try fields.decodeIfPresent(Double.self, forKey: .tolerance) ?? 0.001
            side = try fields.decodeIfPresent(String.self, forKey: .side)
            isStrict = try fields.decodeIfPresent(Bool.self, forKey: .strictUnit) ?? false
            takesAnySign = try fields.decodeIfPresent(Bool.self, forKey: .anySign) ?? false
        }
    }

    /// The answer to a yes–no question, and what the question says.
    struct Verdict: Decodable, Sendable {
        let value: Bool
        let subject: String?
        let other: String?
        let direction: Direction?
    }

    /// One of several that has to be named.
    struct Choice: Decodable, Sendable {
        let winner: String
        let losers: [String]
        let direction: Direction?
    }

    enum Direction: String, Decodable, Sendable {
        case larger, brighter, smaller, darker

        var isUp: Bool { self == .larger || self == .brighter }
    }

    /// A picture or a file: only what is stated counts.
    struct Image: Decodable, Sendable {
        let name: String?
        let ending: String?
        /// Of a picture the volume of its masks together, of a file that of what is not 0.
        let mL: Double?
        /// Whether all masks have to be in one picture.
        let together: Bool?
        let mean: Double?
        let std: Double?
        /// The mean left of x = 0 over the mean right of it.
        let leftToRight: Double?
        /// mm, along all axes.
        let voxelSize: Double?
        /// Axis codes, growing toward: "RAS".
        let orientation: String?
        /// An image of the suite that it has to resemble, on the same grid, and how far voxels may
        /// differ from it on average.
        let like: String?
        let difference: Double?
        let tolerance: Double?
        /// Of a table: numbers that stand in it, and its rows.
        let numbers: [Double]?
        let rows: Int?
    }

    struct Diagram: Decodable, Sendable {
        let numbers: [Double]?
        let count: Int?
        let sum: Double?
    }

    /// What may come in place of a program.
    enum Kind: String, Decodable, Sendable {
        case refuse, ask, help, workspace, answer
    }

    let numbers: [Number]?
    /// Whether many other numbers may stand beside those.
    let table: Bool?
    let verdict: Verdict?
    let choice: Choice?
    let words: [[String]]?
    let notWords: [String]?
    let shown: Image?
    let plotted: Diagram?
    let saved: Image?
    /// mL of the masks in several files.
    let savedFiles: [Double]?
    let savedNames: [String]?
    let outcome: [Kind]?

    /// Whether the prompt must not lead to a program.
    var isDeclined: Bool { outcome.map { $0.contains(.refuse) || $0.contains(.ask) } ?? false }
}
