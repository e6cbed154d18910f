import Script

extension ProgramConstraint {
    /// How many tokens the shortest way to write something takes.
    ///
    /// Variables are left out, as they may be out of reach by the time something is written; with
    /// them a way can only be shorter.
    struct Costs: Sendable {
        /// More than any program has room for.
        static let impossible = 1 << 20

        /// For each kind, without variables.
        let kinds: [Kind: Int]
        /// For each shape, the whole call.
        let calls: [Int]
        /// The shortest statement that shows something, its newline included.
        let statement: Int
        /// More than any one token can add to what is still to be written.
        let greatestStep: Int
        let phrase: Int
        let path: Int

        private static let literals: [(Kind, Int)] = [(.int, 1), (.float, 1), (.bool, 1), (.string, 3)]
        private static let kindsWritten: [Kind] = [
            .int, .float, .bool, .string, .list, .volume, .mask, .labelMap, .table, .other, .dict,
            .set, .tuple, .range, .function, .iterator, .error,
        ]

        init(
            shapes: [CallShape], items: [PlanningContext.Item], structures: [Int: Bool],
            tokens: CodeTokenTable
        ) {
            let phrase = structures.isEmpty ? Self.impossible : 3
            let path = tokens.words[".nii.gz"] == nil ? Self.impossible : 4
            self.phrase = phrase
            self.path = path
            var known: [Kind: Int] = [:]
            for (kind, cost) in Self.literals { known[kind] = cost }
            for item in items { known[item.kind] = 1 }
            var calls = [Int](repeating: Self.impossible, count: shapes.count)
            // Costs only fall, and by whole tokens, so this ends.
            var isSettled = false
            while !isSettled {
                isSettled = true
                func lower(_ kind: Kind, to cost: Int) {
                    if cost < known[kind, default: Self.impossible] {
                        known[kind] = cost
                        isSettled = false
                    }
                }
                let elements = [Kind.int, .string, .mask, .volume].compactMap { known[$0] }
                if let element = elements.min() { lower(.list, to: element + 2) }
                for (index, shape) in shapes.enumerated() {
                    let arguments = shape.requiredArguments.map { slot in
                        Self.cost(slot, kinds: known, phrase: phrase, path: path)
                    }
                    let cost = Self.call(arguments)
                    if cost < calls[index] {
                        calls[index] = cost
                        isSettled = false
                    }
                    // A function that may give several kinds serves only where all of them do.
                    if cost < Self.impossible, Self.kindsWritten.contains(shape.result) {
                        lower(shape.result, to: cost)
                    }
                }
            }
            kinds = known
            self.calls = calls
            let statements = shapes.indices.filter { shapes[$0].isStatement }.map { calls[$0] }
            statement = min(Self.impossible, (statements.min() ?? Self.impossible) + 1)
            let possible = calls.filter { $0 < Self.impossible }
            greatestStep = max(possible.max() ?? 0, statement < Self.impossible ? statement : 0) + 16
        }

        /// Name, parentheses, arguments and the commas between them.
        static func call(_ arguments: [Int]) -> Int {
            let sum = arguments.reduce(3 + max(0, arguments.count - 1), +)
            return min(sum, impossible)
        }

        private static func cost(
            _ slot: CallShape.Slot, kinds: [Kind: Int], phrase: Int, path: Int
        ) -> Int {
            if slot.isPhrase { return phrase }
            if slot.isPath { return path }
            let possible = kinds.filter { slot.kind.isSuperset(of: $0.key) }
            let number = slot.kind.contains(.float) ? kinds[.int] : nil
            return (possible.map(\.value) + [number].compactMap { $0 }).min() ?? impossible
        }
    }

    /// The fewest tokens that close everything that is open.
    func cost(of state: ProgramState) -> Int {
        state.stack.reduce(0) { min(Costs.impossible, $0 + cost(of: $1, state)) }
    }

