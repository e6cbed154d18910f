import Script

extension ProgramConstraint {
    /// The operators and operands of an expression.
    func readExpression(
        _ action: Int, _ expression: ProgramState.Expression, _ state: inout ProgramState
    ) -> Bool {
        var expression = expression
        let marks = tokens.marks
        guard expression.value == nil else {
            if marks.imageArithmetic.contains(action), expression.takesImageArithmetic {
                expression.takeImageArithmetic(divides: action == marks.divide)
            } else if action == marks.openList, let dict = expression.value {
                expression.takeKey()
                state.replaceTop(.expression(expression))
                state.stack += [
                    .operand, .token(marks.closeList), .choice(.key(of: dict.element)),
                ]
                return true
            } else if marks.maskOperators.contains(action) {
                expression.takeMaskOperator()
            } else if action == marks.times, expression.takesMasking {
                expression.takeMasking()
            } else if marks.arithmetic.contains(action) || action == marks.divide {
                expression.takeArithmetic(divides: action == marks.divide)
            } else if marks.comparisons.contains(action) {
                expression.takeComparison()
            } else if action == tokens.keyword("and") || action == tokens.keyword("or") {
                expression.takeLogic()
            } else {
                state.value = expression.result
                state.stack.removeLast()
                return false
            }
            state.replaceTop(.expression(expression))
            return true
        }
        if action == marks.minus {
            expression.takeMinus()
            state.replaceTop(.expression(expression))
        } else if action == marks.complement {
            expression.takeComplement()
            state.replaceTop(.expression(expression))
        } else if action == tokens.keyword("not") {
            expression.takeNot()
            state.replaceTop(.expression(expression))
        } else {
            readOperand(action, expression, &state)
        }
        return true
    }

    private func readOperand(
        _ action: Int, _ expression: ProgramState.Expression, _ state: inout ProgramState
    ) {
        let marks = tokens.marks
        let kinds = expression.operands
        func take(_ type: ProgramState.ValueType) {
            var expression = expression
            expression.take(operand: type)
            state.replaceTop(.expression(expression))
        }
        func serve(by symbols: ProgramState.Symbol...) {
            var expression = expression
            expression.serve()
            state.replaceTop(.expression(expression))
            state.stack.append(.operand)
            state.stack += symbols
        }
        let variable = tokens.variableNumber(action).map { state.variables[$0] }
        if let type = variable ?? item(action)?.type {
            state.lastNamed = action
            guard type.kind == .dict else { return take(type) }
            var expression = expression
            expression.take(
                dict: type, takesKey: takesKey(type, expression, state),
                isOperand: accepts(type, kinds, expression))
            state.replaceTop(.expression(expression))
        } else if let number = tokens.numbers.first(where: { $0.id == action }) {
            take(.init(kind: number.isWhole ? .int : .float))
        } else if action == tokens.keyword("True") || action == tokens.keyword("False") {
            take(.init(kind: .bool))
        } else if action == marks.copy {
            let purpose = ProgramState.Copy.Purpose.number(
                wholeOnly: !kinds.contains(.float), nonZero: expression.isDivisor)
            serve(by: .copy(.init(purpose: purpose)))
        } else if action == marks.label {
            take(.init(kind: .string))
        } else if action == marks.openDict {
            serve(by: .dict(.init(values: expression.values, elements: expression.elements)))
        } else if action == marks.quote {
            let purpose = expression.quotation ?? .text
            serve(by: .quotation(.init(purpose: purpose, scan: state.lastNamed)))
        } else if action == marks.open {
            serve(by: .token(marks.close), .expression(innerExpression(kinds)))
        } else if action == marks.openList {
            serve(by: .list(.init(elements: expression.elements)))
        } else if ranks.contains(action) || orders.contains(action) {
            let kind: Kind = ranks.contains(action) ? .string : .list
            let isStructure = expression.quotation == .phrase
            serve(
                by: .token(marks.close), .choice(isStructure ? .rankedStructure : .ranked(kind)),
                .token(marks.open))
        } else if let shape = shapesByToken[action] {
            var call = ProgramState.Call(shape: shape)
            let result = shapes[shape].result
            if !kinds.isSuperset(of: result) { call.wanted = kinds.intersection(result) }
            serve(by: .arguments(call), .token(marks.open))
        } else {
            preconditionFailure("action \(action) is no operand")
        }
    }
}
