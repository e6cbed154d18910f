import Foundation

/// The steps of a session as one program, for `voxelprompt run`: each step's code under its prompt.
package struct SessionScript {
    private let document: SessionDocument
    private let path: String

    /// - Parameter path: The file of the document.
    package init(_ document: SessionDocument, path: String) {
        self.document = document
        self.path = path
    }

    package var text: String {
        let header = document.header
        let name = NSString(string: path).lastPathComponent
        var lines = [
            "# \(name): a session of \(header.program)"
                + (header.date.isEmpty ? "" : ", \(header.date)"), "#",
            "# voxelprompt run \(NSString(string: name).deletingPathExtension).py \\",
        ]
        let inputs = document.inputs.map { input in
            let option = input.role == .scan ? "--scan" : "--labels"
            return "#     \(option) \(input.name)=\(input.path)"
        }
        lines += inputs.dropLast().map { $0 + " \\" } + inputs.suffix(1)
        for step in document.runnableSteps {
            lines += [""] + Self.comment(step) + [step.code ?? ""]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func comment(_ step: StepRecord) -> [String] {
        let words = step.prompt ?? step.program.map { "the program \($0)" } ?? ""
        let text = ["Step \(step.number)" + (words.isEmpty ? "" : ": ")] + lines(of: words)
        let first = text[0] + (text.count > 1 ? text[1] : "")
        return ([first] + text.dropFirst(2)).map { $0.isEmpty ? "#" : "# " + $0 }
    }

    private static func lines(of text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(String.init)
    }
}
