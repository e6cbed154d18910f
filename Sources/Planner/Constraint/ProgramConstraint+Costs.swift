import Script

extension ProgramConstraint {
    /// How many tokens the shortest way to write something takes.
    ///
    /// Variables are left out, as they may be out of reach by the time something is written; with
    /// them a way can only be shorter.
    struct Costs: Sendable {
        /// More than any program has room for.
        static let impossible = 1 << 20

        /// The shortest way to write something.
        struct Way: Sendable, Equatable {
            let tokens: Int
            /// Calls and lists inside one another.
            let nesting: Int
        }

        /// The shortest way to a value of one kind, without variables.
        struct KindWay: Sendable {
            let kind: Kind
            let isNumber: Bool
            let way: Way
        }

        let kinds: [KindWay]
        /// For each shape, the whole call.
        let calls: [Way]
        /// The shortest statement that shows something, its newline included.
        let statement: Int
        /// More than any one token can add to what is still to be written.
        let greatestStep: Int
        let phrase: Int
        let path: Int

        private static let never = Way(tokens: impossible, nesting: 0)

        init(
            shapes: [CallShape], items: [PlanningContext.Item], structures: Set<Int>,
            tokens: CodeTokenTable, spans: PromptSpans
        ) {
            let phrase = structures.isEmpty ? Self.impossible : 3
            let ownName = tokens.words[".nii.gz"] == nil ? Self.impossible : 4
            // A copied name takes the mark, two pointers and quotes.
            let path = spans.namesFiles ? 5 : ownName
            self.phrase = phrase
            self.path = path
            var known: [Kind: Way] = [.string: Way(tokens: 3, nesting: 0)]
            for kind in [.int, .float, .bool] + items.map(\.kind) {
                known[kind] = Way(tokens: 1, nesting: 0)
            }
            known[.list] = Way(tokens: 3, nesting: 1)
            var calls = [Way](repeating: Self.never, count: shapes.count)
            // Costs only fall, and by whole tokens, so this ends.
            var isSettled = false
            while !isSettled {
                isSettled = true
                for (index, shape) in shapes.enumerated() {
                    let arguments = shape.requiredArguments.map { slot in
                        if slot.isPhrase { return Way(tokens: phrase, nesting: 0) }
                        if slot.isPath { return Way(tokens: path, nesting: 0) }
                        if slot.isLabel { return Way(tokens: 1, nesting: 0) }
                        let ways = known.filter { slot.kind.isSuperset(of: $0.key) }.map(\.value)
                        return ways.min { $0.tokens < $1.tokens } ?? Self.never
                    }
                    let way = Way(
                        tokens: Self.call(arguments.map(\.tokens)),
                        nesting: 1 + (arguments.map(\.nesting).max() ?? 0))
                    guard way.tokens < calls[index].tokens else { continue }
                    calls[index] = way
                    isSettled = false
                    // A function that may give several kinds serves only where all of them do.
                    let kind = shape.result
                    let isOneKind = kind.rawValue.nonzeroBitCount == 1 && kind != .none
                    if isOneKind, way.tokens < known[kind, default: Self.never].tokens {
                        known[kind] = way
                    }
                }
            }
            kinds = known.map { kind, way in
                KindWay(kind: kind, isNumber: kind == .int || kind == .float, way: way)
            }
            self.calls = calls
            let statements = shapes.indices.filter { shapes[$0].isStatement }
                .map { calls[$0].tokens }
            statement = min(Self.impossible, (statements.min() ?? Self.impossible) + 1)
            let possible = (calls.map(\.tokens) + [statement]).filter { $0 < Self.impossible }
            greatestStep = (possible.max() ?? 0) + 16
        }

        /// A list of one element of some kinds.
        func list(of elements: Kind) -> Way {
            let ways = kinds.filter { elements.isSuperset(of: $0.kind) }.map(\.way)
            guard let way = ways.min(by: { $0.tokens < $1.tokens }) else { return Self.never }
            return Way(tokens: way.tokens + 2, nesting: way.nesting + 1)
        }

        /// Name, parentheses, arguments and the commas between them.
        static func call(_ arguments: [Int]) -> Int {
            min(impossible, arguments.reduce(3 + max(0, arguments.count - 1), +))
        }
    }

    /// The fewest tokens that close everything that is open.
    func cost(of state: ProgramState) -> Int {
        state.places.reduce(0) { min(Costs.impossible, $0 + cost(at: $1)) }
    }

