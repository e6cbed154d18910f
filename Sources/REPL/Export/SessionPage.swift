import Foundation
import Session
import Viewer

/// A session as one HTML page that needs no other file: words, code, values, pictures, methods.
struct SessionPage {
    let document: SessionDocument
    /// The name of the session's file.
    let file: String
    /// What the steps show, by their numbers.
    let pictures: [Int: [SlicePicture]]

    var html: String {
        let title = "Session of \(document.header.date)"
        return
            ([
                "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
                "<meta name=\"viewport\" content=\"width=device-width\">",
                "<meta name=\"generator\" content=\"\(HTMLText.escaped(ProgramVersion.title))\">",
                HTMLText.element("title", title), "<style>\(Self.style)</style>", "</head>",
                "<body>", HTMLText.element("h1", title),
                HTMLText.element("p", Disclaimer.text, class: "note"),
            ] + head + document.sections.map(section) + methods + ["</body>", "</html>"])
            .joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let header = document.header
        let facts = [
            ["program", header.program], ["session", file], ["numbers", header.precision],
            ["tolerance", "\(header.tolerance)"],
        ]
        let inputs = document.inputs.map { input in
            [
                input.name + (input.role == .labels ? " (label map)" : ""), input.path,
                input.geometry, input.date ?? "", input.checksum,
            ]
        }
        return [
            HTMLText.table(["", ""], facts),
            HTMLText.table(["scan", "file", "geometry", "date", "SHA-256"], inputs),
            "<details><summary>Weights</summary>",
            HTMLText.table(["file", "SHA-256"], header.weights.map { [$0.file, $0.checksum] }),
            "</details>",
        ]
    }

    private func section(_ section: SessionDocument.Section) -> String {
        switch section.content {
        case .step(let step): text(of: step)
        case .input(let input):
            HTMLText.element("p", "Loaded: \(input.name), \(input.path), \(input.geometry)")
        case .other: HTMLText.element("pre", section.text, class: "note")
        }
    }

    private func text(of step: StepRecord) -> String {
        var parts = ["<section id=\"step-\(step.number)\">"]
        parts.append(HTMLText.element("h2", "Step \(step.number)"))
        if let prompt = step.prompt { parts.append(HTMLText.element("blockquote", prompt)) }
        if let program = step.program {
            parts.append(HTMLText.element("p", "Program \(program)"))
        }
        if let generated = step.generatedCode, generated != step.code {
            parts.append(
                "<details><summary>Before it was changed</summary>\(HTMLText.code(generated))"
                    + "</details>")
        }
        if let code = step.code { parts.append(HTMLText.code(code)) }
        if !step.output.isEmpty { parts.append(HTMLText.element("pre", step.output)) }
        if !step.values.isEmpty {
            let rows = step.values.map { [$0.label, "\($0.content)", $0.unit] }
            parts.append(HTMLText.table(["value", "result", "unit"], rows, numbers: [1]))
        }
        if let error = step.error { parts.append(HTMLText.element("pre", error, class: "error")) }
        parts += (pictures[step.number] ?? []).map(HTMLText.picture)
        parts += step.warnings.map { HTMLText.element("p", $0, class: "warning") }
        parts += step.saved.map { HTMLText.element("p", "Saved: \($0)", class: "note") }
        let time = String(format: "plan %.2f s, run %.2f s", step.seconds.plan, step.seconds.run)
        parts.append(HTMLText.element("p", "\(step.status.rawValue) · \(time)", class: "note"))
        return (parts + ["</section>"]).joined(separator: "\n")
    }

    private var methods: [String] {
        guard !document.runnableSteps.isEmpty else { return [] }
        let text = MethodsText(document, path: file).text
        return ["<section id=\"methods\">", HTMLText.element("h2", "Methods")]
            + text.split(separator: "\n").map { HTMLText.element("p", String($0)) } + ["</section>"]
    }

    private static let style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 54rem; margin: 2rem auto; padding: 0 1rem;
          color: #1b1f24; background: #fff; }
        blockquote { border-left: 4px solid #5b7fb5; margin: 0; padding: .2rem 1rem; font-size: 1.1rem;
          white-space: pre-wrap; }
        pre { background: #f5f6f8; padding: .7rem 1rem; overflow-x: auto; border-radius: 4px; }
        pre.error { background: #fbeaea; } .warning { color: #8a4b00; } .note { color: #59636e; }
        table { border-collapse: collapse; margin: .7rem 0; } th { text-align: left; white-space: nowrap; }
          td, p { overflow-wrap: anywhere; }
        td, th { padding: .15rem .8rem .15rem 0; vertical-align: top; border-bottom: 1px solid #e3e6ea; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; }
        .slices { display: flex; flex-wrap: wrap; align-items: end; gap: .6rem; background: #000; padding: .6rem; }
        .slices figure { margin: 0; } .slices figcaption { color: #ccc; font-size: .8rem; }
        .slices text { fill: #fff; font: 11px sans-serif; } svg path { fill-opacity: .5; }
        .mask0 { fill: #ff4646; color: #d63030; } .mask1 { fill: #3cdcff; color: #0795b5; }
        .mask2 { fill: #ffe13c; color: #a88f00; } .mask3 { fill: #ff6eff; color: #c13dc1; }
        .mask4 { fill: #50e65a; color: #2a9632; } .mask5 { fill: #6e8cff; color: #4763d6; }
        .keyword { color: #8250df; } .string { color: #0a6b3d; } .code .number { color: #0550ae; }
        .function { color: #953800; } .comment { color: #6e7781; font-style: italic; }
        """
}
