import Foundation
import Session
import SyntheticScans
import TestSupport
import Testing
import Viewer
import Volumes

@testable import REPL

@Suite("A session as a page")
struct SessionPageTests {
    private static let session = """
        ---
        voxelprompt-session: 1
        program: voxelprompt 0.1.0
        date: 2025-11-23
        precision: float32
        tolerance: 1e-06
        scans:
          t1:
            file: a<b>.nii.gz
            sha256: \(String(repeating: "ab", count: 32))
            geometry: 20×24×20 voxels of 8×8×8 mm, RAS
        ---

        ## Step 1

        > Is <b>this</b> "it" & that?

        ```python generated
        x = 1
        ```

        ```python run
        x = segment(t1, "left hippocampus")  # <script>
        ```

        ```text output
        1 < 2
        ```

        | Value | Result | Unit |
        | --- | ---: | --- |
        | volume | 3.5 | mL |

        - Warning: mind <this>
        - Status: ran
        - Seconds: plan 0.10, run 2.00

        <!-- end of step 1 -->

        ## My notes

        a <note>
        """

    private func page(_ pictures: [Int: [SlicePicture]] = [:]) throws -> String {
        SessionPage(
            document: try SessionDocument(text: Self.session, path: "s.md"), file: "s.md",
            pictures: pictures
        ).html
    }

    @Test func wordsOfTheSessionAreNoMarkup() throws {
        let html = try page()
        for words in [
            "Is &lt;b&gt;this&lt;/b&gt; &quot;it&quot; &amp; that?", "# &lt;script&gt;", "1 &lt; 2",
            "a&lt;b&gt;.nii.gz", "mind &lt;this&gt;", "a &lt;note&gt;",
            "<span class=\"function\">segment</span>",
            "<span class=\"string\">&quot;left hippocampus&quot;</span>",
            "<td class=\"number\">3.5</td>", "plan 0.10 s, run 2.00 s",
        ] { #expect(html.contains(words), "\(words)") }
        #expect(!html.contains("<script"))
        #expect(!html.contains("http:") && !html.contains("src="))
    }

    /// An XML parser reads what browsers read, and is stricter.
    @Test func elementsAreClosed() throws {
        let html = try page([1: [try picture()]])
        let body = try #require(html.firstRange(of: "<body>")).lowerBound
        let end = try #require(html.firstRange(of: "</html>")).lowerBound
        let text = String(html[body..<end])
        var open: [Substring] = []
        for match in text.matches(of: /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/) {
            if !match.3.isEmpty { continue }
            if match.1.isEmpty {
                open.append(match.2)
            } else {
                #expect(open.popLast() == match.2)
            }
        }
        #expect(open.isEmpty)
    }

    @Test func picturesAreInThePage() throws {
        let picture = try picture()
        let html = try page([1: [picture]])
        let data = html.matches(of: /data:image\/bmp;base64,([A-Za-z0-9+\/=]+)/)
        #expect(data.count == picture.panels.count)
        for (match, panel) in zip(data, picture.panels) {
            let bytes = try #require(Data(base64Encoded: String(match.1)))
            #expect(bytes.prefix(2) == Data("BM".utf8))
            #expect(
                bytes[18..<22].enumerated().reduce(0) { $0 | Int($1.1) << (8 * $1.0) }
                    == panel.columns)
        }
        #expect(html.contains("<path class=\"mask0\" d=\"M"))
        #expect(html.contains("left hippocampus · R is on the left (radiological)"))
        // The shapes cover what the mask marks: the runs' lengths add up.
        let paths = html.matches(of: /<path class="mask0" d="([^"]+)"/)
        let covered = paths.map { path in
            path.1.matches(of: /h([0-9]+)v1/).reduce(0) { $0 + (Int($1.1) ?? 0) }
        }
        #expect(
            covered
                == picture.panels.map { $0.marks[0].count { $0 } }.filter { $0 > 0 })
    }

    private func picture() throws -> SlicePicture {
        let head = SyntheticHead()
        let mask = Mask(
            geometry: head.labels.geometry, voxels: head.labels.voxels.map { $0 == 17 ? 1 : 0 })
        return SlicePicture(
            OrthogonalPreview(
                renderer: SliceRenderer(
                    volume: head.scan,
                    overlays: [SliceOverlay(mask: mask, name: "left hippocampus")])), size: 60)
    }
}
