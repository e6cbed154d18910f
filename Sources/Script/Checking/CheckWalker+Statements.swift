extension CheckWalker {
    func walk(_ statements: [Statement]) {
        var leaver: String?
        var isReported = false
        for statement in statements {
            if !flow.isReachable, !isReported, let leaver {
                report(.unreachable(after: leaver), statement.span)
                isReported = true
            }
            walk(statement)
            if !flow.isReachable, leaver == nil { leaver = statement.leavingWords }
        }
    }

    private func walk(_ statement: Statement) {
        switch statement.form {
        case .expression(let value): _ = self.value(value)
        case .assign(let targets, let value):
            let known = self.value(value)
            for target in targets { assign(known, to: target) }
        case .augmented(let target, let op, let value):
            let left = self.value(target)
            let right = self.value(value)
            let known = binary(op, left, right, statement.span)
            if case .name(let name) = target.form { bind(name, known, target.span) }
        case .if(let clauses, let otherwise): walkIf(clauses[...], otherwise)
        case .while(let test, let body, let otherwise):
            walkLoop(body, otherwise, isEndless: test.isAlwaysTrue) { self.condition(test) }
        case .for(let target, let iterable, let body, let otherwise):
            let items = elements(of: value(iterable), iterable.span)
            walkLoop(body, otherwise, isEndless: false) { self.assign(items, to: target) }
        case .break:
            if let loop = loops.last {
                loops[loops.count - 1].breaks.append(flow.changes(since: loop.depth))
            }
            flow.isReachable = false
        case .continue:
            if let loop = loops.last {
                loops[loops.count - 1].continues.append(flow.changes(since: loop.depth))
            }
            flow.isReachable = false
        case .pass, .nonlocal: break
        case .function(let function): define(function)
        case .return(let value):
            returns.append(value.map { self.value($0) } ?? Known(kind: .none))
            flow.isReachable = false
        case .raise(let value):
            if let value { _ = self.value(value) }
            flow.isReachable = false
        case .assert(let test, let message):
            condition(test)
            if let message { _ = value(message) }
        case .delete(let targets): for target in targets { delete(target) }
        case .try(let syntax): walkTry(syntax)
        }
    }

    private func delete(_ target: Expression) {
        switch target.form {
        case .name(let name):
            _ = value(target)
            flow.set(name, nil)
        case .tuple(let items), .list(let items): for item in items { delete(item) }
        default: _ = value(target)
        }
    }

    /// Walks a stretch that may not be reached and takes back what it did to the variables.
    private func branch(_ body: () -> Void) -> Flow.Branch {
        let wasReachable = flow.isReachable
        flow.begin()
        conditions += 1
        body()
        conditions -= 1
        let branch = flow.end()
        flow.isReachable = wasReachable
        return branch
    }

    private func walkIf(_ clauses: ArraySlice<ConditionalBlock>, _ otherwise: Block?) {
        var branches: [Flow.Branch] = []
        for clause in clauses {
            condition(clause.test)
            branches.append(branch { self.walk(clause.body.statements) })
        }
        branches.append(branch { self.walk(otherwise?.statements ?? []) })
        flow.merge(branches)
    }

    private func walkLoop(
        _ body: Block, _ otherwise: Block?, isEndless: Bool, head: @escaping () -> Void
    ) {
        if silence == 0 {
            // Once silently, for what the first turns leave to the later ones.
            silence += 1
            let outerTurn = firstTurn
            firstTurn = conditions + 1
            let (turns, breaks) = turn(body, head)
            firstTurn = outerTurn
            silence -= 1
            for turn in turns + breaks { loosen(turn) }
        } else {
            for name in body.assignedNames {
                let isCertain = flow[name]?.isCertain ?? false
                flow.set(name, Flow.Binding(known: .anything, isCertain: isCertain))
            }
        }
        let (turns, breaks) = turn(body, head)
        if isEndless {
            flow.merge(breaks)
            return
        }
        let wasReachable = flow.isReachable
        let finished = branch {
            self.flow.merge(turns + [Flow.Branch(changes: [:], isReachable: wasReachable)])
            self.walk(otherwise?.statements ?? [])
        }
        flow.merge([finished] + breaks)
    }

    /// Walks one turn of a loop: the ways to its end, and the ways out.
    private func turn(
        _ body: Block, _ head: () -> Void
    ) -> (turns: [Flow.Branch], breaks: [Flow.Branch]) {
        loops.append(OpenLoop(depth: flow.depth))
        let end = branch {
            head()
            self.walk(body.statements)
        }
        let loop = loops.removeLast()
        return ([end] + loop.continues, loop.breaks)
    }

    /// Joins what a turn of a loop leaves into the state at its start.
    private func loosen(_ turn: Flow.Branch) {
        for (name, change) in turn.changes {
            guard let change else { continue }
            let before = flow[name]
            flow.set(
                name,
                Flow.Binding(
                    known: before?.known.joined(change.known) ?? change.known,
                    isCertain: before?.isCertain ?? false))
        }
    }

    /// Makes every variable that a block assigns one that may have any value: the block may have
    /// stopped anywhere.
    private func loosen(_ block: Block) {
        for name in block.assignedNames where flow[name]?.isCertain != true {
            flow.set(name, Flow.Binding(known: .anything, isCertain: false))
        }
    }

    private func walkTry(_ syntax: TrySyntax) {
        let body = branch {
            self.walk(syntax.body.statements)
            if self.flow.isReachable { self.walk(syntax.otherwise?.statements ?? []) }
        }
        var ends = [body]
        for handler in syntax.handlers {
            ends.append(
                branch {
                    self.flow.merge([
                        Flow.Branch(), Flow.Branch(changes: body.changes, isReachable: true),
                    ])
                    self.loosen(syntax.body)
                    if let errors = handler.errors { self.checkErrors(errors) }
                    if let variable = handler.variable {
                        self.bind(variable, Known(kind: .error), handler.span)
                    }
                    self.walk(handler.body.statements)
                    if let variable = handler.variable { self.flow.set(variable, nil) }
                })
        }
        guard let finally = syntax.finally else {
            flow.merge(ends)
            return
        }
        let isOpen = ends.contains(where: \.isReachable)
        // `finally` also runs on the way out of an error or a return.
        flow.merge(
            [Flow.Branch()] + ends.map { Flow.Branch(changes: $0.changes, isReachable: true) })
        for block in [syntax.body] + syntax.handlers.map(\.body) { loosen(block) }
        walk(finally.statements)
        flow.isReachable = flow.isReachable && isOpen
    }

    private func checkErrors(_ errors: Expression) {
        switch errors.form {
        case .name(let name):
            if let builtin = Builtins.all[name], builtin.errorName != nil { return }
            let known = value(errors)
            if known.kind == .function || !scopes.module.bound.contains(name) {
                report(.notAnError(name), errors.span)
            }
        case .tuple(let items): for item in items { checkErrors(item) }
        default: _ = value(errors)
        }
    }

    // MARK: Assignment

    func assign(_ known: Known, to target: Expression) {
        switch target.form {
        case .name(let name): bind(name, known, target.span)
        case .tuple(let items), .list(let items):
            let item = elements(of: known, target.span)
            for target in items {
                if case .starred(let inner) = target.form {
                    assign(Known(kind: .list, scans: item.scans, item: item), to: inner)
                } else {
                    assign(item, to: target)
                }
            }
        case .item(let container, let key):
            let known = value(container)
            _ = value(key)
            if known.kind == .tuple || known.kind == .string || known.kind == .range {
                report(.operatorKinds("[…] =", left: known.kind, right: .any), target.span)
            }
        default: _ = value(target)
        }
    }

    func condition(_ test: Expression) {
        let known = value(test)
        if !known.kind.isEmpty, known.kind.isSubset(of: .image) {
            report(.unclearTruth(known.kind), test.span)
        }
    }

    /// What a walk through a value gives; reports what cannot be walked.
    func elements(of known: Known, _ span: SourceSpan) -> Known {
        if !known.kind.isEmpty, known.kind.isDisjoint(with: .iterable) {
            report(.notIterable(known.kind), span)
        }
        return known.element
    }

    // MARK: Functions

    private func define(_ function: FunctionSyntax) {
        for parameter in function.parameters {
            if let value = parameter.defaultValue { _ = self.value(value) }
        }
        bind(function.name, Known(kind: .function, function: function), function.nameSpan)
        if silence == 0 { pending.append((function, scope)) }
    }

    /// Checks a function on its own: its parameters can be anything.
    func check(_ function: FunctionSyntax, in outer: Scope) {
        enter(function, outer) {
            for parameter in function.parameters {
                bind(parameter.name, parameterKnown(parameter), parameter.span)
            }
            walk(function.body.statements)
        }
    }

    func check(_ lambda: LambdaExpression, in outer: Scope) {
        enter(lambda, outer) {
            for parameter in lambda.parameters {
                bind(parameter.name, parameterKnown(parameter), parameter.span)
            }
            _ = value(lambda.body)
        }
    }

    private func parameterKnown(_ parameter: ParameterSyntax) -> Known {
        switch parameter.sort {
        case .variadic: Known(kind: .tuple)
        case .keywords: Known(kind: .dict)
        case .plain, .keywordOnly: .anything
        }
    }

    func enter(_ node: AnyObject, _ outer: Scope, _ body: () -> Void) {
        guard let inner = scopes.scopes[ObjectIdentifier(node)] else { return }
        let (oldScope, oldLocals, oldLoops, oldReturns) = (scope, locals, loops, returns)
        let oldTurn = firstTurn
        scope = inner
        locals = []
        loops = []
        returns = []
        firstTurn = nil
        functionDepth += 1
        flows.append(Flow())
        body()
        flows.removeLast()
        functionDepth -= 1
        (scope, locals, loops, returns) = (oldScope, oldLocals, oldLoops, oldReturns)
        firstTurn = oldTurn
    }
}

