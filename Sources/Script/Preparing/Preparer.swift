/// Makes the tree that runs out of a program: every name becomes a place.
final class Preparer {
    let unit: PreparedUnit
    /// The code of every function, by its node. Kept here and not in the unit, which the codes
    /// hold.
    private var codes: [ObjectIdentifier: FunctionCode] = [:]
    let globals: GlobalTable
    private let builder: ScopeBuilder
    var scope: Scope

    private init(_ program: Program, _ globals: GlobalTable) {
        unit = PreparedUnit(program)
        builder = ScopeBuilder(program)
        self.globals = globals
        scope = builder.module
    }

    /// The program's own code, and that of every function in it by its node.
    static func prepare(
        _ program: Program, globals: GlobalTable
    ) -> (main: FunctionCode, functions: [ObjectIdentifier: FunctionCode]) {
        let preparer = Preparer(program, globals)
        let code = FunctionCode(
            name: "program", unit: preparer.unit, origin: ObjectIdentifier(preparer.unit),
            parameters: [], scope: preparer.scope)
        code.complete(preparer.block(program.statements))
        return (code, preparer.codes)
    }

    /// Whether the program itself assigns a global name anywhere.
    func bindsGlobally(_ name: String) -> Bool { builder.module.bound.contains(name) }

    func scope(of node: AnyObject) -> Scope {
        guard let scope = builder.scopes[ObjectIdentifier(node)] else {
            preconditionFailure("the scope builder visits every node")
        }
        return scope
    }

    /// Prepares something inside another scope.
    func inside<Result>(_ inner: Scope, _ prepare: () -> Result) -> Result {
        let outer = scope
        scope = inner
        defer { scope = outer }
        return prepare()
    }

    // MARK: Functions

    func function(
        _ name: String, _ node: AnyObject, _ parameters: [ParameterSyntax],
        span: SourceSpan, body: () -> BlockNode
    ) -> ExpressionNode {
        let defaults = parameters.compactMap(\.defaultValue).map(expression)
        let (code, captures) = code(name, node, parameters, body: body)
        return ClosureNode(code, captures: captures, defaults: defaults, span: span)
    }

    /// The code of a function and the cells it takes from the frame around it.
    func code(
        _ name: String, _ node: AnyObject, _ parameters: [ParameterSyntax],
        body: () -> BlockNode
    ) -> (code: FunctionCode, captures: [Int]) {
        let inner = scope(of: node)
        let code = FunctionCode(
            name: name, unit: unit, origin: ObjectIdentifier(node), parameters: parameters,
            scope: inner)
        codes[code.origin] = code
        code.complete(inside(inner, body))
        let captures = inner.free.compactMap { name -> Int? in
            if case .cell(let index) = scope.place(of: name) { return index }
            return nil
        }
        return (code, captures)
    }

    // MARK: Names

    func load(_ name: String, span: SourceSpan) -> ExpressionNode {
        switch scope.place(of: name) {
        case .slot(let slot): SlotNode(slot, name, isFree: isFree(name), span: span)
        case .cell(let index): CellNode(index, name, isFree: isFree(name), span: span)
        case .global:
            GlobalNode(
                globals.cell(name), name, fallback: globals.fallback(name), span: span)
        }
    }

    func target(_ name: String, span: SourceSpan) -> TargetNode {
        switch scope.place(of: name) {
        case .slot(let slot): SlotTarget(slot, name, span: span)
        case .cell(let index): CellTarget(index, name, isFree: isFree(name), span: span)
        case .global: GlobalTarget(globals.cell(name), name, span: span)
        }
    }

    /// Whether a name belongs to a scope around this one.
    private func isFree(_ name: String) -> Bool { scope.owner(of: name) !== scope }

    func target(_ expression: Expression) -> TargetNode {
        switch expression.form {
        case .name(let name): return target(name, span: expression.span)
        case .item(let container, let key):
            if case .slice(let lower, let upper, let step) = key.form {
                return SliceTarget(
                    self.expression(container), bounds(lower, upper, step), span: expression.span)
            }
            return ItemTarget(
                self.expression(container), self.expression(key), span: expression.span)
        case .tuple(let items), .list(let items):
            let star = items.firstIndex {
                if case .starred = $0.form { return true }
                return false
            }
            let targets = items.map { item -> TargetNode in
                if case .starred(let inner) = item.form { return target(inner) }
                return target(item)
            }
            return UnpackTarget(targets, star: star, span: expression.span)
        default: preconditionFailure("the parser lets no other target pass")
        }
    }

    func bounds(_ lower: Expression?, _ upper: Expression?, _ step: Expression?) -> SliceBoundsNode
    {
        SliceBoundsNode(
            lower: lower.map(expression), upper: upper.map(expression),
            step: step.map(expression))
    }
}

/// The global variables of a run, and what their names stand for where no program has set them.
final class GlobalTable {
    private(set) var cells: [String: Cell] = [:]
    private let functions: [String: Value]

    /// - Parameter functions: The host's functions, as values.
    init(functions: [String: Value]) {
        self.functions = functions
    }

    func cell(_ name: String) -> Cell {
        if let cell = cells[name] { return cell }
        let cell = Cell()
        cells[name] = cell
        return cell
    }

    func fallback(_ name: String) -> Value? { functions[name] ?? Builtins.values[name] }

    func isSet(_ name: String) -> Bool { cells[name]?.value != nil }

    /// Empties the variables. The code of a run holds them, and functions among their values hold
    /// the code: this breaks the circle.
    func clear() {
        for cell in cells.values { cell.value = nil }
    }

    /// The variables that have values.
    var values: [String: Value] { cells.compactMapValues(\.value) }
}
