/// One walk of the checker through a program.
final class CheckWalker {
    let checker: Checker
    let program: Program
    let scopes: ScopeBuilder
    /// The scope of the names being looked at.
    var scope: Scope
    /// What is known, per frame from the program inward.
    var flows: [Flow] = [Flow()]
    /// Scopes of comprehensions being walked, with what is known of their names.
    var locals: [(scope: Scope, names: [String: Known])] = []
    /// Above zero while a stretch is walked only for what it does to variables.
    var silence = 0
    /// The loops being walked: how deep in branches each stands, and where it is left early.
    var loops: [OpenLoop] = []
    /// Levels of branches that may not be taken.
    var conditions = 0
    /// Set while the first turn of a loop is walked: what stands so deep is reached in it.
    var firstTurn: Int?
    var functionDepth = 0
    /// Functions being followed into, so that recursion ends.
    var followed: [ObjectIdentifier] = []
    /// Calls that may still be followed into.
    var budget = 500
    /// Bodies to be checked once the program has been walked.
    var pending: [(function: FunctionSyntax, scope: Scope)] = []
    var pendingLambdas: [(lambda: LambdaExpression, scope: Scope)] = []
    struct OpenLoop {
        let depth: Int
        var breaks: [Flow.Branch] = []
        var continues: [Flow.Branch] = []
    }

    /// What the `return`s of a followed function give.
    var returns: [Known] = []

    private var diagnostics: [Diagnostic] = []
    private var reported: Set<Diagnostic> = []
    private var calls: [SourceSpan: CallRecord] = [:]
    private var readings: [Reading] = []

    struct CallRecord {
        let function: String
        var scans: Set<String>
        var phrases: [String]
        var repeats: Bool
    }

    init(_ checker: Checker, _ program: Program) {
        self.checker = checker
        self.program = program
        scopes = ScopeBuilder(program)
        scope = scopes.module
    }

    var result: CheckResult {
        CheckResult(
            diagnostics: diagnostics.sorted {
                ($0.span.start.offset, $0.span.end.offset) < (
                    $1.span.start.offset, $1.span.end.offset
                )
            },
            networkCalls: calls.sorted { $0.key.start < $1.key.start }.map { span, record in
                NetworkCall(
                    function: record.function, scans: record.scans.sorted(),
                    phrases: record.phrases, span: span, repeats: record.repeats)
            },
            readings: readings.sorted { $0.span.start < $1.span.start })
    }

    func walk() {
        for fault in scopes.faults { add(fault.fault.diagnostic(at: fault.span)) }
        walk(program.statements)
        // Bodies run when they are called: by then the program's own variables have values.
        while !pending.isEmpty || !pendingLambdas.isEmpty {
            if let entry = pending.popLast() { check(entry.function, in: entry.scope) }
            if let entry = pendingLambdas.popLast() { check(entry.lambda, in: entry.scope) }
        }
    }

    // MARK: Findings

    private static let maximumDiagnostics = 100

    private func add(_ diagnostic: Diagnostic) {
        guard diagnostics.count < CheckWalker.maximumDiagnostics,
            reported.insert(diagnostic).inserted
        else { return }
        diagnostics.append(diagnostic)
    }

    func report(_ finding: CheckFinding, _ span: SourceSpan) {
        if silence == 0 { add(finding.diagnostic(at: span)) }
    }

    /// Phrases are looked at also where a stretch is walked for what reaches it.
    func resolve(_ text: KnownText) -> String? {
        guard let resolver = checker.phrases else { return text.text }
        switch resolver.resolve(text.text) {
        case .accepted(let canonical): return canonical
        case .readAs(let canonical, let confidence):
            let reading = Reading(
                phrase: text.text, canonical: canonical, confidence: confidence, span: text.span)
            if !readings.contains(reading) { readings.append(reading) }
            let finding = CheckFinding.readPhrase(
                text.text, canonical: canonical, confidence: confidence)
            add(finding.diagnostic(at: text.span))
            return canonical
        case .refused(let reason, let suggestions):
            let finding = CheckFinding.unknownPhrase(
                text.text, reason: reason, suggestions: suggestions)
            add(finding.diagnostic(at: text.span))
            return nil
        }
    }