extension Expression {
    /// A literal that is always true, as in `while True`.
    var isAlwaysTrue: Bool {
        switch form {
        case .bool(let truth): truth
        case .integer(let number): number != 0
        default: false
        }
    }
}

extension Statement {
    /// How messages name a statement after which nothing is reached.
    fileprivate var leavingWords: String {
        switch form {
        case .return: "a 'return'"
        case .break: "a 'break'"
        case .continue: "a 'continue'"
        case .raise: "a 'raise'"
        case .while: "a loop that never ends"
        default: "statements that all leave"
        }
    }
}

extension Block {
    /// Names that the block assigns, outside inner functions.
    var assignedNames: Set<String> {
        var names: Set<String> = []
        for statement in statements { statement.collectAssignedNames(&names) }
        return names
    }
}

extension Statement {
    fileprivate func collectAssignedNames(_ names: inout Set<String>) {
        switch form {
        case .assign(let targets, _), .delete(let targets):
            for target in targets { target.collectNames(&names) }
        case .augmented(let target, _, _): target.collectNames(&names)
        case .for(let target, _, _, _): target.collectNames(&names)
        case .function(let function): names.insert(function.name)
        case .try(let syntax): names.formUnion(syntax.handlers.compactMap(\.variable))
        default: break
        }
        for block in blocks {
            for statement in block.statements { statement.collectAssignedNames(&names) }
        }
    }
}

extension Expression {
    /// Names that a target assigns.
    fileprivate func collectNames(_ names: inout Set<String>) {
        switch form {
        case .name(let name): names.insert(name)
        case .tuple(let items), .list(let items): for item in items { item.collectNames(&names) }
        case .starred(let inner): inner.collectNames(&names)
        default: break
        }
    }
}
