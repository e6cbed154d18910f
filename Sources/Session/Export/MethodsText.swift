import Foundation

/// A paragraph for the methods of a paper: what was done to which scans, with which versions, and
/// whose work that rests on. Written from the session alone; nothing runs.
package struct MethodsText {
    private let document: SessionDocument
    /// The name of the session's file.
    private let file: String

    /// - Parameter path: The file of the document.
    package init(_ document: SessionDocument, path: String) {
        self.document = document
        file = NSString(string: path).lastPathComponent
    }

    /// The paragraph, then the references.
    package var text: String {
        let references = citations.map { "- \($0.reference)" }.joined(separator: "\n")
        return ([paragraph] + (references.isEmpty ? [] : ["References:", references]))
            .joined(separator: "\n\n") + "\n"
    }

    package var paragraph: String {
        ([opening] + inputs + [segmentation].compactMap { $0 } + methods + [closing])
            .joined(separator: " ")
    }

    /// In the order in which the paragraph names them, each once.
    var citations: [Citation] {
        var found: [Citation] = usesNetwork ? Citation.ofNetwork : []
        if namesCortex { found.append(Citation.desikan) }
        for name in calls.names { found += Citation.ofFunctions[name]?.work ?? [] }
        return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private var header: SessionHeader { document.header }
    private var steps: [StepRecord] { document.runnableSteps }
    private var calls: CalledFunctions { CalledFunctions(in: steps.compactMap(\.code)) }

    /// Inputs of a role, the last of a name.
    private func inputs(_ role: InputRecord.Role) -> [InputRecord] {
        document.inputs.filter { $0.role == role }.reduce(into: []) { found, input in
            found.removeAll { $0.name == input.name }
            found.append(input)
        }
    }

    private var opening: String {
        let steps = steps.count == 1 ? "one step" : "\(steps.count) steps"
        let day = header.date.isEmpty ? "" : ", begun on \(header.date)"
        return "Scans were analysed with \(header.program) in a session of \(steps)\(day)."
    }

    private var inputs: [String] {
        inputs(.scan).map { scan in
            let day = scan.date.map { ", acquired on \($0)" } ?? ""
            return "Scan \(scan.name) had \(scan.geometry)\(day) (SHA-256 \(scan.checksum))."
        }
            + inputs(.labels).map { map in
                "For \(map.name), structures were taken from the label map "
                    + "\(NSString(string: map.path).lastPathComponent) (SHA-256 \(map.checksum))."
            }
    }

    /// Functions that find structures by themselves.
    private static let segmenting: Set<String> = [
        "segment", "all_structures", "tissue_volumes", "intracranial_volume", "brain_mask",
        "skull_strip", "location", "compare",
    ]

    /// Whether some scan had no label map in the network's place.
    private var usesNetwork: Bool {
        let mapped = Set(inputs(.labels).map(\.name))
        return inputs(.scan).contains { !mapped.contains($0.name) }
            && calls.names.contains(where: Self.segmenting.contains)
    }

    private var namesCortex: Bool {
        calls.phrases.contains { phrase in
            ["gyrus", "lobe", "cortex", "sulcus", "cuneus", "insula"].contains {
                phrase.lowercased().contains($0)
            } && !phrase.lowercased().contains("cerebell")
        }
    }

    private var segmentation: String? {
        guard usesNetwork else { return nil }
        let phrases = calls.phrases.map { "“\($0)”" }
        let what =
            phrases.isEmpty
            ? "Structures were found" : "Structures (\(phrases.joined(separator: ", "))) were found"
        let weights = header.weights.map { "\($0.file), SHA-256 \($0.checksum)" }
            .joined(separator: "; ")
        let works = Citation.ofNetwork.map(\.key).joined(separator: "; ")
        let files = weights.isEmpty ? "" : " (weights: \(weights))"
        let format = header.precision.isEmpty ? "" : ", computing in \(header.precision)"
        return "\(what) by the program's vision network, which was trained on synthetic images and "
            + "is steered by the embedding of these words (\(works))\(format)\(files)."
    }

    /// One sentence for each function that rests on others' work; the Desikan atlas where cortical
    /// regions are named.
    private var methods: [String] {
        let cortex =
            namesCortex
            ? [
                "Cortical regions are those of the Desikan-Killiany atlas (\(Citation.desikan.key))."
            ]
            : []
        return cortex
            + calls.names.compactMap { name in
                guard let (does, work) = Citation.ofFunctions[name] else { return nil }
                let keys = work.map(\.key).joined(separator: "; ")
                return does.prefix(1).uppercased() + does.dropFirst() + " (\(keys))."
            }
    }

    private var closing: String {
        "All code and values are in \(file), which `voxelprompt replay` runs again; values count as "
            + "the same within \(header.tolerance) of their size."
    }
}
