import Script

extension ProgramConstraint {
    /// The source text of a program written under this grammar.
    ///
    /// - Parameters:
    ///   - actions: with its intent and end, as the search returns them.
    ///   - catalogue: the host's functions.
    ///   - context: the workspace.
    package func sourceText(
        of actions: [Int], catalogue: [Signature], context: PlanningContext
    ) -> String {
        sourceText(of: lexemes(of: actions), catalogue: catalogue, context: context)
    }

    /// The source text of lexemes.
    func sourceText(
        of lexemes: [Lexeme], catalogue: [Signature], context: PlanningContext
    ) -> String {
        let lexemes = ReportLabel(catalogue: catalogue, context: context).filled(lexemes)
        var namer = VariableNamer(catalogue: catalogue, context: context)
        let names = namer.names(for: lexemes)
        let expansion = Expansion(
            parameter: namer.spare(beside: names), leavesBoundsOut: leavesBoundsOut)
        return ProgramWriter(names: names).text(of: expansion.expanded(lexemes))
    }
}
