import Script

extension ProgramConstraint {
    /// The expression for an argument of a call.
    func argumentExpression(
        _ slot: CallShape.Slot, of call: ProgramState.Call? = nil
    ) -> ProgramState.Expression {
        var kind = slot.kind
        if let wanted = call?.wanted, call?.kept == nil,
            CallShape.keepable.isSuperset(of: kind), !kind.isDisjoint(with: .image)
        {
            kind.formIntersection(wanted)
        }
        var expression = ProgramState.Expression(kind)
        if slot.isPhrase { expression.quotation = .phrase }
        if slot.isPath { expression.quotation = .path }
        if slot.isLabel { expression.quotation = .label }
        if slot.isTabular {
            expression.values = .list
            expression.elements = [.int, .float, .string]
        }
        return expression
    }

    /// The expression for the next element of a list: like the first, whatever that was.
    func elementExpression(_ list: ProgramState.List) -> ProgramState.Expression {
        if list.count == 0 {
            return ProgramState.Expression(list.elements)
        }
        return ProgramState.Expression(list.element)
    }

    /// The expression for the next value of a dict: like the first, whatever that was.
    func valueExpression(_ dict: ProgramState.Dict) -> ProgramState.Expression {
        var expression = ProgramState.Expression(dict.count == 0 ? dict.values : dict.value)
        expression.elements = dict.elements
        return expression
    }

    /// The expression in parentheses where one of some kinds is expected.
    func innerExpression(_ kinds: Kind) -> ProgramState.Expression {
        let masks: Kind = tokens.marks.maskOperators.isEmpty ? [] : .mask
        return ProgramState.Expression(kinds.intersection(.number.union(masks).union(.volume)))
    }

    /// Whether a call gives a value of some kinds, by itself or where its image is of them.
    func gives(_ shape: CallShape, _ kinds: Kind, _ place: ProgramState.Place) -> Bool {
        if kinds.isSuperset(of: shape.result) { return true }
        let wanted = kinds.intersection(shape.result)
        return shape.keepsKind && !wanted.isEmpty
            && cost(of: ProgramState.Expression(wanted), place, levels: 2) < Costs.impossible
    }

    /// Whether a call can be written here: its arguments are to be had, and it is not too deep.
    func isCallable(_ shape: Int, _ place: ProgramState.Place, isStatement: Bool = false) -> Bool {
        let way = costs.calls[shape]
        guard way.tokens >= Costs.impossible else {
            return place.nesting + way.nesting - (isStatement ? 1 : 0) <= Self.deepestNesting
        }
        // Only a variable can make it possible.
        return place.nesting < Self.deepestNesting
            && shapes[shape].requiredArguments.allSatisfy { isPossible($0, place, levels: 1) }
    }

    /// Whether the arguments written are enough.
    func isSatisfied(_ call: ProgramState.Call) -> Bool {
        let shape = shapes[call.shape]
        if shape.isVariadic, call.positional < shape.slots.count - 1 + shape.variadicMinimum {
            return false
        }
        return missingSlots(call).isEmpty
    }

    /// Required slots that no argument has filled.
    func missingSlots(_ call: ProgramState.Call) -> [Int] {
        shapes[call.shape].slots.indices.filter {
            shapes[call.shape].slots[$0].isRequired && call.filled & (1 << UInt32($0)) == 0
        }
    }

    /// Whether another argument can be written.
    func takesArgument(_ call: ProgramState.Call, _ place: ProgramState.Place) -> Bool {
        nextPositional(call, place) != nil || !keywordSlots(call, place).isEmpty
    }

    /// The slot of the next positional argument, or nil if none can be written.
    func nextPositional(_ call: ProgramState.Call, _ place: ProgramState.Place) -> Int? {
        let shape = shapes[call.shape]
        guard !call.usesKeywords, !shape.slots.isEmpty else { return nil }
        let last = shape.slots.count - 1
        // Enough for any sentence; without a bound a list of arguments could fill the program.
        let most = shape.isVariadic ? last + Self.longestList : shape.slots.count
        guard call.positional < most else { return nil }
        let slot = min(call.positional, last)
        return isPossible(shape.slots[slot], place, of: call) ? slot : nil
    }

    /// Slots that can be filled by name.
    func keywordSlots(_ call: ProgramState.Call, _ place: ProgramState.Place) -> [Int] {
        let shape = shapes[call.shape]
        guard !shape.isVariadic else { return [] }
        // After one name everything else needs one too.
        let missing = missingSlots(call)
        return shape.slots.indices.filter { slot in
            tokens.parameters[shape.slots[slot].name] != nil
                && call.filled & (1 << UInt32(slot)) == 0
                && isPossible(shape.slots[slot], place, of: call)
                && missing.allSatisfy { tokens.parameters[shape.slots[$0].name] != nil }
        }
    }

    /// Whether an argument can be written, some levels below the present place.
    private func isPossible(
        _ slot: CallShape.Slot, _ place: ProgramState.Place, of call: ProgramState.Call? = nil,
        levels: Int = 0
    ) -> Bool {
        cost(of: argumentExpression(slot, of: call), place, levels: levels) < Costs.impossible
    }
}
