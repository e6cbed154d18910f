/// An argument of a call, to be evaluated.
struct ArgumentNode {
    let sort: CallArgument.Sort
    let node: ExpressionNode
}

/// The arguments of a call.
struct ArgumentList {
    let nodes: [ArgumentNode]
    /// Whether all of them are plain positional arguments.
    let isPositional: Bool

    init(_ nodes: [ArgumentNode]) {
        self.nodes = nodes
        isPositional = nodes.allSatisfy { $0.sort == .positional }
    }

    func evaluate(_ frame: Frame) throws -> (values: [Value], keywords: [KeywordValue]) {
        var values: [Value] = []
        values.reserveCapacity(nodes.count)
        var keywords: [KeywordValue] = []
        for argument in nodes {
            let value = try argument.node.evaluate(frame)
            switch argument.sort {
            case .positional: values.append(value)
            case .keyword(let name): keywords.append(KeywordValue(name: name, value: value))
            case .unpacked:
                do {
                    values += try frame.machine.collect(value)
                } catch {
                    throw frame.located(error, argument.node.span)
                }
            case .unpackedKeywords:
                do {
                    keywords += try ArgumentList.keywords(in: value)
                } catch {
                    throw frame.located(error, argument.node.span)
                }
            }
        }
        return (values, keywords)
    }

    private static func keywords(in value: Value) throws -> [KeywordValue] {
        guard case .dict(let dict) = value else {
            throw Fault.wrongType("argument after ** must be a mapping, not \(value.typeName)")
        }
        return try dict.table.pairs.map { pair in
            guard case .string(let name) = pair.key else {
                throw Fault.wrongType("keywords must be strings")
            }
            return KeywordValue(name: name.content, value: pair.value)
        }
    }
}

final class CallNode: ExpressionNode {
    private let function: ExpressionNode
    private let arguments: ArgumentList

    init(_ function: ExpressionNode, _ arguments: ArgumentList, span: SourceSpan) {
        self.function = function
        self.arguments = arguments
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let callee = try function.evaluate(frame)
        if case .function(let object) = callee, case .program(let closure) = object.target,
            arguments.isPositional, closure.code.isPlain,
            arguments.nodes.count == closure.code.positionalCount
        {
            return try callPlain(closure, object, frame)
        }
        let (values, keywords) = try arguments.evaluate(frame)
        return try frame.call(callee, values, keywords, span: span)
    }

    /// A call whose arguments go straight to the slots of the new frame.
    private func callPlain(
        _ closure: FunctionObject.Closure, _ object: FunctionObject, _ frame: Frame
    ) throws -> Value {
        do {
            let inner = try Frame(frame.machine, closure.code, captured: closure.cells)
            for index in 0..<arguments.nodes.count {
                inner[index] = try arguments.nodes[index].node.evaluate(frame)
            }
            do {
                return try closure.code.run(inner)
            } catch {
                throw frame.passed(error, closure.code.name, span)
            }
        } catch {
            throw frame.located(error, span)
        }
    }
}

extension Frame {
    /// Notes on an error that it passed a call written here.
    func passed(_ error: any Error, _ function: String, _ span: SourceSpan) -> any Error {
        let located = located(error, span)
        if let raised = located as? Raised, raised.span != span || raised.source != code.unit.source
        {
            raised.passes(function, span: span, source: code.unit.source)
        }
        return located
    }

    /// Calls any value from a place in this frame's program.
    func call(
        _ callee: Value, _ values: [Value], _ keywords: [KeywordValue], span: SourceSpan
    ) throws -> Value {
        do {
            guard case .function(let function) = callee else {
                throw Fault.notCallable(type: callee.typeName)
            }
            do {
                return try machine.call(function, values, keywords, span: span)
            } catch {
                guard case .program = function.target else { throw error }
                throw passed(error, function.name, span)
            }
        } catch {
            throw located(error, span)
        }
    }
}

/// `value.method(…)`.
final class MethodNode: ExpressionNode {
    private let receiver: ExpressionNode
    private let name: String
    private let nameSpan: SourceSpan
    private let arguments: ArgumentList
    private let methods: Methods.Named

    init(
        _ receiver: ExpressionNode, _ name: String, nameSpan: SourceSpan,
        _ arguments: ArgumentList, span: SourceSpan
    ) {
        self.receiver = receiver
        self.name = name
        self.nameSpan = nameSpan
        self.arguments = arguments
        methods = Methods.named(name)
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let value = try receiver.evaluate(frame)
        guard let method = methods.method(of: value) else {
            let fault = Fault.noMethod(
                type: value.typeName, name: name, nearest: Methods.nearest(to: name, of: value))
            throw frame.located(fault, nameSpan)
        }
        let (values, keywords) = try arguments.evaluate(frame)
        do {
            return try method.call(frame.machine, receiver: value, values, keywords)
        } catch {
            throw frame.located(error, span)
        }
    }
}

/// A `lambda` or `def` as it runs: makes the function value.
final class ClosureNode: ExpressionNode {
    private let code: FunctionCode
    /// Cells of the surrounding frame, in the order the code wants them.
    private let captures: [Int]
    private let defaults: [ExpressionNode]

    init(_ code: FunctionCode, captures: [Int], defaults: [ExpressionNode], span: SourceSpan) {
        self.code = code
        self.captures = captures
        self.defaults = defaults
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let values = try defaults.map { try $0.evaluate(frame) }
        let closure = FunctionObject.Closure(
            code: code, cells: captures.map { frame.cells[$0] }, defaults: values)
        let function = FunctionObject(.program(closure))
        do {
            try frame.machine.meter.adopt(function, bytes: 128)
        } catch {
            throw frame.located(error, span)
        }
        return .function(function)
    }
}
