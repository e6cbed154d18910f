import Script

/// What the checker says about a program before it becomes a plan.
struct ProgramCheck {
    let diagnostics: [Diagnostic]
    let readings: [Reading]
    private let source: Source

    init(
        _ code: String, catalogue: [Signature], context: PlanningContext,
        phrases: (any PhraseResolver)?
    ) {
        source = Source(name: "program", text: code)
        let (program, mistakes) = Parser.parse(source)
        guard !mistakes.hasErrors else {
            diagnostics = mistakes
            readings = []
            return
        }
        let functions = Dictionary(
            catalogue.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let globals = Dictionary(
            context.items.map { ($0.name, $0.kind) }, uniquingKeysWith: { _, last in last })
        let result = Checker(functions: functions, globals: globals, phrases: phrases)
            .check(program)
        diagnostics = mistakes + result.diagnostics
        readings = result.readings
    }

    /// The first mistake; nil where the program can run.
    var mistake: Diagnostic? { diagnostics.first { $0.severity == .error } }

    /// All that was found, as a user reads it.
    var rendered: String {
        DiagnosticRenderer.render(diagnostics, source: source, colored: false)
    }
}
