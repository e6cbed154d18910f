/// The reference page of the structures that can be asked for, made from the vocabulary.
package enum StructureReference {
    /// The text of `Documentation/Structures.md`.
    package static func markdown(_ vocabulary: Vocabulary) -> String {
        var lines = [
            "# Structures",
            "",
            "<!-- Written by `scripts/update-reference` from models/vocabulary.json; change it",
            "     there. -->",
            "",
            "What a phrase can ask for. A structure with sides takes “left” or “right” in any",
            "common form; without one, both sides are meant. Case, hyphens, articles, plurals,",
            "possessives and British or American spelling do not matter.",
        ]
        lines += table(
            "Leaves", "They divide the head among them: no voxel belongs to two.",
            columns: ["structure", "sides", "also called", "labels"],
            rows: vocabulary.structures.filter(\.isLeaf).map { structure in
                row(structure) + [labels(structure)]
            })
        lines += table(
            "Composites",
            "Unions of leaves. The left side of a composite is the left sides of its parts; parts "
                + "without sides count only for the whole.",
            columns: ["structure", "sides", "also called", "parts"],
            rows: composites(vocabulary, ofParcels: false))
        lines += [
            "",
            "The **intracranial volume** (also the brain mask) is all that lies inside the skull: "
                + "brain tissue, the four ventricles",
            "and the cerebrospinal fluid around the brain. Arteries, veins and sinuses are counted outside "
                + "it. The **brain** is tissue",
            "alone, without ventricles and fluid; the **head** is everything but the air around it.",
        ]
        lines += table(
            "Cortical parcels",
            "The regions of the Desikan–Killiany atlas. They divide the cerebral cortex among them; "
                + "so they overlap the leaf of that name and nothing else.",
            columns: ["structure", "sides", "also called", "labels"],
            rows: vocabulary.structures.filter(\.isParcel).map { structure in
                row(structure) + [labels(structure)]
            })
        lines += table(
            "Lobes and groups of gyri",
            "Unions of cortical parcels: the cortex of a lobe, without the white matter below it. The "
                + "insula and the cingulate cortex belong to no lobe.",
            columns: ["structure", "sides", "also called", "parts"],
            rows: composites(vocabulary, ofParcels: true))
        lines += table(
            "Overlays",
            "They lie over the anatomy: their voxels belong to a leaf as well. Best asked of a FLAIR scan.",
            columns: ["structure", "sides", "also called", "labels"],
            rows: vocabulary.structures.filter(\.isOverlay).map { structure in
                row(structure) + [labels(structure)]
            })
        return lines.joined(separator: "\n") + "\n"
    }

    private static func composites(
        _ vocabulary: Vocabulary, ofParcels: Bool
    ) -> [[String]] {
        vocabulary.structures.compactMap { structure in
            guard case .composite(let parts) = structure.composition,
                let target = vocabulary.target(structure, side: .both),
                target.parcels.isEmpty != ofParcels
            else { return nil }
            return row(structure) + [parts.joined(separator: ", ")]
        }
    }

    private static func table(
        _ title: String, _ text: String, columns: [String], rows: [[String]]
    ) -> [String] {
        guard !rows.isEmpty else { return [] }
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
        return ["", "## \(title)", "", text, "", line(columns), line(columns.map { _ in "---" })]
            + rows.map(line)
    }

    private static func row(_ structure: Structure) -> [String] {
        [
            structure.name, structure.isSided ? "left, right" : "none",
            structure.synonyms.joined(separator: ", "),
        ]
    }

    /// FreeSurfer numbers, left before right.
    private static func labels(_ structure: Structure) -> String {
        Side.allCases.compactMap { structure.labels[$0] }
            .map { $0.map(String.init).joined(separator: ", ") }
            .joined(separator: " / ")
    }
}

extension Vocabulary {
    /// Every phrase in the tool's own words, sides included: what completion offers.
    package var phrases: [String] {
        structures.flatMap { structure in
            structure.isSided
                ? [Side.both, .left, .right].map { $0.naming(structure.name) } : [structure.name]
        }
    }
}
