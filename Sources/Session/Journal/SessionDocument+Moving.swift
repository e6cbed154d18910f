extension SessionDocument {
    /// The whole file with its paths as they are from another folder. Code and prompts stay as
    /// they were typed.
    package func text(from old: String, to new: String) -> String {
        func moved(_ path: String) -> String {
            SessionPath.relative(SessionPath.resolved(path, from: old), to: new)
        }
        return Self.rewriting(head, moved, keys: ["file: "], of: header.inputs.map(\.path))
            + sections.map { section in
                switch section.content {
                case .step:
                    Self.rewriting(section.text, moved, keys: ["- Saved: ", "- Program: "])
                case .input: Self.rewriting(section.text, moved, keys: ["- file: "])
                case .other: section.text
                }
            }.joined()
    }

    /// Rewrites the paths behind some beginnings of lines, outside of blocks of code and output.
    ///
    /// - Parameter known: The paths to rewrite; nil for all.
    private static func rewriting(
        _ text: String, _ moved: (String) -> String, keys: [String], of known: [String]? = nil
    ) -> String {
        var fence: Int?
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { part -> String in
            let line = String(part)
            if let length = fence {
                if SectionScanner.closes(line, length: length) { fence = nil }
                return line
            }
            fence = SectionScanner.openingFence(line)?.length
            let indent = line.prefix { $0 == " " }
            let rest = line.dropFirst(indent.count)
            guard let key = keys.first(where: rest.hasPrefix) else { return line }
            let written = rest.dropFirst(key.count).trimmingBlanks
            guard let known else { return indent + key + moved(written) }
            let path = QuotedText.unquoted(written) ?? written
            guard known.contains(path) else { return line }
            return indent + key + FrontMatter.scalar(moved(path))
        }.joined(separator: "\n")
    }
}
