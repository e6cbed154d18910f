import LanguageModel
import Script

extension ProgramConstraint {
    /// Adds what a symbol can read first.
    func insertActions(at place: ProgramState.Place, into legal: inout ActionSet) {
        switch place.symbol {
        case .intent:
            for (id, intent) in tokens.intents where isPossible(intent) { legal.insert(id) }
        case .token(let id):
            legal.insert(id)
        case .statements(let block):
            insertStatements(block, place, into: &legal)
        case .expression(let expression):
            insertExpression(expression, place, into: &legal)
        case .arguments(let call):
            insertArguments(call, place, into: &legal)
        case .list(let list):
            if list.isAfterElement {
                legal.insert(tokens.marks.closeList)
                if list.count < Self.longestList { legal.insert(tokens.marks.comma) }
            } else {
                insertExpression(elementExpression(list), place, into: &legal)
                if list.count == 0, mayComprehend(isDict: false, list.elements, place) {
                    legal.insert(tokens.keyword("for"))
                }
            }
        case .dict(let dict):
            switch dict.place {
            case .key:
                legal.insert(tokens.marks.quote)
                legal.insert(tokens.marks.label)
                if dict.count == 0,
                    mayComprehend(isDict: true, dict.values.subtracting(.list), place)
                {
                    legal.insert(tokens.keyword("for"))
                }
            case .colon: legal.insert(tokens.marks.colon)
            case .value: insertExpression(valueExpression(dict), place, into: &legal)
            case .afterValue:
                legal.insert(tokens.marks.closeDict)
                if dict.count < Self.longestList { legal.insert(tokens.marks.comma) }
            }
        case .comprehension(let comprehension):
            let marks = tokens.marks
            legal.insert(comprehension.isDict ? marks.closeDict : marks.closeList)
        case .choice(let choice):
            for action in candidates(choice, place.state) { legal.insert(action) }
        case .quotation(let quotation):
            insertWords(quotation, place.state, into: &legal)
        case .copy(let copy):
            insertPieces(copy, into: &legal)
        case .loopVariable:
            let count = place.state.variables.count
            if count < tokens.variables.count { legal.insert(tokens.variables[count]) }
        case .define, .defineElement, .operand:
            break
        }
    }

    private func insertStatements(
        _ block: ProgramState.Block, _ place: ProgramState.Place, into legal: inout ActionSet
    ) {
        let state = place.state
        if state.variables.count < tokens.variables.count {
            legal.insert(tokens.variables[state.variables.count])
        }
        for number in state.variables.indices where reassignable(number, state) != nil {
            legal.insert(tokens.variables[number])
        }
        for id in functionTokens {
            guard let index = shapesByToken[id], shapes[index].isStatement else { continue }
            if isCallable(index, place, isStatement: true) { legal.insert(id) }
        }
        if state.blocks < Self.deepestBlocks {
            legal.insert(tokens.keyword("if"))
            if state.variables.count < tokens.variables.count {
                legal.insert(tokens.keyword("for"))
            }
        }
        if block.mayBranch {
            legal.insert(tokens.keyword("else"))
            if let id = tokens.keywords["elif"] { legal.insert(id) }
        }
        if block.opener == .program {
            if state.hasEffect { legal.insert(tokens.marks.end) }
        } else if !block.isEmpty {
            legal.insert(tokens.marks.dedent)
        }
    }

    /// The expression that may be assigned to a number that is already given, or nil.
    ///
    /// A number keeps its kind, so that what was checked with the old value holds with the new one.
    func reassignable(_ variable: Int, _ state: ProgramState) -> ProgramState.Expression? {
        let type = state.variables[variable]
        if Kind([.int, .float]).isSuperset(of: type.kind) {
            return ProgramState.Expression([.int, .float])
        }
        // One that another branch has defined: the same name for the same sort of thing.
        if state.isVisible(variable) || type.kind == .list || type.kind == .dict { return nil }
        let expression = ProgramState.Expression(type.kind)
        let place = ProgramState.Place(state: state, symbol: .expression(expression), nesting: 0)
        return cost(of: expression, place) < Costs.impossible ? expression : nil
    }

