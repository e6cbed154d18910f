extension CheckWalker {
    /// An argument of a call with what is known of it.
    struct KnownArgument {
        let syntax: CallArgument
        let known: Known
    }

    func call(
        _ function: Expression, _ arguments: [CallArgument], _ span: SourceSpan
    ) -> Known {
        if case .attribute(let object, let name, let nameSpan) = function.form, !isMath(object) {
            let receiver = value(object)
            let known = evaluate(arguments)
            return method(name, nameSpan, of: receiver, known, span)
        }
        let callee: Known
        if case .name(let name) = function.form {
            callee = lookUp(name, function.span, isCall: true)
        } else {
            callee = value(function)
        }
        let known = evaluate(arguments)
        if !callee.kind.isEmpty, callee.kind.isDisjoint(with: [.function]) {
            report(.notCallable(program.source.excerpt(function.span), callee.kind), function.span)
            return .anything
        }
        if let syntax = callee.function { return callProgram(syntax, known, span) }
        if case .attribute(_, let name, _) = function.form, let builtin = MathFunctions.all[name] {
            checkArguments(of: builtin, known, span)
            return Known(kind: builtin.result)
        }
        guard case .name(let name) = function.form, isFree(name) else { return .anything }
        if let signature = checker.functions[name] { return callHost(signature, known, span) }
        if let builtin = Builtins.all[name] { return callBuiltin(builtin, known, span) }
        return .anything
    }

    /// Whether a name means the function of that name and no variable.
    private func isFree(_ name: String) -> Bool {
        if locals.contains(where: { $0.names[name] != nil }) { return false }
        guard scope.owner(of: name)?.sort == .module else { return false }
        if checker.globals[name] != nil { return false }
        if scope.frame === scopes.module { return flow[name] == nil }
        return !scopes.module.bound.contains(name)
    }

    private func evaluate(_ arguments: [CallArgument]) -> [KnownArgument] {
        arguments.map { KnownArgument(syntax: $0, known: value($0.value)) }
    }

    // MARK: Functions of the host

    private func callHost(
        _ signature: Signature, _ arguments: [KnownArgument], _ span: SourceSpan
    ) -> Known {
        let parameters = signature.parameters
        var bound: [[KnownArgument]] = Array(repeating: [], count: parameters.count)
        var place = 0
        var positional = 0
        var isOpen = false
        for argument in arguments {
            switch argument.syntax.sort {
            case .positional:
                positional += 1
                if place < parameters.count {
                    bound[place].append(argument)
                    if !parameters[place].isVariadic { place += 1 }
                }
            case .keyword(let name): bindKeyword(name, argument, signature, &bound)
            case .unpacked, .unpackedKeywords: isOpen = true
            }
        }
        let isVariadic = parameters.contains(where: \.isVariadic)
        if positional > parameters.count, !isVariadic {
            report(
                .tooManyArguments(
                    function: signature.name, allowed: parameters.count, given: positional), span)
        }
        let missing = zip(parameters, bound).filter { $0.isRequired && $1.isEmpty }.map(\.0.name)
        if !missing.isEmpty, !isOpen {
            report(.missingArguments(function: signature.name, names: missing), span)
        }
        var scans: Set<String> = []
        var phrases: [String] = []
        for (parameter, values) in zip(parameters, bound) {
            for argument in values {
                checkKind(argument, parameter, signature)
                scans.formUnion(argument.known.scans)
                if parameter.isPhrase { phrases += resolvePhrases(argument) }
            }
        }
        if signature.runsNetwork {
            recordNetworkCall(signature.name, scans: scans, phrases: phrases, span: span)
        }
        return Known(kind: signature.result, scans: scans)
    }

    private func bindKeyword(
        _ name: String, _ argument: KnownArgument, _ signature: Signature,
        _ bound: inout [[KnownArgument]]
    ) {
        let names = signature.parameters.map(\.name)
        guard let index = names.firstIndex(of: name) else {
            let nearest = Spelling.nearest(to: name, among: names)
            report(
                .unknownKeyword(
                    function: signature.name, keyword: name, nearest: nearest, known: names),
                argument.syntax.span)
            return
        }
        if !bound[index].isEmpty {
            report(.duplicateArgument(function: signature.name, name: name), argument.syntax.span)
        }
        bound[index].append(argument)
    }

    private func checkKind(
        _ argument: KnownArgument, _ parameter: Parameter, _ signature: Signature
    ) {
        var allowed = parameter.kind
        if case .nothing? = parameter.defaultValue { allowed.insert(.none) }
        if !argument.known.kind.isEmpty, argument.known.kind.isDisjoint(with: allowed) {
            report(
                .argumentKind(
                    function: signature.name, parameter: parameter.name, expected: parameter.kind,
                    found: argument.known.kind), argument.syntax.value.span)
        }
    }

    /// The canonical names of the phrases that can reach an argument.
    private func resolvePhrases(_ argument: KnownArgument) -> [String] {
        let texts = argument.known.texts ?? argument.known.item?.known.texts ?? []
        return texts.compactMap(resolve)
    }

    // MARK: Functions of the language

    private func callBuiltin(
        _ builtin: Builtin, _ arguments: [KnownArgument], _ span: SourceSpan
    ) -> Known {
        checkArguments(of: builtin, arguments, span)
        guard let first = arguments.first?.known else { return Known(kind: builtin.result) }
        var scans: Set<String> = []
        for argument in arguments { scans.formUnion(argument.known.scans) }
        switch builtin.name {
        case "list", "tuple", "set", "sorted", "reversed", "iter":
            return Known(kind: builtin.result, scans: scans, item: first.element)
        case "enumerate", "zip":
            return Known(kind: .iterator, scans: scans, item: pairs(builtin.name, arguments))
        case "abs" where first.kind == .volume: return Known(kind: .volume, scans: scans)
        case "abs", "round": return Known(kind: first.kind.isSubset(of: .number) ? .number : .any)
        case "sum": return Known(kind: first.element.kind.isSubset(of: .number) ? .number : .any)
        case "min", "max": return Known(kind: picked(from: arguments).kind, scans: scans)
        case "map", "filter", "next": return Known(kind: builtin.result, scans: scans)
        default: return Known(kind: builtin.result)
        }
    }

    /// What `min` and `max` pick: an item of their only argument, or one of the arguments; `key` is
    /// none of them.
    private func picked(from arguments: [KnownArgument]) -> Known {
        var values: [Known] = []
        var fallback: Known?
        for argument in arguments {
            switch argument.syntax.sort {
            case .positional: values.append(argument.known)
            case .keyword("default"): fallback = argument.known
            case .keyword: break
            case .unpacked, .unpackedKeywords: return .anything
            }
        }
        guard let first = values.first else { return .anything }
        let item = values.count == 1 ? first.element : values.reduce(first) { $0.joined($1) }
        return fallback.map { item.joined($0) } ?? item
    }

    /// What the tuples of `zip` and `enumerate` hold: all of it together.
    private func pairs(_ name: String, _ arguments: [KnownArgument]) -> Known {
        var item = name == "enumerate" ? Known(kind: .int) : nil
        for argument in arguments where argument.syntax.sort == .positional {
            let element = argument.known.element
            item = item?.joined(element) ?? element
        }
        // Text and numbers mixed: texts stay known, since only the strings are phrases.
        if let texts = arguments.compactMap({ $0.known.element.texts }).first {
            item?.texts = texts
        }
        return Known(kind: .tuple, scans: item?.scans ?? [], item: item ?? .anything)
    }

    private func checkArguments(
        of builtin: Builtin, _ arguments: [KnownArgument], _ span: SourceSpan
    ) {
        var positional: [KnownArgument] = []
        var isOpen = false
        var named: Set<String> = []
        for argument in arguments {
            switch argument.syntax.sort {
            case .positional: positional.append(argument)
            case .unpacked, .unpackedKeywords: isOpen = true
            case .keyword(let name):
                named.insert(name)
                let known = builtin.parameters.filter {
                    $0.style == .either || $0.style == .keyword
                }
                if !known.contains(where: { $0.name == name }) {
                    let nearest = Spelling.nearest(to: name, among: known.map(\.name))
                    report(
                        .unknownKeyword(
                            function: builtin.name, keyword: name, nearest: nearest,
                            known: known.map(\.name)), argument.syntax.span)
                }
            }
        }
        let byName = builtin.parameters.filter { $0.style == .either && named.contains($0.name) }
            .count
        let allowed = builtin.allowedCounts
        if !isOpen,
            positional.count > allowed.upperBound || positional.count + byName < allowed.lowerBound
        {
            let finding = CheckFinding.argumentCount(
                function: builtin.name, expected: builtin.countWords, given: positional.count)
            report(finding, span)
        }
        guard !isOpen else { return }
        for (argument, parameter) in zip(positional, builtin.parameters)
        where parameter.style == .positional || parameter.style == .either {
            let kind = argument.known.kind
            let allowsNone = parameter.defaultText == "None" || parameter.name == "function"
            if !kind.isEmpty, kind.isDisjoint(with: parameter.kind), !(allowsNone && kind == .none)
            {
                report(
                    .argumentKind(
                        function: builtin.name, parameter: parameter.name,
                        expected: parameter.kind, found: kind), argument.syntax.value.span)
            }
        }
    }

    // MARK: Methods

    private func method(
        _ name: String, _ nameSpan: SourceSpan, of receiver: Known,
        _ arguments: [KnownArgument], _ span: SourceSpan
    ) -> Known {
        let members = receiver.kind.members
        let isOwn = members.count == 1 && !Methods.table(of: receiver.kind).isEmpty
        if isOwn {
            let table = Methods.table(of: receiver.kind)
            guard let builtin = table[name] else {
                let nearest = Spelling.nearest(to: name, among: table.keys)
                report(.unknownMethod(kind: receiver.kind, name: name, nearest: nearest), nameSpan)
                return .anything
            }
            checkArguments(of: builtin, arguments, span)
            return methodResult(builtin, receiver, arguments)
        }
        let found = members.compactMap { Methods.table(of: $0)[name] }
        if found.isEmpty {
            let isFunction = checker.functions[name] != nil || Builtins.all[name] != nil
            let nearest = Spelling.nearest(
                to: name, among: members.flatMap { Methods.table(of: $0).keys })
            report(
                receiver.kind == .any
                    ? .unknownMethod(kind: .other, name: name, nearest: nearest)
                    : .noMethods(kind: receiver.kind, name: name, isFunction: isFunction), nameSpan)
            return .anything
        }
        return found.count == 1 ? Known(kind: found[0].result) : .anything
    }

    private func methodResult(
        _ builtin: Builtin, _ receiver: Known, _ arguments: [KnownArgument]
    ) -> Known {
        switch (receiver.kind, builtin.name) {
        case (.dict, "keys"): Known(kind: .iterator, item: receiver.item?.known)
        case (.dict, _): Known(kind: builtin.result, scans: receiver.scans)
        case (.string, "split"), (.string, "splitlines"):
            Known(kind: .list, item: Known(kind: .string))
        case (.list, "copy"): receiver
        default: Known(kind: builtin.result, scans: receiver.scans)
        }
    }

    // MARK: Functions of the program

    private func callProgram(
        _ function: FunctionSyntax, _ arguments: [KnownArgument], _ span: SourceSpan
    ) -> Known {
        let identity = ObjectIdentifier(function)
        let bound = bind(function, arguments, span)
        guard budget > 0, followed.count < 5, !followed.contains(identity),
            let inner = scopes.scopes[identity], let outer = inner.parent, outer.sort == .module
        else { return .anything }
        budget -= 1
        followed.append(identity)
        silence += 1
        var result: Known?
        enter(function, outer) {
            for parameter in function.parameters {
                let known = bound[parameter.name] ?? .anything
                self.bind(parameter.name, known, parameter.span)
            }
            self.walk(function.body.statements)
            if self.flow.isReachable { self.returns.append(Known(kind: .none)) }
            result = self.returns.dropFirst().reduce(self.returns.first) { $0?.joined($1) }
        }
        silence -= 1
        followed.removeLast()
        return result ?? .anything
    }

    /// Matches arguments to parameters; reports what does not fit.
    private func bind(
        _ function: FunctionSyntax, _ arguments: [KnownArgument], _ span: SourceSpan
    ) -> [String: Known] {
        let plain = function.parameters.filter { $0.sort == .plain }
        let named = function.parameters.filter { $0.sort == .plain || $0.sort == .keywordOnly }
        let isVariadic = function.parameters.contains { $0.sort == .variadic }
        let takesAny = function.parameters.contains { $0.sort == .keywords }
        var bound: [String: Known] = [:]
        var positional = 0
        var isOpen = false
        for argument in arguments {
            switch argument.syntax.sort {
            case .positional:
                if positional < plain.count { bound[plain[positional].name] = argument.known }
                positional += 1
            case .keyword(let name):
                if !named.contains(where: { $0.name == name }) {
                    if takesAny { continue }
                    let nearest = Spelling.nearest(to: name, among: named.map(\.name))
                    report(
                        .unknownKeyword(
                            function: function.name, keyword: name, nearest: nearest,
                            known: named.map(\.name)), argument.syntax.span)
                } else if bound.updateValue(argument.known, forKey: name) != nil {
                    report(
                        .duplicateArgument(function: function.name, name: name),
                        argument.syntax.span)
                }
            case .unpacked, .unpackedKeywords: isOpen = true
            }
        }
        if positional > plain.count, !isVariadic, !isOpen {
            report(
                .tooManyArguments(
                    function: function.name, allowed: plain.count, given: positional), span)
        }
        let missing = named.filter { $0.defaultValue == nil && bound[$0.name] == nil }
        if !missing.isEmpty, !isOpen {
            report(.missingArguments(function: function.name, names: missing.map(\.name)), span)
        }
        return bound
    }
}
