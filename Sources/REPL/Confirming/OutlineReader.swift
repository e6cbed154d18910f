import Analysis
import Script

/// Walks a syntax tree and writes down its steps.
struct OutlineReader {
    let source: Source
    private(set) var steps: [ProgramOutline.Step] = []
    private(set) var mentions: Set<String> = []

    init(source: Source) { self.source = source }

    /// Where a statement stands.
    struct Place {
        var depth = 0
        var conditions: [String] = []
        var repeats = false

        func inside(if condition: String? = nil, repeats: Bool = false) -> Place {
            Place(
                depth: depth + 1, conditions: conditions + (condition.map { [$0] } ?? []),
                repeats: self.repeats || repeats)
        }
    }

    mutating func read(_ statements: [Script.Statement], _ place: Place) {
        for statement in statements { read(statement, place) }
    }

    private mutating func read(_ statement: Script.Statement, _ place: Place) {
        let span = statement.span
        switch statement.form {
        case .expression(let value):
            // The string that opens a function explains it and does nothing.
            if case .string = value.form { return }
            add(.calls, span, [value], place)
        case .assign(let targets, let value):
            let call = call(of: value)
            add(
                .names(targets.map { text($0) }, value: text(value), call: call), span,
                [value] + targets, place)
        case .augmented(let target, _, let value):
            add(.changes(text(target)), span, [target, value], place)
        case .assert(let test, let message):
            add(.requires(text(test)), span, [test] + [message].compactMap { $0 }, place)
        case .delete(let targets): add(.forgets(targets.map { text($0) }), span, targets, place)
        case .return(let value):
            add(.gives(value.map { text($0) }), span, [value].compactMap { $0 }, place)
        case .raise(let error):
            add(.raises(error.map { text($0) }), span, [error].compactMap { $0 }, place)
        case .break: add(.leavesLoop, span, [], place)
        case .continue: add(.nextRound, span, [], place)
        case .pass, .nonlocal: add(.nothing, span, [], place)
        default: readBlocks(of: statement, place)
        }
    }

    private mutating func readBlocks(of statement: Script.Statement, _ place: Place) {
        let span = statement.span
        switch statement.form {
        case .if(let branches, let otherwise):
            var failed: [String] = []
            for (index, branch) in branches.enumerated() {
                let test = text(branch.test)
                add(.condition(test, isFirst: index == 0), branch.test.span, [branch.test], place)
                read(branch.body.statements, place.inside(if: test))
                failed.append(test)
            }
            let none = "not (\(failed.joined(separator: " or ")))"
            readOtherwise(otherwise, place, condition: none)
        case .for(let target, let items, let body, let otherwise):
            add(
                .each(name: text(target), items: text(items)), target.span.union(items.span),
                [items, target], place)
            read(body.statements, place.inside(repeats: true))
            readOtherwise(otherwise, place)
        case .while(let test, let body, let otherwise):
            add(.whilst(text(test)), test.span, [test], place)
            read(body.statements, place.inside(if: text(test), repeats: true))
            readOtherwise(otherwise, place)
        case .function(let function):
            add(
                .defines(
                    name: function.name, parameters: function.parameters.map(\.name),
                    documentation: function.documentation), function.nameSpan,
                function.parameters.compactMap(\.defaultValue), place)
            read(function.body.statements, place.inside(repeats: true))
        case .try(let syntax):
            add(.attempts, span, [], place)
            read(syntax.body.statements, place.inside())
            for handler in syntax.handlers {
                let errors = handler.errors.map { text($0) }
                add(.onError(errors), handler.span, [], place)
                read(handler.body.statements, place.inside(if: errors ?? "an error"))
            }
            readOtherwise(syntax.otherwise, place)
            if let last = syntax.finally {
                add(.afterAll, last.span, [], place)
                read(last.statements, place.inside())
            }
        default: break
        }
    }

    private mutating func readOtherwise(
        _ block: Block?, _ place: Place, condition: String? = nil
    ) {
        guard let block else { return }
        add(.otherwise, block.span, [], place)
        read(block.statements, place.inside(if: condition))
    }

    private mutating func add(
        _ form: ProgramOutline.Form, _ span: SourceSpan, _ expressions: [Expression], _ place: Place
    ) {
        var calls: [ProgramOutline.Call] = []
        for expression in expressions { collect(expression, into: &calls) }
        steps.append(
            ProgramOutline.Step(
                text: form.keyword ?? line(at: span, whole: form.isWhole), span: span,
                depth: place.depth,
                form: form, calls: calls, conditions: place.conditions, repeats: place.repeats))
    }

    /// Calls, the inner ones first.
    private mutating func collect(
        _ expression: Expression, into calls: inout [ProgramOutline.Call]
    ) {
        if case .name(let name) = expression.form { mentions.insert(name) }
        for child in expression.form.children { collect(child, into: &calls) }
        if let call = call(of: expression) { calls.append(call) }
    }

    private func call(of expression: Expression) -> ProgramOutline.Call? {
        guard case .call(let function, let arguments) = expression.form else { return nil }
        let name: String
        switch function.form {
        case .name(let called): name = called
        case .attribute(let object, let called, _):
            if case .name("math") = object.form {
                name = "math." + called
            } else {
                name = "." + called
            }
        default: return nil
        }
        let parameters = Catalogue.signatures[name]?.parameters ?? []
        let named = arguments.enumerated().map { index, argument in
            var parameter: String?
            switch argument.sort {
            case .keyword(let keyword): parameter = keyword
            case .positional where index < parameters.count: parameter = parameters[index].name
            case .positional: parameter = parameters.last { $0.isVariadic }?.name
            case .unpacked, .unpackedKeywords: break
            }
            return ProgramOutline.Call.Argument(
                name: parameter, text: text(argument.value), constant: constant(argument.value))
        }
        return ProgramOutline.Call(name: name, arguments: named, span: expression.span)
    }

    private func constant(_ expression: Expression) -> String? {
        switch expression.form {
        case .string(let text): text
        case .integer, .float: text(expression)
        default: nil
        }
    }

    /// An expression as it is written, on one line.
    private func text(_ expression: Expression) -> String {
        source.excerpt(expression.span).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }

    /// What the code shows of a step: all of it, or the line on which a block begins.
    private func line(at span: SourceSpan, whole: Bool) -> String {
        if whole { return source.excerpt(span) }
        let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
        let index = span.start.line - 1
        guard lines.indices.contains(index) else { return source.excerpt(span) }
        return lines[index].drop { $0 == " " }.description
    }
}

extension ProgramOutline.Form {
    /// The text of a head that is nothing but a word of the language.
    fileprivate var keyword: String? {
        switch self {
        case .otherwise: "else:"
        case .attempts: "try:"
        case .afterAll: "finally:"
        default: nil
        }
    }

    /// Whether the step is the whole statement, not the head of a block.
    fileprivate var isWhole: Bool {
        switch self {
        case .condition, .otherwise, .each, .whilst, .defines, .attempts, .afterAll, .onError: false
        default: true
        }
    }
}
