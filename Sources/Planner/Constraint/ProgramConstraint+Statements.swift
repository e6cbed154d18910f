import Script

extension ProgramConstraint {
    /// What may be assigned to a new variable.
    private static let assigned: ProgramState.Expression = {
        var expression = ProgramState.Expression([
            .int, .float, .bool, .string, .list, .dict, .volume, .mask, .labelMap, .table,
            .transform, .other,
        ])
        expression.values = [.int, .float, .bool, .string, .mask, .list]
        return expression
    }()

    /// The first token of a statement, or the end of a block.
    func readStatement(
        _ action: Int, _ block: ProgramState.Block, _ state: inout ProgramState
    ) {
        let marks = tokens.marks
        if action == marks.end {
            state.stack.removeLast()
            return
        }
        if action == marks.dedent {
            close(block, &state)
            return
        }
        var outer = block
        outer.isEmpty = false
        outer.mayBranch = false
        state.replaceTop(.statements(outer))
        if let variable = tokens.variableNumber(action) {
            let isNew = variable == state.variables.count
            let expression = isNew ? nil : reassignable(variable, state)
            // The number is taken now: what the value names has later ones.
            if isNew { state.variables.append(.init(kind: .none)) }
            state.stack += [
                .token(marks.newline), .define(variable),
                .expression(expression ?? Self.assigned), .token(marks.assign),
            ]
        } else if let shape = shapesByToken[action] {
            state.hasEffect = true
            state.stack += [
                .token(marks.newline), .arguments(.init(shape: shape)), .token(marks.open),
            ]
        } else if action == tokens.keyword("if") {
            state.stack += body(.ifBranch, state) + [.expression(.init(.bool))]
        } else if action == tokens.keywords["elif"] {
            state.stack += body(.elifBranch, state) + [.expression(.init(.bool))]
        } else if action == tokens.keyword("else") {
            state.stack += body(.elseBranch, state)
        } else if action == tokens.keyword("for") {
            // The body is opened before the loop's variable is visible: it is seen inside only.
            state.stack += body(.loop, state) + [.loopVariable(.walked())]
        } else {
            preconditionFailure("action \(action) begins no statement")
        }
    }

    /// A colon, a line break and an indented block.
    private func body(
        _ opener: ProgramState.Block.Opener, _ state: ProgramState
    ) -> [ProgramState.Symbol] {
        [
            .statements(.init(opener: opener, outside: state.visible)),
            .token(tokens.marks.indent), .token(tokens.marks.newline), .token(tokens.marks.colon),
        ]
    }

    /// Ends a block: what it defined is out of sight, unless every branch defined it.
    private func close(_ block: ProgramState.Block, _ state: inout ProgramState) {
        state.stack.removeLast()
        let defined = state.visible & ~block.outside
        state.visible = block.outside
        guard case .statements(var outer) = state.stack.last else {
            preconditionFailure("a block outside any block")
        }
        switch block.opener {
        case .ifBranch:
            outer.mayBranch = true
            outer.common = defined
        case .elifBranch:
            outer.mayBranch = true
            outer.common &= defined
        case .elseBranch:
            state.visible |= outer.common & defined
        case .loop, .program:
            break
        }
        state.replaceTop(.statements(outer))
    }
}
