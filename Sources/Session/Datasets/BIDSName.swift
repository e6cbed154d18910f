/// What the name of a file says by the Brain Imaging Data Structure (BIDS 1.9, "File naming"):
/// sub-01_ses-02_run-1_T1w.nii.gz.
package struct BIDSName: Hashable, Sendable {
    /// In their order: ("sub", "01"), ("ses", "02"), ("run", "1").
    package let entities: [Entity]
    /// "T1w".
    package let suffix: String
    /// The name without its ending.
    package let stem: String

    package struct Entity: Hashable, Sendable {
        package let key: String
        package let label: String
    }

    package var subject: String? { label("sub") }
    package var session: String? { label("ses") }

    /// "sub-01, ses-02".
    package var person: String {
        entities.filter { ["sub", "ses"].contains($0.key) }
            .map { "\($0.key)-\($0.label)" }.joined(separator: ", ")
    }

    /// - Parameter path: The file, with or without folders.
    /// - Returns: nil unless the name begins with a subject and ends with a suffix.
    package init?(path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        stem = ScanEnding.stem(of: name)
        let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
        guard let last = parts.last, Self.isLabel(last), parts.count > 1 else { return nil }
        var entities: [Entity] = []
        for part in parts.dropLast() {
            let pair = part.split(
                separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, Self.isLabel(pair[0]), Self.isLabel(pair[1]) else { return nil }
            entities.append(Entity(key: String(pair[0]), label: String(pair[1])))
        }
        guard entities.first?.key == "sub" else { return nil }
        self.entities = entities
        suffix = String(last)
    }

    private func label(_ key: String) -> String? { entities.first { $0.key == key }?.label }

    private static func isLabel(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "+") }
    }
}

/// The endings of files that hold scans.
package enum ScanEnding {
    /// The longer ones first.
    static let all = [".nii.gz", ".nii", ".mgz", ".mgh", ".img.gz", ".img", ".hdr"]

    /// A file's name without the ending of a scan; the name itself where it has none.
    package static func stem(of name: String) -> String {
        let lower = name.lowercased()
        for ending in all where lower.hasSuffix(ending) && name.count > ending.count {
            return String(name.dropLast(ending.count))
        }
        return name
    }
}