    private func cost(at place: ProgramState.Place) -> Int {
        switch place.symbol {
        case .intent: return 2
        case .token: return 1
        case .statements(let block):
            let needsStatement =
                block.opener == .program ? !place.state.hasEffect : block.isEmpty
            return (needsStatement ? costs.statement : 0) + 1
        case .expression(let expression): return cost(of: expression, place)
        case .arguments(let call): return cost(of: call, place)
        case .list(let list):
            return list.isAfterElement ? 1 : cost(of: elementExpression(list), place) + 1
        case .dict(let dict):
            switch dict.place {
            case .key: return 3 + cost(of: valueExpression(dict), place)
            case .colon: return 2 + cost(of: valueExpression(dict), place)
            case .value: return 1 + cost(of: valueExpression(dict), place)
            case .afterValue: return 1
            }
        case .quotation(let quotation): return cost(of: quotation)
        case .copy(let copy): return copy.first == nil ? 2 : 1
        case .comprehension, .choice: return 1
        case .loopVariable(let iterable):
            return min(Costs.impossible, 2 + cost(of: iterable, place))
        case .define, .defineElement, .operand: return 0
        }
    }

    private func cost(of quotation: ProgramState.Quotation) -> Int {
        if quotation.isWhole { return 1 }
        switch quotation.purpose {
        case .phrase: return 2
        case .text, .label: return quotation.parts == 0 ? 2 : 1
        case .path:
            if quotation.isOneCopy { return 1 }
            if quotation.parts > 0 { return 2 }
            return spans.namesFiles ? 4 : 3
        }
    }

    /// The fewest tokens that end an expression, some levels below the present place.
    func cost(
        of expression: ProgramState.Expression, _ place: ProgramState.Place, levels: Int = 0
    ) -> Int {
        if expression.isServed { return expression.comparesNumbers ? 2 : 0 }
        if expression.needsKey { return expression.comparesNumbers ? 5 : 3 }
        if expression.value != nil { return expression.isWhole ? 0 : 2 }
        switch expression.quotation {
        case .phrase:
            let isNamed = place.state.readable.contains { accepts($0.type, .phrase) }
            return isNamed ? 1 : costs.phrase
        case .path: return costs.path
        case .label: return 1
        case .text, nil: break
        }
        let kinds = expression.operands
        var best = Costs.impossible
        let nesting = place.nesting + levels
        // What a list is known to hold only a literal says.
        if kinds.contains(.list) {
            let way = costs.list(of: expression.elements)
            if nesting + way.nesting <= Self.deepestNesting { best = way.tokens }
        }
        for known in costs.kinds
        where !expression.needsElements && kinds.isSuperset(of: known.kind) {
            guard nesting + known.way.nesting <= Self.deepestNesting else { continue }
            let isCompared = known.isNumber && expression.comparesNumbers
            best = min(best, known.way.tokens + (isCompared ? 2 : 0))
        }
        let state = place.state
        for (_, type) in state.readable {
            let takesKey = takesKey(type, expression, state)
            guard takesKey || accepts(type, kinds, expression) else { continue }
            let kind = takesKey ? type.element : type.kind
            let isNumber = Kind([.int, .float]).isSuperset(of: kind)
            let isCompared = isNumber && expression.comparesNumbers
            best = min(best, (takesKey ? 4 : 1) + (isCompared ? 2 : 0))
        }
        return best
    }

    private func cost(of call: ProgramState.Call, _ place: ProgramState.Place) -> Int {
        let shape = shapes[call.shape]
        var arguments = missingSlots(call).map { slot in
            cost(of: argumentExpression(shape.slots[slot], of: call), place)
                + (call.usesKeywords ? 1 : 0)
        }
        if shape.isVariadic, let last = shape.slots.last {
            let fixed = shape.slots.count - 1
            let written = max(0, call.positional - fixed)
            let missing = max(0, shape.variadicMinimum - written)
            arguments += Array(repeating: cost(of: argumentExpression(last), place), count: missing)
        }
        if call.place == .afterComma, arguments.isEmpty {
            let positional = nextPositional(call, place).map {
                cost(of: argumentExpression(shape.slots[$0], of: call), place)
            }
            let named = keywordSlots(call, place).map {
                cost(of: argumentExpression(shape.slots[$0], of: call), place) + 1
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