    private func insertExpression(
        _ expression: ProgramState.Expression, _ place: ProgramState.Place,
        into legal: inout ActionSet
    ) {
        let marks = tokens.marks
        guard expression.value == nil else {
            if expression.takesKey { legal.insert(marks.openList) }
            if expression.takesMask { for id in marks.maskOperators { legal.insert(id) } }
            if mayMask(expression, place) { legal.insert(marks.times) }
            if expression.takesArithmetic { for id in marks.arithmetic { legal.insert(id) } }
            if expression.takesDivision { legal.insert(marks.divide) }
            if expression.takesImageArithmetic {
                for id in marks.imageArithmetic { legal.insert(id) }
            }
            if expression.takesComparison { for id in marks.comparisons { legal.insert(id) } }
            if expression.takesLogic {
                legal.insert(tokens.keyword("and"))
                legal.insert(tokens.keyword("or"))
            }
            return
        }
        if let quotation = expression.quotation {
            legal.insert(marks.quote)
            if quotation == .label { legal.insert(marks.label) }
            for (number, type) in place.state.readable where accepts(type, quotation) {
                legal.insert(tokens.variables[number])
            }
            if quotation == .phrase, place.nesting < Self.deepestNesting,
                !candidates(.rankedStructure, place.state).isEmpty
            {
                for id in ranks { legal.insert(id) }
            }
            return
        }
        let kinds = expression.operands
        insertLiterals(expression, kinds, into: &legal)
        if place.nesting < Self.deepestNesting,
            !kinds.isDisjoint(with: .number)
                || cost(of: innerExpression(kinds), place, levels: 1) < Costs.impossible
        {
            legal.insert(marks.open)
        }
        if let id = marks.complement, expression.takesComplement,
            cost(of: expression.complemented, place) < Costs.impossible
        {
            legal.insert(id)
        }
        if kinds.contains(.list), place.nesting < Self.deepestNesting {
            legal.insert(marks.openList)
        }
        if kinds.contains(.dict), !expression.needsElements, place.nesting < Self.deepestNesting {
            legal.insert(marks.openDict)
        }
        let takesOrder = kinds.contains(.list) && expression.elements.contains(.string)
        if kinds.contains(.string) || takesOrder, place.nesting < Self.deepestNesting,
            !candidates(.ranked(.string), place.state).isEmpty
        {
            if kinds.contains(.string) { for id in ranks { legal.insert(id) } }
            if takesOrder { for id in orders { legal.insert(id) } }
        }
        for id in functionTokens {
            guard let index = shapesByToken[id] else { continue }
            let shape = shapes[index]
            if !shape.isStatement, gives(shape, kinds, place),
                !expression.needsElements || !shape.element.isEmpty, isCallable(index, place)
            {
                legal.insert(id)
            }
        }
        let state = place.state
        for (number, type) in state.readable
        where accepts(type, kinds, expression) || takesKey(type, expression, state) {
            legal.insert(tokens.variables[number])
        }
        for (index, item) in items.enumerated() {
            let type = item.type
            if accepts(type, kinds, expression) || takesKey(type, expression, state) {
                legal.insert(tokens.count + firstItem + index)
            }
        }
    }

    func accepts(
        _ type: ProgramState.ValueType, _ kinds: Kind, _ expression: ProgramState.Expression
    ) -> Bool {
        guard kinds.isSuperset(of: type.kind) else { return false }
        switch type.kind {
        case .dict:
            return expression.needsElements
                ? !type.element.isEmpty : expression.values.isSuperset(of: type.element)
        case .list, .tuple:
            return !(expression.needsElements && type.element.isEmpty)
                && expression.elements.isSuperset(of: type.element)
        default: return !expression.needsElements
        }
    }

    /// Whether a variable may stand in place of a whole string.
    func accepts(
        _ type: ProgramState.ValueType, _ purpose: ProgramState.Quotation.Purpose
    ) -> Bool {
        guard type.kind == .string else { return false }
        switch purpose {
        case .phrase: return type.wording.isPhrase
        case .label, .text: return true
        case .path: return false
        }
    }

    /// Whether a volume may be cut out by a mask here.
    private func mayMask(
        _ expression: ProgramState.Expression, _ place: ProgramState.Place
    ) -> Bool {
        expression.takesMasking && !tokens.marks.maskOperators.isEmpty
            && cost(of: expression.masked, place) < Costs.impossible
    }

    /// Numbers, truth values, strings and what stands before an operand.
    private func insertLiterals(
        _ expression: ProgramState.Expression, _ kinds: Kind, into legal: inout ActionSet
    ) {
        let marks = tokens.marks
        for number in tokens.numbers {
            let kind: Kind = number.isWhole ? .int : .float
            if kinds.contains(kind), !(number.isZero && expression.isDivisor) {
                legal.insert(number.id)
            }
        }
        let copy = ProgramState.Copy.Purpose.number(
            wholeOnly: !kinds.contains(.float), nonZero: expression.isDivisor)
        if kinds.contains(.int), !spans.numbers.allSatisfy({ !fits($0, copy) }) {
            legal.insert(marks.copy)
        }
        if expression.takesMinus { legal.insert(marks.minus) }
        if expression.takesNot { legal.insert(tokens.keyword("not")) }
        if kinds.contains(.bool) {
            legal.insert(tokens.keyword("True"))
            legal.insert(tokens.keyword("False"))
        }
        if kinds.contains(.string) { legal.insert(marks.quote) }
    }

    private func insertArguments(
        _ call: ProgramState.Call, _ place: ProgramState.Place, into legal: inout ActionSet
    ) {
        let shape = shapes[call.shape]
        if call.place == .afterArgument {
            if takesArgument(call, place) { legal.insert(tokens.marks.comma) }
            if isSatisfied(call) { legal.insert(tokens.marks.close) }
            return
        }
        if let slot = nextPositional(call, place) {
            insertExpression(argumentExpression(shape.slots[slot], of: call), place, into: &legal)
        }
        for slot in keywordSlots(call, place) {
            if let id = tokens.parameters[shape.slots[slot].name] { legal.insert(id) }
        }
        if call.place == .open, isSatisfied(call) { legal.insert(tokens.marks.close) }
    }
}
