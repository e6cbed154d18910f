import Script

/// Lists and dicts: as literals, with a value for each element of a list, and what is picked from them.
extension ProgramConstraint {
    func readList(
        _ action: Int, _ list: ProgramState.List, _ state: inout ProgramState
    ) -> Bool {
        var list = list
        if list.isAfterElement {
            if list.count == 1 { list.element = state.value.kind.widened }
            list.wording = list.wording?.joined(state.value.wording) ?? state.value.wording
            if action == tokens.marks.closeList {
                state.stack.removeLast()
                state.value = .init(
                    kind: .list, element: list.element, wording: list.wording ?? .free)
                return true
            }
            list.isAfterElement = false
            state.replaceTop(.list(list))
            return true
        }
        if action == tokens.keyword("for") {
            begin(
                isDict: false, ProgramState.Expression.walked(through: [.string, .volume]),
                ProgramState.Expression(list.elements), &state)
            return true
        }
        let element = elementExpression(list)
        list.isAfterElement = true
        list.count += 1
        state.replaceTop(.list(list))
        state.stack.append(.expression(element))
        return false
    }

    func readDict(
        _ action: Int, _ dict: ProgramState.Dict, _ state: inout ProgramState
    ) -> Bool {
        var dict = dict
        switch dict.place {
        case .key where action == tokens.keyword("for"):
            begin(
                isDict: true, ProgramState.Expression.walked(through: .string),
                ProgramState.Expression(dict.values.subtracting(.list)), &state)
        case .key:
            dict.place = .colon
            if action == tokens.marks.label {
                dict.wording = .free
                state.replaceTop(.dict(dict))
            } else {
                state.replaceTop(.dict(dict))
                state.stack.append(.quotation(.init(purpose: .text)))
            }
        case .colon:
            dict.wording = dict.wording?.joined(state.value.wording) ?? state.value.wording
            dict.place = .value
            state.replaceTop(.dict(dict))
        case .value:
            let value = valueExpression(dict)
            dict.place = .afterValue
            dict.count += 1
            state.replaceTop(.dict(dict))
            state.stack.append(.expression(value))
            return false
        case .afterValue:
            if dict.count == 1 { dict.value = state.value.kind.widened }
            if action == tokens.marks.closeDict {
                state.stack.removeLast()
                state.value = .init(
                    kind: .dict, element: dict.value, wording: dict.wording ?? .free)
                return true
            }
            dict.place = .key
            state.replaceTop(.dict(dict))
        }
        return true
    }

    /// Begins a list or dict with a value for each element of what is walked through.
    private func begin(
        isDict: Bool, _ iterable: ProgramState.Expression, _ value: ProgramState.Expression,
        _ state: inout ProgramState
    ) {
        let comprehension = ProgramState.Comprehension(
            isDict: isDict, variable: state.variables.count, outside: state.visible)
        state.replaceTop(.comprehension(comprehension))
        state.stack += [.expression(value), .token(tokens.marks.colon), .loopVariable(iterable)]
    }

    /// Ends it: its variable is out of sight.
    func close(_ comprehension: ProgramState.Comprehension, _ state: inout ProgramState) {
        state.stack.removeLast()
        let keys = state.variables[comprehension.variable].wording
        state.visible = comprehension.outside
        // No later statement may take it up either.
        state.variables[comprehension.variable] = .init(kind: .none)
        state.value = .init(
            kind: comprehension.isDict ? .dict : .list, element: state.value.kind.widened,
            wording: comprehension.isDict ? keys : state.value.wording)
    }

    /// Whether a list or dict here may get a value for each element of a list.
    func mayComprehend(isDict: Bool, _ values: Kind, _ place: ProgramState.Place) -> Bool {
        let iterable = ProgramState.Expression.walked(
            through: isDict ? .string : [.string, .volume])
        return place.state.variables.count < tokens.variables.count
            && cost(of: iterable, place) < Costs.impossible
            && cost(of: ProgramState.Expression(values), place) < Costs.impossible
    }

    // MARK: - Keys and ranks

    /// Whether one of the values of a dict variable will do as an operand.
    func takesKey(
        _ type: ProgramState.ValueType, _ expression: ProgramState.Expression,
        _ state: ProgramState
    ) -> Bool {
        type.kind == .dict && !type.element.isEmpty && !expression.needsElements
            && expression.operands.isSuperset(of: type.element)
            && state.readable.contains { $0.type.kind == .string }
    }

    /// The actions among which a choice is made.
    func candidates(_ choice: ProgramState.Choice, _ state: ProgramState) -> [Int] {
        switch choice {
        case .key:
            state.readable.filter { $0.type.kind == .string }.map { tokens.variables[$0.number] }
        case .ranked:
            ranked(state) { _ in true }
        case .rankedStructure:
            ranked(state) { $0.wording.isPhrase }
        }
    }

    /// Dicts of numbers: variables of some sort, and all that earlier programs left behind.
    private func ranked(
        _ state: ProgramState, _ isFit: (ProgramState.ValueType) -> Bool
    ) -> [Int] {
        state.readable.filter { $0.type.holdsNumbers && isFit($0.type) }
            .map { tokens.variables[$0.number] }
            + items.indices.filter { items[$0].type.holdsNumbers }
            .map { tokens.count + firstItem + $0 }
    }

    func readChoice(
        _ action: Int, _ choice: ProgramState.Choice, _ state: inout ProgramState
    ) {
        state.stack.removeLast()
        switch choice {
        case .key(let kind):
            state.value = .init(kind: kind)
        case .rankedStructure:
            state.value = .init(kind: .string, wording: .phrase)
        case .ranked(let kind):
            let dict = tokens.variableNumber(action).map { state.variables[$0] }
            state.value = .init(
                kind: kind, element: kind == .list ? .string : [],
                wording: dict?.wording ?? .free)
        }
    }
}

extension Kind {
    /// Any number where it is one: another value may be of the other sort.
    var widened: Kind {
        let numbers: Kind = [.int, .float]
        return numbers.isSuperset(of: self) ? numbers : self
    }
}

extension PlanningContext.Item {
    /// What is known of the item's value.
    var type: ProgramState.ValueType {
        .init(kind: kind, element: holdsNumbers ? [.int, .float] : [])
    }
}

extension ProgramState.ValueType {
    /// A dict whose values can be put in order.
    var holdsNumbers: Bool {
        kind == .dict && !element.isEmpty && Kind([.int, .float]).isSuperset(of: element)
    }

    /// What a walk through the value gives: the elements of a list, the keys of a dict.
    var elementType: ProgramState.ValueType {
        let element = kind == .dict ? Kind.string : element
        return .init(kind: element, wording: element == .string ? wording : .free)
    }
}

extension ProgramState.Expression {
    /// What a `for` walks through: a list, or a variable that holds a dict.
    static func walked(through elements: Kind? = nil) -> Self {
        var expression = Self([.list, .tuple, .dict])
        expression.needsElements = true
        if let elements { expression.elements = elements }
        return expression
    }
}
