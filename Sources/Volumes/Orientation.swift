/// Axis codes of a voxel grid: for each voxel axis, the body direction in which its index grows.
///
/// "RAS" means that i grows toward the right, j toward anterior, k toward superior.
package struct Orientation: Hashable, Sendable, CustomStringConvertible {
    /// A body direction.
    package enum Direction: Character, CaseIterable, Sendable {
        case right = "R"
        case left = "L"
        case anterior = "A"
        case posterior = "P"
        case superior = "S"
        case inferior = "I"

        /// World axis: 0 right–left, 1 anterior–posterior, 2 superior–inferior.
        package var worldAxis: Int {
            switch self {
            case .right, .left: 0
            case .anterior, .posterior: 1
            case .superior, .inferior: 2
            }
        }

        /// Whether it points along the positive world axis (right, anterior or superior).
        package var isPositive: Bool {
            self == .right || self == .anterior || self == .superior
        }

        package var opposite: Direction { Direction(worldAxis: worldAxis, positive: !isPositive) }

        package init(worldAxis: Int, positive: Bool) {
            switch worldAxis {
            case 0: self = positive ? .right : .left
            case 1: self = positive ? .anterior : .posterior
            default: self = positive ? .superior : .inferior
            }
        }
    }

    /// Direction of the first, second and third voxel axis.
    package let first: Direction
    package let second: Direction
    package let third: Direction

    package var directions: [Direction] { [first, second, third] }

    /// - Returns: nil unless each world axis is named once.
    package init?(_ first: Direction, _ second: Direction, _ third: Direction) {
        guard Set([first.worldAxis, second.worldAxis, third.worldAxis]).count == 3 else {
            return nil
        }
        self.init(unchecked: first, second, third)
    }

    /// - Parameter codes: three letters such as "RAS" or "lpi".
    package init?(_ codes: String) {
        let directions = codes.uppercased().compactMap(Direction.init(rawValue:))
        guard codes.count == 3, directions.count == 3 else { return nil }
        self.init(directions[0], directions[1], directions[2])
    }

    private init(unchecked first: Direction, _ second: Direction, _ third: Direction) {
        self.first = first
        self.second = second
        self.third = third
    }

    package static let ras = Orientation(unchecked: .right, .anterior, .superior)
    package static let las = Orientation(unchecked: .left, .anterior, .superior)
    package static let lps = Orientation(unchecked: .left, .posterior, .superior)

    /// All 48 orientations.
    package static let all: [Orientation] = Direction.allCases.flatMap { first in
        Direction.allCases.flatMap { second in
            Direction.allCases.compactMap { Orientation(first, second, $0) }
        }
    }

    package var description: String { String(directions.map(\.rawValue)) }
}

extension Orientation {
    /// The axis codes nearest to an affine, as nibabel's `aff2axcodes` gives them: the nearest
    /// rotation is taken, and its columns claim world axes, the most decided column first.
    ///
    /// - Precondition: the affine is invertible.
    package init(nearestTo affine: Affine) {
        let rotation = affine.nearestRotation
        let strength = (0..<3).map { axis in
            let column = rotation.column(axis)
            return (column * column).max()
        }
        // A stable order: ties go to the earlier axis.
        let order = [0, 1, 2].sorted { (-strength[$0], $0) < (-strength[$1], $1) }
        var taken = Set<Int>()
        var directions: [Direction] = [.right, .anterior, .superior]
        for axis in order {
            let column = rotation.column(axis)
            var best = -1
            for world in 0..<3 where !taken.contains(world) {
                if best < 0 || abs(column[world]) > abs(column[best]) { best = world }
            }
            taken.insert(best)
            directions[axis] = Direction(worldAxis: best, positive: column[best] > 0)
        }
        self.init(unchecked: directions[0], directions[1], directions[2])
    }
}
