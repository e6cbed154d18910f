import Script

/// Decides what an anatomy phrase means: by the table, else by the names that label maps bring,
/// else by the trained judge; a slip away from a name is refused with the correction.
package struct AnatomyResolver: PhraseResolver {
    package let vocabulary: Vocabulary
    /// Names that the label maps at hand bring along.
    package let labelTerms: LabelTerms
    /// The trained decision about other words; without one they are refused.
    package let judge: (any PhraseJudge)?

    package init(
        vocabulary: Vocabulary, labelTerms: LabelTerms = .none, judge: (any PhraseJudge)? = nil
    ) {
        self.vocabulary = vocabulary
        self.labelTerms = labelTerms
        self.judge = judge
    }

    /// The answer in the language's own terms, for its checker.
    package func resolve(_ phrase: String) -> PhraseResolution {
        switch read(phrase) {
        case .success(let reading):
            if let confidence = reading.confidence {
                return .readAs(canonical: reading.anatomy.name, confidence: confidence)
            }
            return .accepted(canonical: reading.anatomy.name)
        case .failure(let refusal):
            return .refused(reason: refusal.reason, suggestions: refusal.suggestions)
        }
    }

    /// What a phrase means, or why it means nothing here.
    package func read(_ phrase: String) -> Result<AnatomyReading, PhraseRefusal> {
        func refuse(
            _ problem: PhraseRefusal.Problem, _ suggestions: [String] = []
        ) -> Result<AnatomyReading, PhraseRefusal> {
            .failure(
                PhraseRefusal(phrase: phrase, problem: problem, suggestions: suggestions))
        }
        let form = PhraseForm(phrase)
        if phrase.count > Self.longestPhrase { return refuse(.tooLong(length: phrase.count)) }
        if form.words.isEmpty {
            return form.namesSide ? refuse(.sideAlone(word: phrase)) : refuse(.empty)
        }
        let known = lookUp(form)
        switch form.side {
        case .contradictory:
            let name = known?.baseName
            return refuse(
                .contradictorySides, name.map { [$0, "left \($0)", "right \($0)"] } ?? [])
        case .relative(let word):
            let name = known?.baseName
            let sides = name.map { ["left \($0)", "right \($0)"] }
            return refuse(.relativeSide(word: word), sides ?? [])
        case .said, .unsaid:
            break
        }
        if let known {
            return finish(known, form: form, confidence: nil)
        }
        if let meanings = Self.ambiguousAbbreviations[form.words.joined(separator: " ")] {
            return refuse(.ambiguous(abbreviation: phrase), meanings.map(form.askedSide.naming))
        }
        if form.candidates.contains(where: { LabelTerms.freeSurfer.sides(ofKey: $0) != nil }) {
            return refuse(.onlyInLabelMaps)
        }
        if let word = form.words.first(where: Self.negations.contains) {
            return refuse(.negated(word: word))
        }
        let corrections = nearMisses(of: form)
        if !corrections.isEmpty { return refuse(.misspelt, corrections) }
        if let whole = form.wholeOfPart.flatMap({ lookUp($0) }) {
            return refuse(.unknown, [form.askedSide.naming(whole.baseName)])
        }
        let parts = namedParts(of: form)
        if parts.count > 1 { return refuse(.several, parts) }
        return judged(form)
    }

    /// Hands words that no table knows to the judge.
    private func judged(_ form: PhraseForm) -> Result<AnatomyReading, PhraseRefusal> {
        func refuse(
            _ problem: PhraseRefusal.Problem, _ nearest: [String]
        ) -> Result<AnatomyReading, PhraseRefusal> {
            let names = nearest.prefix(3).map { name in
                let isSided = vocabulary.structure(named: name)?.isSided ?? true
                return isSided ? form.askedSide.naming(name) : name
            }
            return .failure(
                PhraseRefusal(phrase: form.original, problem: problem, suggestions: Array(names)))
        }
        guard let judge else { return refuse(.unknown, nearestNames(to: form)) }
        do {
            let judgement = try judge.judge(form.text)
            let isSure =
                !form.candidates.contains(where: vocabulary.outsideKeys.contains)
                && (judgement.confidence >= Self.certainty || !isQualified(form))
            guard judgement.isAccepted, isSure, let name = judgement.nearest.first,
                let structure = vocabulary.structure(named: name)
            else {
                let nearest = judgement.nearest
                return refuse(.unknown, nearest.isEmpty ? nearestNames(to: form) : nearest)
            }
            return finish(.structure(structure), form: form, confidence: judgement.confidence)
        } catch {
            return refuse(.judgeFailed(reason: "\(error)"), nearestNames(to: form))
        }
    }

    /// Whether the phrase is a known name with one more word, which is mostly something else:
    /// "brain freeze".
    private func isQualified(_ form: PhraseForm) -> Bool {
        form.words.count > 1
            && form.words.indices.contains { index in
                var words = form.words
                words.remove(at: index)
                return vocabulary.structure(key: words.joined(separator: " ")) != nil
            }
    }

    /// Puts the structure and the side together.
    private func finish(
        _ known: Known, form: PhraseForm, confidence: Double?
    ) -> Result<AnatomyReading, PhraseRefusal> {
        switch known {
        case .structure(let structure):
            guard let target = vocabulary.target(structure, side: form.askedSide) else {
                return .failure(
                    PhraseRefusal(
                        phrase: form.original,
                        problem: .noSides(structure: structure.name, side: form.askedSide),
                        suggestions: [structure.name]))
            }
            return .success(
                AnatomyReading(
                    phrase: form.original, anatomy: .target(target), confidence: confidence,
                    words: form.text))
        case .term(let name, let sides):
            guard let term = sides[form.askedSide] else {
                return .failure(
                    PhraseRefusal(
                        phrase: form.original,
                        problem: .noSides(structure: name, side: form.askedSide),
                        suggestions: sides.values.map(\.title).sorted()))
            }
            return .success(
                AnatomyReading(
                    phrase: form.original, anatomy: .labelled(term), confidence: confidence,
                    words: form.text))
        }
    }

    /// What a phrase names without its side.
    enum Known {
        case structure(Structure)
        case term(name: String, sides: [Side: LabelTerm])

        var baseName: String {
            switch self {
            case .structure(let structure): structure.name
            case .term(let name, _): name
            }
        }
    }

    /// Looks a phrase up in the table and among the label maps' names, the most literal form
    /// first.
    func lookUp(_ form: PhraseForm) -> Known? {
        let candidates = form.candidates
        for key in candidates {
            if let structure = vocabulary.structure(key: key) { return .structure(structure) }
            if let sides = labelTerms.sides(ofKey: key) {
                return .term(name: labelTerms.name(ofKey: key), sides: sides)
            }
        }
        for key in candidates {
            let bag = PhraseNormalizer.wordBag(key)
            if let structure = vocabulary.structure(wordBag: bag) { return .structure(structure) }
        }
        for key in candidates {
            let joined = PhraseNormalizer.joined(key)
            if let structure = vocabulary.structure(joinedKey: joined) {
                return .structure(structure)
            }
        }
        return parcel(form.words).map { .structure($0) }
    }

    /// The parcel that FreeSurfer's own name means: `ctx-lh-superiortemporal`.
    private func parcel(_ words: [String]) -> Structure? {
        guard words.first == "ctx" else { return nil }
        let structure = vocabulary.structure(key: words.dropFirst().joined(separator: " "))
        return structure?.isParcel == true ? structure : nil
    }

    private static let longestPhrase = 200

    /// How sure the judge must be of a known name with another word.
    private static let certainty = 0.75

    private static let negations: Set<String> = [
        "not", "without", "except", "excluding", "excluded", "minus", "but", "no", "non",
    ]

    /// Abbreviations that people use for several things, in normalised form.
    static let ambiguousAbbreviations = [
        "cc": ["cerebral cortex", "cerebellar cortex"],
        "cn": ["caudate"],
        "ctx": ["cerebral cortex", "cerebellar cortex"],
        "nc": ["caudate"],
        "sc": ["deep grey matter"],
        "v": ["ventricular system", "third ventricle", "fourth ventricle"],
    ]
}
