import Analysis
import Session

/// What `:help` explains: commands, functions, structures and names.
struct HelpTopics {
    let workspace: Workspace
    let vocabulary: Vocabulary

    /// `:help` alone.
    static var overview: String {
        var lines = [
            "Ask in words about the scans that are loaded, for example:",
            "  What is the volume of the left hippocampus?",
            "The answer comes as code: Enter runs it, e edits it, n skips it, ? shows every key.",
            "A line that ends in a backslash goes on; Alt-Enter breaks it too. Several lines of code",
            "are taken as a program. :tour shows the rest.",
            "",
        ]
        let width = ColonCommand.all.map { form($0).count }.max() ?? 0
        lines += ColonCommand.all.map { syntax in
            let form = form(syntax)
            return "  " + form + String(repeating: " ", count: width - form.count + 2)
                + syntax.summary
        }
        lines += [
            "",
            "Functions: " + Catalogue.builtIns.map { $0.signature.name }.joined(separator: ", "),
            ":help NAME explains a command, a function or a structure. Tab completes names.",
            "Ctrl-C stops what is running, Ctrl-D leaves.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func form(_ syntax: ColonCommand.Syntax) -> String {
        syntax.arguments.isEmpty ? ":\(syntax.name)" : ":\(syntax.name) \(syntax.arguments)"
    }

    /// nil where there is nothing to say.
    func text(about topic: String) -> String? {
        let name = topic.hasPrefix(":") ? String(topic.dropFirst()) : topic
        if let syntax = ColonCommand.all.first(where: { $0.name == name }) {
            return "\(Self.form(syntax)): \(syntax.summary)\n"
        }
        if let page = FunctionReference.help(for: name) { return page + "\n" }
        if let entry = workspace[name: name] {
            let details = WorkspaceListing.details(entry, labels: workspace.labels[name])
            return "\(name): \(entry.kind), \(details)\n"
        }
        let resolver = AnatomyResolver(
            vocabulary: vocabulary, labelTerms: workspace.labelTerms, judge: nil)
        guard case .success(let reading) = resolver.read(topic) else { return nil }
        return structure(reading)
    }

    private func structure(_ reading: AnatomyReading) -> String {
        guard case .target(let target) = reading.anatomy else {
            return "\(reading.anatomy.name): a name of the label maps that are loaded\n"
        }
        let structure = target.structure
        var lines = [structure.name]
        if structure.isSided { lines.append("  sides: left, right; without a side, both") }
        if case .composite(let parts) = structure.composition {
            lines.append("  parts: " + parts.joined(separator: ", "))
        }
        if structure.isParcel { lines.append("  a parcel of the cerebral cortex") }
        if structure.isOverlay { lines.append("  marked only by label maps (--labels)") }
        if !structure.synonyms.isEmpty {
            lines.append("  also called: " + structure.synonyms.joined(separator: ", "))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    func nearest(to topic: String) -> String? {
        Nearest.name(
            to: topic,
            among: ColonCommand.all.map(\.name) + Catalogue.signatures.keys + workspace.names
                + vocabulary.structures.map(\.name))
    }
}
