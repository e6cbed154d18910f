import LanguageModel

/// What strings are made of: words, spans of the prompt, variables.
extension ProgramConstraint {
    func insertWords(
        _ quotation: ProgramState.Quotation, _ state: ProgramState, into legal: inout ActionSet
    ) {
        let marks = tokens.marks
        switch quotation.purpose {
        case .phrase:
            guard !quotation.isWhole else {
                legal.insert(marks.unquote)
                return
            }
            // No program needs a structure twice; a decoder that writes one again means another.
            let fresh = structures.filter { !state.asked.contains(quotation.asked($0)) }
            for id in fresh.isEmpty ? structures : fresh { legal.insert(id) }
            if !spans.starts.isEmpty { legal.insert(marks.copy) }
            if quotation.side == nil { for id in sides { legal.insert(id) } }
            for (number, type) in state.readable where type.kind == .string {
                let mayStand =
                    switch type.wording {
                    case .side, .phrase: quotation.side == nil
                    case .structure: true
                    case .free: false
                    }
                if mayStand { legal.insert(tokens.variables[number]) }
            }
        case .text, .path, .label:
            let isPath = quotation.purpose == .path
            if quotation.isWhole || quotation.parts > 0 && (!isPath || quotation.isOneCopy) {
                legal.insert(marks.unquote)
            }
            guard !quotation.isWhole else { return }
            if isPath, quotation.parts > 0 { for id in fileEndings { legal.insert(id) } }
            guard quotation.parts < Self.longestQuotation else { return }
            // A file that the prompt names is called that, and nothing else.
            if isPath, spans.namesFiles, quotation.parts == 0 {
                legal.insert(marks.copy)
                return
            }
            for id in tokens.words.values where !fileEndings.contains(id) { legal.insert(id) }
            for index in items.indices { legal.insert(tokens.count + firstItem + index) }
            for (number, type) in state.readable where accepts(type, quotation.purpose) {
                legal.insert(tokens.variables[number])
            }
            if isPath ? !spans.files.isEmpty : !spans.starts.isEmpty { legal.insert(marks.copy) }
        }
    }

    func insertPieces(_ copy: ProgramState.Copy, into legal: inout ActionSet) {
        switch copy.purpose {
        case .text:
            let pieces = copy.first.map { first in spans.ends.filter { $0 >= first } }
            for piece in pieces ?? spans.starts { legal.insert(tokens.count + piece) }
        case .path:
            for file in spans.files {
                if let first = copy.first {
                    if file.lowerBound == first { legal.insert(tokens.count + file.upperBound) }
                } else {
                    legal.insert(tokens.count + file.lowerBound)
                }
            }
        case .number:
            for number in spans.numbers where fits(number, copy.purpose) {
                if let first = copy.first {
                    if number.first == first { legal.insert(tokens.count + number.last) }
                } else {
                    legal.insert(tokens.count + number.first)
                }
            }
        }
    }

    /// Whether a number of the prompt may be copied for a purpose.
    func fits(_ number: PromptSpans.Number, _ purpose: ProgramState.Copy.Purpose) -> Bool {
        guard case .number(let wholeOnly, let nonZero) = purpose else { return false }
        return !(wholeOnly && !number.isWhole) && !(nonZero && number.isZero)
    }
}
