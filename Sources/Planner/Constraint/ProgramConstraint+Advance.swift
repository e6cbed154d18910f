import Script

extension ProgramConstraint {
    /// Writes one legal action.
    package func advance(_ state: inout ProgramState, by action: Int) {
        state.written += 1
        while let top = state.stack.last {
            if read(action, with: top, &state) { break }
        }
        settle(&state)
    }

    /// Carries out the actions on top of the stack that read nothing.
    private func settle(_ state: inout ProgramState) {
        while let top = state.stack.last, act(top, &state) {}
    }

    /// Carries out a symbol that reads nothing; false for any other symbol.
    private func act(_ symbol: ProgramState.Symbol, _ state: inout ProgramState) -> Bool {
        switch symbol {
        case .define(let variable):
            state.stack.removeLast()
            define(variable, as: state.value, &state)
        case .defineElement(let variable):
            state.stack.removeLast()
            define(variable, as: state.value.elementType, &state)
        case .operand:
            state.stack.removeLast()
            guard case .expression(var outer) = state.stack.last else {
                preconditionFailure("an operand without an expression")
            }
            outer.take(operand: state.value)
            state.replaceTop(.expression(outer))
        default:
            return false
        }
        return true
    }

    private func define(
        _ variable: Int, as type: ProgramState.ValueType, _ state: inout ProgramState
    ) {
        var type = type
        if state.variables[variable].kind == .string {
            // Another branch may have given it another text.
            type.wording = type.wording.joined(state.variables[variable].wording)
        }
        // Later statements may give it any other number.
        type.kind = type.kind.widened
        state.variables[variable] = type
        state.visible |= 1 << UInt32(variable)
    }

    /// Lets the top symbol read an action.
    ///
    /// - Returns: false if the symbol ended without reading it, so that the next one has to.
    private func read(
        _ action: Int, with symbol: ProgramState.Symbol, _ state: inout ProgramState
    ) -> Bool {
        switch symbol {
        case .intent:
            state.stack.removeLast()
            if tokens.intents[action] == .program {
                state.stack.append(.statements(.init(opener: .program, outside: 0)))
            } else {
                state.stack.append(.token(tokens.marks.end))
            }
        case .token(let id):
            precondition(action == id, "token \(action) where only \(id) is legal")
            state.stack.removeLast()
        case .statements(let block):
            readStatement(action, block, &state)
        case .expression(let expression):
            return readExpression(action, expression, &state)
        case .arguments(let call):
            return readArguments(action, call, &state)
        case .list(let list):
            return readList(action, list, &state)
        case .dict(let dict):
            return readDict(action, dict, &state)
        case .comprehension(let comprehension):
            close(comprehension, &state)
        case .choice(let choice):
            readChoice(action, choice, &state)
        case .quotation(let quotation):
            readWord(action, quotation, &state)
        case .copy(let copy):
            readPiece(action, copy, &state)
        case .loopVariable(let iterable):
            state.stack.removeLast()
            let variable = tokens.variableNumber(action) ?? 0
            // The number is taken now, so that nothing in the list claims it.
            state.variables.append(.init(kind: .none))
            state.stack += [
                .defineElement(variable), .expression(iterable),
                .token(tokens.keyword("in")),
            ]
        case .define, .defineElement, .operand:
            return !act(symbol, &state)
        }
        return true
    }

    private func readArguments(
        _ action: Int, _ call: ProgramState.Call, _ state: inout ProgramState
    ) -> Bool {
        var call = call
        let shape = shapes[call.shape]
        if call.place == .afterArgument, shape.keepsKind, call.kept == nil {
            let kind = state.value.kind
            let isOneImage = Kind.image.isSuperset(of: kind) && kind.rawValue.nonzeroBitCount == 1
            if isOneImage || Kind.number.isSuperset(of: kind) { call.kept = kind }
        }
        if action == tokens.marks.close {
            state.stack.removeLast()
            state.value = .init(kind: call.kept ?? shape.result, element: shape.element)
            return true
        }
        if call.place == .afterArgument {
            call.place = .afterComma
            state.replaceTop(.arguments(call))
            return true
        }
        call.place = .afterArgument
        let named = shape.slots.firstIndex { tokens.parameters[$0.name] == action }
        if let named {
            call.usesKeywords = true
            call.filled |= 1 << UInt32(named)
            state.replaceTop(.arguments(call))
            state.stack.append(.expression(argumentExpression(shape.slots[named], of: call)))
            return true
        }
        let slot = min(call.positional, shape.slots.count - 1)
        call.positional += 1
        call.filled |= 1 << UInt32(slot)
        state.replaceTop(.arguments(call))
        state.stack.append(.expression(argumentExpression(shape.slots[slot], of: call)))
        return false
    }

    private func readWord(
        _ action: Int, _ quotation: ProgramState.Quotation, _ state: inout ProgramState
    ) {
        var quotation = quotation
        if action == tokens.marks.unquote {
            state.stack.removeLast()
            state.value = .init(kind: .string, wording: quotation.wording)
            return
        }
        let isCopy = action == tokens.marks.copy
        let wording = wording(of: action, state)
        quotation.take(wording)
        quotation.isOneCopy = isCopy && quotation.parts == 1
        switch quotation.purpose {
        case .phrase:
            if wording == .side {
                quotation.side = action
            } else {
                quotation.isWhole = true
                state.asked.insert(quotation.asked(action))
            }
        case .path:
            quotation.isWhole = fileEndings.contains(action)
        case .text, .label:
            break
        }
        state.replaceTop(.quotation(quotation))
        if isCopy {
            let isPath = quotation.purpose == .path
            state.stack.append(.copy(.init(purpose: isPath ? .path : .text)))
        }
    }

    /// What one part of a string says.
    private func wording(of action: Int, _ state: ProgramState) -> Wording {
        if let variable = tokens.variableNumber(action) { return state.variables[variable].wording }
        if sides.contains(action) { return .side }
        return structures.contains(action) || action == tokens.marks.copy ? .structure : .free
    }

    private func readPiece(
        _ action: Int, _ copy: ProgramState.Copy, _ state: inout ProgramState
    ) {
        guard let piece = piece(action) else {
            preconditionFailure("action \(action) points at no piece of the prompt")
        }
        guard let first = copy.first else {
            var copy = copy
            copy.first = piece
            state.replaceTop(.copy(copy))
            return
        }
        state.stack.removeLast()
        if case .number = copy.purpose {
            let number = spans.number(from: first, to: piece)
            state.value = .init(kind: number?.isWhole == false ? .float : .int)
        }
    }
}
