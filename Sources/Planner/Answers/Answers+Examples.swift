import Script

extension Answers {
    /// A structure as an example names it.
    struct ExampleStructure {
        let name: String
        let isSided: Bool
        /// "left hippocampus", "brainstem".
        var text: String { isSided ? "left \(name)" : name }
    }

    /// Structures for examples: ones that everybody knows, if the table has them.
    var exampleStructures: [ExampleStructure] {
        let wellKnown = ["hippocampus", "thalamus", "amygdala", "lateral ventricle"]
        let known = wellKnown.compactMap { name in structures.first { $0.name == name } }
        let chosen = known.isEmpty ? Array(structures.prefix(2)) : known
        return chosen.map { ExampleStructure(name: $0.name, isSided: $0.isSided) }
    }

    /// Prompts that can be run with what is loaded, the most telling first.
    var examples: [String] {
        guard let scan = context.scans.last, let structure = exampleStructures.first else {
            return maskExamples
        }
        let other = exampleStructures.dropFirst().first ?? structure
        // With one scan nobody needs to name it.
        let place = context.scans.count > 1 ? " in \(scan.name)" : ""
        var examples: [String] = []
        func add(_ text: String, _ functions: String...) {
            let names = Set(catalogue.map(\.name))
            if functions.allSatisfy(names.contains) { examples.append(text) }
        }
        add("What is the volume of the \(structure.text)\(place)?", "segment", "volume_ml")
        if structure.isSided {
            add(
                "Is the left \(structure.name) smaller than the right\(place)?", "segment",
                "volume_ml")
        }
        if other.isSided {
            add("How asymmetric is the \(other.name)\(place)?", "segment", "volume_ml")
        }
        add("Show me the \(other.text)\(place)", "segment", "show")
        add("What is the mean intensity of the \(other.text)\(place)?", "segment", "mean")
        add("Save a mask of the \(structure.text)\(place)", "segment", "save")
        if let first = context.scans.first, context.scans.count > 1 {
            add(
                "Compare the volume of the \(structure.text) in \(first.name) and \(scan.name)",
                "segment", "volume_ml")
        }
        return examples + maskExamples
    }

    /// Prompts about the latest mask of the workspace.
    private var maskExamples: [String] {
        guard let mask = context.masks.last else { return [] }
        let names = Set(catalogue.map(\.name))
        var examples: [String] = []
        if names.contains("volume_ml") { examples.append("What is the volume of \(mask.name)?") }
        if names.contains("save") { examples.append("Save \(mask.name)") }
        return examples
    }

    /// The answer to "What can I ask?".
    var helpText: String {
        let scans = context.scans.map(\.name)
        var lines: [String] = []
        if scans.isEmpty {
            lines.append("No scan is loaded yet: load one with :load PATH, or :load PATH as NAME.")
            if examples.isEmpty, let structure = exampleStructures.first {
                lines.append(
                    "Then ask in your own words, for example: "
                        + "What is the volume of the \(structure.text)?")
            }
        } else {
            let noun = scans.count == 1 ? "the scan" : "the scans"
            lines.append("Ask in your own words about \(noun) \(Self.list(scans)), for example:")
        }
        if !examples.isEmpty {
            if scans.isEmpty { lines.append("About what is there you can ask:") }
            lines += examples.map { "  " + $0 }
        }
        if !structures.isEmpty {
            let names = exampleStructures.map(\.name)
            lines.append(
                "\(structures.count) structures can be named, among them \(Self.list(names)); "
                    + "most of them left, right or both.")
        }
        lines.append(
            "Every answer comes as a short program that you can read, edit or skip before it runs. "
                + "Commands begin with a colon; :help lists them.")
        return lines.joined(separator: "\n")
    }
}
