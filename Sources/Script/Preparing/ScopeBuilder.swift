/// Finds the scopes of a program and which variables they share.
struct ScopeBuilder {
    /// The scope of every function, lambda and comprehension, by its node.
    private(set) var scopes: [ObjectIdentifier: Scope] = [:]
    let module = Scope(.module, parent: nil)
    /// Wrong uses of `nonlocal`.
    private(set) var faults: [(fault: SyntaxFault, span: SourceSpan)] = []
    /// Names of the functions that the program defines anywhere.
    private(set) var functionNames: [String] = []
    private var uses: [(scope: Scope, name: String)] = []
    /// Declarations to be looked at once all names are known.
    private var declarations: [(scope: Scope, name: String, span: SourceSpan)] = []
    /// Parents before children, with the names of their parameters.
    private var order: [(scope: Scope, parameters: [String])] = []

    init(_ program: Program) {
        order.append((module, []))
        bind(program.statements, in: module)
        for use in uses { use.scope.use(use.name) }
        for (scope, name, span) in declarations where scope.owner(of: name)?.sort == .module {
            faults.append((.nonlocalUnknown(name), span))
        }
        for entry in order { entry.scope.assignPlaces(parameters: entry.parameters) }
    }

    private mutating func open(
        _ node: AnyObject, _ sort: Scope.Sort, in parent: Scope, parameters: [String] = []
    ) -> Scope {
        let scope = Scope(sort, parent: parent)
        scopes[ObjectIdentifier(node)] = scope
        order.append((scope, parameters))
        for name in parameters { scope.bind(name) }
        return scope
    }

    // MARK: Statements

    private mutating func bind(_ statements: [Statement], in scope: Scope) {
        for statement in statements { bind(statement, in: scope) }
    }

    private mutating func bind(_ statement: Statement, in scope: Scope) {
        switch statement.form {
        case .expression(let value): visit(value, in: scope)
        case .assign(let targets, let value):
            visit(value, in: scope)
            for target in targets { bindTarget(target, in: scope) }
        case .augmented(let target, _, let value):
            visit(value, in: scope)
            bindTarget(target, in: scope)
        case .if(let clauses, let otherwise):
            for clause in clauses {
                visit(clause.test, in: scope)
                bind(clause.body.statements, in: scope)
            }
            bind(otherwise?.statements ?? [], in: scope)
        case .while(let test, let body, let otherwise):
            visit(test, in: scope)
            bind(body.statements + (otherwise?.statements ?? []), in: scope)
        case .for(let target, let iterable, let body, let otherwise):
            visit(iterable, in: scope)
            bindTarget(target, in: scope)
            bind(body.statements + (otherwise?.statements ?? []), in: scope)
        case .break, .continue, .pass: break
        case .function(let function): bind(function, in: scope)
        case .return(let value), .raise(let value):
            if let value { visit(value, in: scope) }
        case .assert(let test, let message):
            visit(test, in: scope)
            if let message { visit(message, in: scope) }
        case .delete(let targets): for target in targets { bindTarget(target, in: scope) }
        case .nonlocal(let names):
            for name in names {
                if scope.bound.contains(name) {
                    faults.append((.nonlocalParameter(name), statement.span))
                } else if scope.seen.contains(name) {
                    faults.append((.nonlocalAfterUse(name), statement.span))
                }
                declarations.append((scope, name, statement.span))
                uses.append((scope, name))
            }
        case .try(let syntax): bind(syntax, in: scope)
        }
    }

    private mutating func bind(_ syntax: TrySyntax, in scope: Scope) {
        bind(syntax.body.statements, in: scope)
        for handler in syntax.handlers {
            if let errors = handler.errors { visit(errors, in: scope) }
            if let variable = handler.variable {
                scope.bind(variable)
                uses.append((scope, variable))
            }
            bind(handler.body.statements, in: scope)
        }
        bind(syntax.otherwise?.statements ?? [], in: scope)
        bind(syntax.finally?.statements ?? [], in: scope)
    }

    private mutating func bind(_ function: FunctionSyntax, in scope: Scope) {
        functionNames.append(function.name)
        scope.bind(function.name)
        scope.seen.insert(function.name)
        uses.append((scope, function.name))
        visitDefaults(function.parameters, in: scope)
        let inner = open(
            function, .function, in: scope, parameters: function.parameters.map(\.name))
        inner.nonlocals = ScopeBuilder.nonlocals(function.body.statements)
        bind(function.body.statements, in: inner)
    }

    private mutating func visitDefaults(_ parameters: [ParameterSyntax], in scope: Scope) {
        for parameter in parameters {
            if let value = parameter.defaultValue { visit(value, in: scope) }
        }
    }

    /// The names that a function's own statements declare nonlocal.
    static func nonlocals(_ statements: [Statement]) -> Set<String> {
        var names: Set<String> = []
        for statement in statements {
            if case .nonlocal(let declared) = statement.form { names.formUnion(declared) }
            for block in statement.blocks { names.formUnion(nonlocals(block.statements)) }
        }
        return names
    }

    private mutating func bindTarget(_ target: Expression, in scope: Scope) {
        switch target.form {
        case .name(let name):
            scope.bind(name)
            scope.seen.insert(name)
            uses.append((scope, name))
        case .tuple(let items), .list(let items):
            for item in items { bindTarget(item, in: scope) }
        case .starred(let inner): bindTarget(inner, in: scope)
        default: visit(target, in: scope)
        }
    }

    // MARK: Expressions

    private mutating func visit(_ expression: Expression, in scope: Scope) {
        switch expression.form {
        case .name(let name):
            scope.seen.insert(name)
            uses.append((scope, name))
        case .lambda(let lambda):
            visitDefaults(lambda.parameters, in: scope)
            let inner = open(
                lambda, .function, in: scope, parameters: lambda.parameters.map(\.name))
            visit(lambda.body, in: inner)
        case .comprehension(let comprehension): visit(comprehension, in: scope)
        default: for child in expression.form.children { visit(child, in: scope) }
        }
    }

    private mutating func visit(_ comprehension: Comprehension, in scope: Scope) {
        let inner = Scope(
            comprehension.sort == .generator ? .function : .comprehension, parent: scope)
        scopes[ObjectIdentifier(comprehension)] = inner
        order.append((inner, []))
        for (index, clause) in comprehension.clauses.enumerated() {
            switch clause {
            case .for(let target, let iterable):
                // The first iterable belongs to the surroundings.
                visit(iterable, in: index == 0 ? scope : inner)
                bindTarget(target, in: inner)
            case .if(let test): visit(test, in: inner)
            }
        }
        visit(comprehension.element, in: inner)
        if let value = comprehension.value { visit(value, in: inner) }
    }
}

extension Statement {
    /// The blocks directly inside, those of an inner `def` left out.
    var blocks: [Block] {
        switch form {
        case .if(let clauses, let otherwise): clauses.map(\.body) + [otherwise].compactMap { $0 }
        case .while(_, let body, let otherwise), .for(_, _, let body, let otherwise):
            [body] + [otherwise].compactMap { $0 }
        case .try(let syntax):
            [syntax.body] + syntax.handlers.map(\.body)
                + [syntax.otherwise, syntax.finally].compactMap { $0 }
        default: []
        }
    }
}
