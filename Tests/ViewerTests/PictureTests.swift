import CPNG
import Foundation
import Terminal
import TestSupport
import Testing
import Volumes

@testable import Viewer

/// Pictures as files, read back with libpng.
@Suite struct PictureTests {
    private func decoded(
        _ path: String
    ) throws -> (width: Int, height: Int, pixels: [UInt8]) {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        var width: UInt32 = 0
        var height: UInt32 = 0
        let pixels = try #require(vp_png_decode(bytes, bytes.count, &width, &height))
        defer { vp_png_free(pixels) }
        let count = Int(width) * Int(height) * 3
        return (
            Int(width), Int(height), Array(UnsafeBufferPointer(start: pixels, count: count))
        )
    }

    @Test func whatIsWrittenIsRead() throws {
        let folder = try TemporaryFolder()
        var picture = Picture(width: 20, height: 15)
        picture[3, 2] = PixelColor(red: 1, green: 2, blue: 3)
        picture.draw("L", x: 8, y: 1, .white)
        let path = folder.path("a.png")
        try picture.write(to: path, remarks: [("Description", "ein Büschel µ")])
        let read = try decoded(path)
        #expect(read.width == 20 && read.height == 15)
        let expected = picture.pixels.flatMap { [$0.red, $0.green, $0.blue] }
        #expect(read.pixels == expected)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(bytes.range(of: Data("Description".utf8)) != nil)
        #expect(bytes.range(of: Data("ein Büschel µ".utf8)) != nil)
    }

    @Test func aFileIsReplacedOnlyWhenThatIsSaid() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("mine", to: "a.png")
        let picture = Picture(width: 2, height: 2)
        #expect(throws: VolumeError.self) { try picture.write(to: path) }
        #expect(try folder.read("a.png") == "mine")
        try picture.write(to: path, overwrite: true)
        #expect(try decoded(path).width == 2)
    }

    @Test func theFontHasEveryCharacter() {
        for code in 33..<127 {
            let character = Character(Unicode.Scalar(UInt8(code)))
            let rows = PixelFont.rows(of: character)
            #expect(rows.count == PixelFont.height)
            #expect(rows.contains { $0 != 0 }, "\(character)")
        }
        #expect(PixelFont.rows(of: " ").allSatisfy { $0 == 0 })
        #expect(PixelFont.rows(of: "脑") == PixelFont.rows(of: "?"))
    }

    /// The ball is red, and where the letters say: at the person's left, front and top.
    @Test func slicesOfAPictureLieWhereTheirCellsDo() throws {
        let geometry = try Phantom.geometry(.lps)
        var renderer = SliceRenderer(
            volume: Phantom.volume(geometry, Phantom.head),
            overlays: [SliceOverlay(mask: Phantom.mask(geometry, Phantom.isBall), name: "ball")])
        renderer.markStyle = .fill
        let preview = OrthogonalPreview(renderer: renderer)
        let size = TerminalSize(rows: 24, columns: 80)
        let (canvas, picture) = (preview.draw(in: size), preview.picture(in: size))
        #expect(picture.width == canvas.columns * 8 && picture.height == canvas.rows * 16)
        var agreeing = 0
        var marked = 0
        for row in 0..<canvas.rows - 4 {
            for column in 0..<canvas.columns {
                let middle = picture[column * 8 + 4, row * 16 + 8]
                let isRed = middle.red > 60 && middle.red > middle.green
                let isMarked = canvas[row, column].style == .overlay(0)
                if isMarked { marked += 1 }
                if isMarked && isRed { agreeing += 1 }
            }
        }
        #expect(marked > 30)
        // At the ball's edge a cell may be half covered without its middle being so.
        #expect(agreeing * 10 >= marked * 8)
    }
}