    private func cost(of symbol: ProgramState.Symbol, _ state: ProgramState) -> Int {
        switch symbol {
        case .intent: return 2
        case .token: return 1
        case .statements(let block):
            let needsStatement =
                block.opener == .program ? !state.hasEffect : block.isEmpty
            return (needsStatement ? costs.statement : 0) + 1
        case .expression(let expression): return cost(of: expression, state)
        case .arguments(let call): return cost(of: call, state)
        case .list(let list):
            return list.isAfterElement ? 1 : cost(of: elementExpression(list), state) + 1
        case .quotation(let quotation): return cost(of: quotation)
        case .copy(let copy): return copy.first == nil ? 2 : 1
        case .loopVariable: return min(Costs.impossible, listCost(state) + 2)
        case .define, .defineElement, .operand: return 0
        }
    }

    private func cost(of quotation: ProgramState.Quotation) -> Int {
        if quotation.isWhole { return 1 }
        switch quotation.purpose {
        case .phrase: return 2
        case .text: return quotation.parts == 0 ? 2 : 1
        case .path:
            if quotation.isOneCopy { return 1 }
            return quotation.parts == 0 ? 3 : 2
        }
    }

    func cost(of expression: ProgramState.Expression, _ state: ProgramState) -> Int {
        if expression.isServed { return expression.comparesNumbers ? 2 : 0 }
        if expression.value != nil { return expression.isWhole ? 0 : 2 }
        switch expression.quotation {
        case .phrase: return costs.phrase
        case .path: return costs.path
        case .text, nil: break
        }
        let kinds = expression.operands
        var best = Costs.impossible
        for (kind, cost) in costs.kinds where kinds.isSuperset(of: kind) {
            let isNumber = kind == .int || kind == .float
            // A list that must be walked through is written out.
            let cost = kind == .list && expression.needsElements ? listCost(state) : cost
            best = min(best, cost + (isNumber && expression.comparesNumbers ? 2 : 0))
        }
        for (number, type) in state.variables.enumerated() where state.isVisible(number) {
            guard kinds.isSuperset(of: type.kind) else { continue }
            if expression.needsElements, type.element.isEmpty { continue }
            let isNumber = Kind([.int, .float]).isSuperset(of: type.kind)
            best = min(best, 1 + (isNumber && expression.comparesNumbers ? 2 : 0))
        }
        return best
    }

    private func listCost(_ state: ProgramState) -> Int {
        min(Costs.impossible, cost(of: elementExpression(.init()), state) + 2)
    }

    /// A whole call, from its name to its closing parenthesis.
    func cost(of shape: CallShape, _ state: ProgramState) -> Int {
        Costs.call(
            shape.requiredArguments.map { cost(of: argumentExpression($0), state) })
    }

    private func cost(of call: ProgramState.Call, _ state: ProgramState) -> Int {
        let shape = shapes[call.shape]
        var arguments = missingSlots(call).map { slot in
            cost(of: argumentExpression(shape.slots[slot]), state) + (call.usesKeywords ? 1 : 0)
        }
        if shape.isVariadic, let last = shape.slots.last {
            let fixed = shape.slots.count - 1
            let written = max(0, call.positional - fixed)
            let missing = max(0, shape.variadicMinimum - written)
            arguments += Array(repeating: cost(of: argumentExpression(last), state), count: missing)
        }
        if call.place == .afterComma, arguments.isEmpty {
            let positional = nextPositional(call, state).map {
                cost(of: argumentExpression(shape.slots[$0]), state)
            }
            let named = keywordSlots(call, state).map {
                cost(of: argumentExpression(shape.slots[$0]), state) + 1
            }
            arguments = [(named + [positional].compactMap { $0 }).min() ?? Costs.impossible]
        }
        let commas = call.place == .afterArgument ? arguments.count : max(0, arguments.count - 1)
        return min(Costs.impossible, arguments.reduce(commas + 1, +))
    }
}

extension CallShape {
    /// The slots that every call fills, a variadic one as often as it must be.
    var requiredArguments: [Slot] {
        var required = slots.filter(\.isRequired)
        if isVariadic, let last = slots.last {
            required += Array(repeating: last, count: variadicMinimum)
        }
        return required
    }
}
