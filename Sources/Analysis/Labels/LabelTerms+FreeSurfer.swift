extension LabelTerms {
    /// Every name of FreeSurfer's labels that can be asked for once a label map has them.
    static let freeSurfer: LabelTerms = {
        var terms = LabelTerms.none
        let labels = FreeSurferLabels.named
        for label in labels.sorted() { terms.insertFreeSurfer(label) }
        terms.insertFreeSurferGroups(among: labels)
        return terms
    }()

    /// Adds a number under the name that FreeSurfer gives it; nothing when it gives none.
    mutating func insertFreeSurfer(_ label: Int32) {
        guard let name = FreeSurferLabels.name(label) else { return }
        let plain = FreeSurferLabels.plainName(name)
        let aliases = FreeSurferLabels.aliases[plain] ?? []
        insert(label, name: plain, aliases: aliases, side: PhraseForm(name).askedSide)
    }

    /// Adds unions of numbers.
    ///
    /// - Parameter labels: The numbers that mean what FreeSurfer says.
    mutating func insertFreeSurferGroups(among labels: Set<Int32>) {
        for (name, aliases, members) in FreeSurferLabels.groups {
            for label in members.intersection(labels).sorted() {
                insert(label, name: name, aliases: aliases, side: .both)
            }
        }
    }
}
