import Terminal
import TestSupport
import Testing
import Volumes

@testable import Viewer

/// Left stays left: one body, cut in every way, must give one picture.
@Suite struct OrientationTests {
    private static let size = TerminalSize(rows: 24, columns: 80)

    private static func picture(
        of volume: Volume, mask: Mask, convention: DisplayConvention = .radiological
    ) -> Canvas {
        var renderer = SliceRenderer(
            volume: volume, overlays: [SliceOverlay(mask: mask, name: "ball")])
        renderer.convention = convention
        return OrthogonalPreview(renderer: renderer).draw(in: Self.size)
    }

    /// The picture without the line that names the voxel: its index depends on the grid.
    private func withoutVoxel(_ canvas: Canvas) -> [String] {
        canvas.lines().filter { !$0.contains("voxel") }
    }

    /// Pictures of the body on an upright grid, by convention.
    private static let expected: [DisplayConvention: Canvas] = {
        guard let geometry = try? coarse(.ras) else { return [:] }
        return pictures(of: geometry)
    }()

    private static func coarse(_ orientation: Orientation) throws -> Geometry {
        try Phantom.geometry(
            orientation, extent: SIMD3(16, 20, 13), size: SIMD3(4.5, 4.5, 4.7))
    }

    private static func pictures(of geometry: Geometry) -> [DisplayConvention: Canvas] {
        let volume = Phantom.volume(geometry, Phantom.head)
        let mask = Phantom.mask(geometry, Phantom.isBall)
        return Dictionary(
            uniqueKeysWithValues: DisplayConvention.allCases.map {
                ($0, picture(of: volume, mask: mask, convention: $0))
            })
    }

    @Test(arguments: Orientation.all)
    func everyOrientationGivesTheSamePictureWithTrueLetters(orientation: Orientation) throws {
        let geometry = try Self.coarse(orientation)
        #expect(geometry.orientation == orientation)
        let pictures = Self.pictures(of: geometry)
        for convention in DisplayConvention.allCases {
            let found = try #require(pictures[convention])
            let expected = try #require(Self.expected[convention])
            #expect(withoutVoxel(found) == withoutVoxel(expected))
            #expect(lettersAreTrue(found))
        }
    }

    /// The letters around each picture say on which side the ball, which is at the left, front
    /// and top, must lie: they are read from the canvas, not from the code.
    private func lettersAreTrue(_ canvas: Canvas, ball: SIMD3<Double> = Phantom.ball) -> Bool {
        let towardLetter: [Character: Bool] = [
            "R": ball.x > 0, "L": ball.x < 0, "A": ball.y > 0, "P": ball.y < 0,
            "S": ball.z > 0, "I": ball.z < 0,
        ]
        var letters: [(character: Character, row: Int, column: Int)] = []
        var marks: [(row: Int, column: Int)] = []
        for row in 0..<canvas.rows - 3 {
            for column in 0..<canvas.columns {
                let cell = canvas[row, column]
                if cell.style == .annotation, let letter = cell.character,
                    towardLetter[letter] != nil
                {
                    letters.append((letter, row, column))
                }
                if cell.style == .overlay(0) { marks.append((row, column)) }
            }
        }
        // Pairs of one row bound a picture at its sides.
        let sides = letters.filter { letter in
            letters.contains { $0.row == letter.row && $0.column != letter.column }
                && !"SI".contains(letter.character)
        }.sorted { $0.column < $1.column }
        guard sides.count == 6 else { return false }
        for pair in stride(from: 0, to: 6, by: 2) {
            let (left, right) = (sides[pair], sides[pair + 1])
            let inside = marks.filter { $0.column > left.column && $0.column < right.column }
            guard !inside.isEmpty else { return false }
            let middle = Double(left.column + right.column) / 2
            let mean = Double(inside.reduce(0) { $0 + $1.column }) / Double(inside.count)
            let isRight = mean > middle
            if towardLetter[right.character] != isRight { return false }
            if towardLetter[left.character] == isRight { return false }
            let above = letters.filter {
                $0.column > left.column && $0.column < right.column
            }.sorted { $0.row < $1.row }
            guard above.count == 2 else { return false }
            let center = Double(above[0].row + above[1].row) / 2
            let height = Double(inside.reduce(0) { $0 + $1.row }) / Double(inside.count)
            if towardLetter[above[0].character] != (height < center) { return false }
        }
        return true
    }

    @Test func theLettersAreTrueOnASkewedGrid() throws {
        let upright = try Phantom.geometry(.las)
        let shear = Affine(
            rows: SIMD4(1, 0.2, 0, 0), SIMD4(0, 1, 0.15, 0), SIMD4(0.1, 0, 1, 0))
        let geometry = try Geometry(shape: upright.shape, affine: shear * upright.affine)
        let canvas = Self.picture(
            of: Phantom.volume(geometry, Phantom.head),
            mask: Phantom.mask(geometry, Phantom.isBall))
        #expect(lettersAreTrue(canvas))
    }

    /// The test itself: a body that is mirrored must not pass.
    @Test(arguments: 0..<3) func aMirroredBodyIsNoticed(axis: Int) throws {
        let geometry = try Phantom.geometry(.ras)
        func mirrored(_ point: SIMD3<Double>) -> SIMD3<Double> {
            var point = point
            point[axis] = -point[axis]
            return point
        }
        let canvas = Self.picture(
            of: Phantom.volume(geometry) { Phantom.head(mirrored($0)) },
            mask: Phantom.mask(geometry) { Phantom.isBall(mirrored($0)) })
        #expect(!lettersAreTrue(canvas))
        #expect(lettersAreTrue(canvas, ball: mirrored(Phantom.ball)))
    }

    @Test func radiologicalMeansRightOnTheLeft() throws {
        let geometry = try Phantom.geometry(.ras)
        let volume = Phantom.volume(geometry, Phantom.head)
        let mask = Phantom.mask(geometry, Phantom.isBall)
        let radiological = Self.picture(of: volume, mask: mask).text
        #expect(radiological.contains("R is on the left (radiological)"))
        let neurological = Self.picture(of: volume, mask: mask, convention: .neurological).text
        #expect(neurological.contains("R is on the right (neurological)"))
        #expect(radiological != neurological)
    }
}