    func recordNetworkCall(
        _ function: String, scans: Set<String>, phrases: [String], span: SourceSpan
    ) {
        let repeats = !loops.isEmpty || functionDepth > 0
        var record =
            calls[span] ?? CallRecord(function: function, scans: [], phrases: [], repeats: false)
        record.scans.formUnion(scans)
        record.phrases += phrases.filter { !record.phrases.contains($0) }
        record.repeats = record.repeats || repeats
        calls[span] = record
    }

    // MARK: Names

    /// What is known of a name used here; reports where it is not defined.
    func lookUp(_ name: String, _ span: SourceSpan, isCall: Bool) -> Known {
        for local in locals.reversed() where local.names[name] != nil {
            return local.names[name] ?? .anything
        }
        guard let owner = scope.owner(of: name) else { return .anything }
        if owner.sort != .module {
            guard owner.frame === scope.frame else { return outer(name, owner) }
            if let binding = flow[name] { return binding.known }
            reportUnbound(name, span)
            return .anything
        }
        if scope.frame === scopes.module, let binding = flow[name] { return binding.known }
        if scopes.module.bound.contains(name) {
            // A function runs later: any assignment of the program may have come before.
            if scope.frame !== scopes.module { return fromFunction(name) }
            if let kind = checker.globals[name] { return global(name, kind) }
            if isKnownFunction(name) { return Known(kind: .function) }
            reportUnbound(name, span)
            return .anything
        }
        if let kind = checker.globals[name] { return global(name, kind) }
        if isKnownFunction(name) { return Known(kind: .function) }
        if name == "math" {
            report(.mathAlone, span)
            return .anything
        }
        reportUndefined(name, span, isCall: isCall)
        return .anything
    }

    /// A variable of the program as a function sees it.
    private func fromFunction(_ name: String) -> Known {
        var known = flows[0][name]?.known ?? .anything
        let isSetOnce = scopes.module.bindCounts[name] == 1 && checker.globals[name] == nil
        if !isSetOnce { known.kind = .any }
        return known
    }

    private func reportUnbound(_ name: String, _ span: SourceSpan) {
        guard flow.isReachable else { return }
        if silence == 0 || firstTurn == conditions {
            add(CheckFinding.usedBeforeAssignment(name).diagnostic(at: span))
        }
    }

    /// A variable of a function around the one being checked.
    private func outer(_ name: String, _ owner: Scope) -> Known { .anything }

    private func global(_ name: String, _ kind: Kind) -> Known {
        Known(kind: kind, scans: kind.isDisjoint(with: .image) ? [] : [name])
    }

    func isKnownFunction(_ name: String) -> Bool {
        checker.functions[name] != nil || Builtins.all[name] != nil
    }

    private func reportUndefined(_ name: String, _ span: SourceSpan, isCall: Bool) {
        let isMath = MathFunctions.values[name] != nil
        if isCall {
            let functions =
                Array(checker.functions.keys) + Builtins.all.keys.filter { !$0.hasSuffix("Error") }
            let defined = scopes.functionNames
            let nearest = Spelling.nearest(to: name, among: functions + defined)
            report(.undefinedFunction(name, nearest: nearest, isMath: isMath), span)
        } else {
            var known = Array(checker.globals.keys) + Array(scopes.module.bound)
            var current: Scope? = scope
            while let around = current {
                known += around.bound
                current = around.parent
            }
            let nearest =
                Spelling.nearest(to: name, among: known)
                ?? Spelling.nearest(
                    to: name, among: Array(checker.functions.keys) + Array(Builtins.all.keys))
            report(.undefinedName(name, nearest: nearest, isMath: isMath), span)
        }
    }

    var flow: Flow {
        get { flows[flows.count - 1] }
        _modify { yield &flows[flows.count - 1] }
    }

    /// Gives a name a value here.
    func bind(_ name: String, _ known: Known, _ span: SourceSpan) {
        if let last = locals.last, last.scope === scope {
            locals[locals.count - 1].names[name] = known
            return
        }
        guard let owner = scope.owner(of: name), owner.frame === scope.frame else { return }
        if owner.sort == .module, checker.functions[name] != nil, flow[name] == nil {
            report(.hidesFunction(name), span)
        }
        flow.set(name, Flow.Binding(known: known.named, isCertain: true))
    }
}
