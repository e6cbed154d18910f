import Foundation
import Script
import Viewer

/// Pieces of a page.
enum HTMLText {
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    static func element(_ name: String, _ text: String, class style: String? = nil) -> String {
        "<\(name)\(style.map { " class=\"\($0)\"" } ?? "")>\(escaped(text))</\(name)>"
    }

    /// A table with a line of names.
    ///
    /// - Parameter numbers: Columns whose cells stand on the right.
    static func table(_ names: [String], _ rows: [[String]], numbers: Set<Int> = []) -> String {
        let head = names.map { element("th", $0) }.joined()
        let body = rows.map { row in
            "<tr>"
                + row.enumerated().map {
                    element("td", $1, class: numbers.contains($0) ? "number" : nil)
                }.joined() + "</tr>"
        }
        return (["<table>", "<tr>\(head)</tr>"] + body + ["</table>"]).joined(separator: "\n")
    }

    /// A program with its words in colours by meaning.
    static func code(_ code: String) -> String {
        let bytes = Array(code.utf8)
        func text(_ range: Range<Int>) -> String {
            escaped(String(decoding: bytes[range], as: UTF8.self))
        }
        var result = ""
        var end = 0
        for token in Highlighter.tokens(of: Source(name: "code", text: code)) {
            let range = token.span.start.offset..<token.span.end.offset
            guard range.lowerBound >= end, range.upperBound <= bytes.count else { continue }
            result += text(end..<range.lowerBound)
            result += "<span class=\"\(token.tokenClass.rawValue)\">\(text(range))</span>"
            end = range.upperBound
        }
        return "<pre class=\"code\"><code>\(result)\(text(end..<bytes.count))</code></pre>"
    }

    /// Slices side by side: the scan as an image inside the page, masks as shapes over it.
    static func picture(_ picture: SlicePicture) -> String {
        let panels = picture.panels.map { panel in
            let bytes = GrayBitmap.bytes(
                columns: panel.columns, rows: panel.rows, grays: panel.grays)
            let data = Data(bytes).base64EncodedString()
            let size = "width=\"\(panel.columns)\" height=\"\(panel.rows)\""
            let shapes = panel.marks.enumerated().map { number, marks in
                let path = outline(of: marks, columns: panel.columns)
                return path.isEmpty ? "" : "<path class=\"mask\(number % 6)\" d=\"\(path)\"/>"
            }
            let (left, right, top, bottom) = panel.letters
            let letters = [
                (left, 4, panel.rows / 2, "start"),
                (right, panel.columns - 4, panel.rows / 2, "end"),
                (top, panel.columns / 2, 12, "middle"),
                (bottom, panel.columns / 2, panel.rows - 4, "middle"),
            ].map { letter, x, y, anchor in
                "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(letter)</text>"
            }
            return
                "<figure><svg viewBox=\"0 0 \(panel.columns) \(panel.rows)\" \(size) role=\"img\">"
                + "<title>\(escaped(panel.title))</title>"
                + "<image \(size) href=\"data:image/bmp;base64,\(data)\"/>"
                + shapes.joined() + letters.joined()
                + "</svg>\(element("figcaption", panel.title))</figure>"
        }
        let names = picture.maskNames.enumerated().map { number, name in
            "<span class=\"mask\(number % 6)\">■</span> \(escaped(name))"
        }
        let legend = (names + [escaped(picture.convention.description)]).joined(separator: " · ")
        return "<div class=\"slices\">\(panels.joined())</div>\n<p class=\"legend\">\(legend)</p>"
    }

    /// The runs of marked pixels in each row, as one path.
    private static func outline(of marks: [Bool], columns: Int) -> String {
        var path = ""
        var index = 0
        while index < marks.count {
            guard marks[index] else {
                index += 1
                continue
            }
            let (row, start) = index.quotientAndRemainder(dividingBy: columns)
            var end = start
            while end < columns, marks[row * columns + end] { end += 1 }
            path += "M\(start) \(row)h\(end - start)v1h-\(end - start)z"
            index = row * columns + end
        }
        return path
    }
}
