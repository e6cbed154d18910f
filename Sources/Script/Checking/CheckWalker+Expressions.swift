extension CheckWalker {
    /// What is known of an expression's value; reports what is wrong in it.
    @discardableResult
    func value(_ expression: Expression) -> Known {
        let span = expression.span
        switch expression.form {
        case .none: return Known(kind: .none)
        case .bool: return Known(kind: .bool)
        case .integer: return Known(kind: .int)
        case .float: return Known(kind: .float)
        case .string(let text):
            return Known(kind: .string, texts: [KnownText(text: text, span: span)])
        case .formatted(let parts): return formatted(parts, span)
        case .name(let name): return lookUp(name, span, isCall: false)
        case .list(let items): return display(.list, items)
        case .tuple(let items): return display(.tuple, items)
        case .set(let items): return display(.set, items)
        case .dict(let items): return dict(items)
        case .starred(let inner): return elements(of: value(inner), inner.span)
        case .unary(let op, let operand): return unary(op, value(operand), span)
        case .not(let operand):
            condition(operand)
            return Known(kind: .bool)
        case .binary(let op, let left, let right):
            let first = value(left)
            return binary(op, first, value(right), span)
        case .boolean(_, let operands): return boolean(operands)
        case .comparison(let first, let links): return comparison(first, links, span)
        case .conditional(let test, let then, let otherwise):
            condition(test)
            return maybe { value(then).joined(value(otherwise)) }
        case .lambda(let lambda):
            for parameter in lambda.parameters {
                if let value = parameter.defaultValue { self.value(value) }
            }
            if silence == 0 { pendingLambdas.append((lambda, scope)) }
            return Known(kind: .function)
        case .call(let function, let arguments): return call(function, arguments, span)
        case .attribute(let object, let name, let nameSpan):
            return attribute(object, name, nameSpan)
        case .item(let container, let key): return item(container, key, span)
        case .slice(let lower, let upper, let step):
            for bound in [lower, upper, step] { if let bound { value(bound) } }
            return .anything
        case .comprehension(let comprehension): return self.comprehension(comprehension)
        case .missing: return .anything
        }
    }

    /// Looks at something that may not be reached.
    func maybe<Result>(_ body: () -> Result) -> Result {
        conditions += 1
        defer { conditions -= 1 }
        return body()
    }

    private func display(_ kind: Kind, _ items: [Expression]) -> Known {
        var item: Known?
        var scans: Set<String> = []
        for expression in items {
            let known = value(expression)
            item = item?.joined(known) ?? known
            scans.formUnion(known.scans)
        }
        return Known(kind: kind, scans: scans, item: item)
    }

    private func dict(_ items: [(key: Expression?, value: Expression)]) -> Known {
        var key: Known?
        var scans: Set<String> = []
        for entry in items {
            if let name = entry.key {
                let known = value(name)
                key = key?.joined(known) ?? known
            }
            scans.formUnion(value(entry.value).scans)
        }
        return Known(kind: .dict, scans: scans, item: key)
    }

    private func formatted(_ parts: [FormattedPart], _ span: SourceSpan) -> Known {
        var texts: [KnownText]? = [KnownText(text: "", span: span)]
        for part in parts {
            let next: [KnownText]?
            switch part {
            case .text(let text): next = [KnownText(text: text, span: span)]
            case .field(let field):
                let known = value(field.value)
                for inner in field.specification.flatMap(\.expressions) { value(inner) }
                let isPlain = field.specification.isEmpty && field.label == nil
                next = isPlain && field.conversion == nil ? known.texts : nil
            }
            texts = texts.flatMap { first in
                next.flatMap { KnownText.combined(first, $0, span: span) }
            }
        }
        return Known(kind: .string, texts: texts)
    }

    private func boolean(_ operands: [Expression]) -> Known {
        var result: Known?
        for (index, operand) in operands.enumerated() {
            let known = index == 0 ? value(operand) : maybe { value(operand) }
            if index < operands.count - 1, !known.kind.isEmpty, known.kind.isSubset(of: .image) {
                report(.unclearTruth(known.kind), operand.span)
            }
            result = result?.joined(known) ?? known
        }
        return result ?? .anything
    }

    // MARK: Operators

    /// Kinds whose operators the language defines itself.
    private static let own: Kind = [
        .none, .bool, .int, .float, .string, .list, .tuple, .dict, .set, .range, .function,
    ]

    func binary(
        _ op: BinaryOperator, _ left: Known, _ right: Known, _ span: SourceSpan
    ) -> Known {
        let scans = left.scans.union(right.scans)
        if left.kind.isSubset(of: CheckWalker.own), right.kind.isSubset(of: CheckWalker.own) {
            var kind: Kind = []
            for first in left.kind.members {
                for second in right.kind.members {
                    kind.formUnion(CheckWalker.result(op, first, second))
                }
            }
            if kind.isEmpty, !left.kind.isEmpty, !right.kind.isEmpty {
                report(.operatorKinds(op.rawValue, left: left.kind, right: right.kind), span)
                return .anything
            }
            var texts: [KnownText]?
            if op == .add, kind.contains(.string), let first = left.texts, let second = right.texts
            {
                texts = KnownText.combined(first, second, span: span)
            }
            var item: Known?
            if kind == .list || kind == .tuple {
                item = left.item.flatMap { first in
                    right.item.map { first.known.joined($0.known) } ?? first.known
                }
            }
            return Known(kind: kind, scans: scans, texts: texts, item: item)
        }
        let never: Kind = [.none, .string, .list, .tuple, .dict, .set, .range, .function]
        let isHopeless = { (one: Kind, other: Kind) in
            !one.isEmpty && one.isSubset(of: .image) && !other.isEmpty && other.isSubset(of: never)
        }
        let hasTable = left.kind == .table || right.kind == .table
        if isHopeless(left.kind, right.kind) || isHopeless(right.kind, left.kind)
            || hasTable && !left.kind.isEmpty && !right.kind.isEmpty
        {
            report(.operatorKinds(op.rawValue, left: left.kind, right: right.kind), span)
        }
        let both = left.kind.union(right.kind)
        let kind: Kind = both.isSubset(of: Kind.image.union(.number)) ? .image : .any
        return Known(kind: kind, scans: scans)
    }

    /// What an operator gives between two kinds; empty where it has no meaning.
    private static func result(_ op: BinaryOperator, _ left: Kind, _ right: Kind) -> Kind {
        let wholes: Kind = [.bool, .int]
        if Kind.number.isSuperset(of: left), Kind.number.isSuperset(of: right) {
            let isWhole = wholes.isSuperset(of: left) && wholes.isSuperset(of: right)
            switch op {
            case .add, .subtract, .multiply, .floorDivide, .modulo: return isWhole ? .int : .float
            case .divide: return .float
            case .power: return isWhole ? [.int, .float] : .float
            case .bitAnd, .bitOr, .bitXor:
                return left == .bool && right == .bool ? .bool : isWhole ? .int : []
            case .shiftLeft, .shiftRight: return isWhole ? .int : []
            }
        }
        let sequences: Kind = [.string, .list, .tuple]
        switch op {
        case .add: return left == right && sequences.contains(left) ? left : []
        case .multiply:
            if sequences.contains(left), wholes.isSuperset(of: right) { return left }
            if sequences.contains(right), wholes.isSuperset(of: left) { return right }
            return []
        case .bitOr where left == .dict && right == .dict: return .dict
        case .bitOr, .bitAnd, .bitXor, .subtract:
            return left == .set && right == .set ? .set : []
        default: return []
        }
    }

    private func unary(_ op: UnaryOperator, _ operand: Known, _ span: SourceSpan) -> Known {
        if operand.kind.isSubset(of: CheckWalker.own), !operand.kind.isEmpty {
            let allowed: Kind = op == .invert ? [.bool, .int] : .number
            if operand.kind.isDisjoint(with: allowed) {
                report(.unaryKind(op.rawValue, operand.kind), span)
                return .anything
            }
            let kind = operand.kind.intersection(allowed)
            return Known(kind: kind.contains(.bool) ? kind.subtracting(.bool).union(.int) : kind)
        }
        return Known(kind: operand.kind.isSubset(of: .image) ? .image : .any, scans: operand.scans)
    }

    private func comparison(
        _ first: Expression, _ links: [ComparisonLink], _ span: SourceSpan
    ) -> Known {
        var left = value(first)
        var isImage = false
        for link in links {
            let right = value(link.operand)
            isImage = isImage || !left.kind.union(right.kind).isDisjoint(with: .image)
            checkOrder(link.comparison, left, right, span)
            left = right
        }
        return isImage ? Known(kind: [.bool, .mask]) : Known(kind: .bool)
    }

    private func checkOrder(
        _ comparison: ComparisonOperator, _ left: Known, _ right: Known, _ span: SourceSpan
    ) {
        switch comparison {
        case .less, .lessOrEqual, .greater, .greaterOrEqual: break
        case .contained, .notContained:
            if right.kind.isSubset(of: .number.union(.none)), !right.kind.isEmpty {
                report(.notIterable(right.kind), span)
            }
            return
        default: return
        }
        guard left.kind.isSubset(of: CheckWalker.own), right.kind.isSubset(of: CheckWalker.own),
            !left.kind.isEmpty, !right.kind.isEmpty
        else { return }
        let orderable: Kind = [.string, .list, .tuple, .set]
        let canCompare = left.kind.members.contains { first in
            right.kind.members.contains { second in
                Kind.number.isSuperset(of: first) && Kind.number.isSuperset(of: second)
                    || first == second && orderable.contains(first)
            }
        }
        if !canCompare {
            report(.operatorKinds(comparison.rawValue, left: left.kind, right: right.kind), span)
        }
    }

    // MARK: Items and attributes

    private func item(_ container: Expression, _ key: Expression, _ span: SourceSpan) -> Known {
        let known = value(container)
        value(key)
        let closed: Kind = [.none, .bool, .int, .float, .set, .function, .volume, .mask]
        if !known.kind.isEmpty, known.kind.isSubset(of: closed) {
            report(.notSubscriptable(known.kind), span)
            return .anything
        }
        if case .slice = key.form { return known.kind == .table ? Known(kind: .list) : known }
        switch known.kind {
        case .list, .tuple, .string: return known.element
        case .range: return Known(kind: .int)
        default: return Known(kind: .any, scans: known.scans)
        }
    }

    private func attribute(_ object: Expression, _ name: String, _ span: SourceSpan) -> Known {
        if isMath(object) {
            if MathFunctions.constants[name] != nil { return Known(kind: .float) }
            if MathFunctions.all[name] != nil { return Known(kind: .function) }
            let nearest = Spelling.nearest(to: name, among: MathFunctions.values.keys)
            report(.unknownMath(name, nearest: nearest), span)
            return .anything
        }
        value(object)
        report(.attribute(name), span)
        return .anything
    }

    /// Whether an expression is the prefix `math`, and not a variable of that name.
    func isMath(_ object: Expression) -> Bool {
        guard case .name("math") = object.form, scope.owner(of: "math")?.sort == .module else {
            return false
        }
        return !scopes.module.bound.contains("math") && checker.globals["math"] == nil
    }

    // MARK: Comprehensions

    private func comprehension(_ comprehension: Comprehension) -> Known {
        guard let inner = scopes.scopes[ObjectIdentifier(comprehension)] else { return .anything }
        let outer = scope
        var isOpen = false
        for (index, clause) in comprehension.clauses.enumerated() {
            switch clause {
            case .for(let target, let iterable):
                let items = elements(of: value(iterable), iterable.span)
                if index == 0 {
                    scope = inner
                    locals.append((inner, [:]))
                    conditions += 1
                    isOpen = true
                }
                assign(items, to: target)
            case .if(let test): condition(test)
            }
        }
        // What is computed for every item is computed more than once.
        loops.append(OpenLoop(depth: flow.depth))
        let element = value(comprehension.element)
        if let value = comprehension.value { self.value(value) }
        loops.removeLast()
        if isOpen {
            locals.removeLast()
            conditions -= 1
        }
        scope = outer
        switch comprehension.sort {
        case .list: return Known(kind: .list, scans: element.scans, item: element)
        case .set: return Known(kind: .set, scans: element.scans, item: element)
        case .dict: return Known(kind: .dict, item: element)
        case .generator: return Known(kind: .iterator, scans: element.scans, item: element)
        }
    }
}

extension Kind {
    /// The single kinds in it.
    var members: [Kind] {
        (0..<18).map { Kind(rawValue: 1 << $0) }.filter { isSuperset(of: $0) }
    }
}
