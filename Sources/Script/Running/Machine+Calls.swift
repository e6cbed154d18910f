extension Machine {
    /// Calls a function with evaluated arguments.
    func call(
        _ function: FunctionObject, _ values: [Value], _ keywords: [KeywordValue] = [],
        span: SourceSpan = .start
    ) throws -> Value {
        switch function.target {
        case .program(let closure): return try call(closure, values, keywords)
        case .builtin(let builtin): return try builtin.call(self, values, keywords)
        case .host(let host):
            let matched = try HostBinding.bind(host.signature, values, keywords)
            let result = try host.body(
                Arguments(signature: host.signature, values: matched, span: span, context: self))
            try poll()
            return try adopted(result)
        }
    }

    func call(_ value: Value, _ values: [Value]) throws -> Value {
        guard case .function(let function) = value else {
            throw Fault.notCallable(type: value.typeName)
        }
        return try call(function, values)
    }

    // MARK: Functions of the program

    private func call(
        _ closure: FunctionObject.Closure, _ values: [Value], _ keywords: [KeywordValue]
    ) throws -> Value {
        let code = closure.code
        let frame = try Frame(self, code, captured: closure.cells)
        for index in 0..<min(values.count, code.positionalCount) { frame[index] = values[index] }
        var extra: [KeywordValue] = []
        for keyword in keywords {
            let index = code.parameters.firstIndex {
                $0.name == keyword.name && ($0.sort == .plain || $0.sort == .keywordOnly)
            }
            guard let index else {
                extra.append(keyword)
                continue
            }
            if frame[index] != nil {
                throw Fault.duplicateArgument(function: code.name, name: keyword.name)
            }
            frame[index] = keyword.value
        }
        try bindRest(code, values, extra, frame)
        try bindDefaults(closure, frame)
        return try code.run(frame)
    }

    private func bindRest(
        _ code: FunctionCode, _ values: [Value], _ extra: [KeywordValue], _ frame: Frame
    ) throws {
        if let index = code.parameters.firstIndex(where: { $0.sort == .keywords }) {
            let dict = try newDict()
            for keyword in extra { try set(.text(keyword.name), keyword.value, in: dict) }
            frame[index] = .dict(dict)
        } else if let keyword = extra.first {
            throw Fault.unknownKeyword(
                function: code.name, keyword: keyword.name,
                nearest: Spelling.nearest(to: keyword.name, among: code.parameters.map(\.name)))
        }
        if let index = code.parameters.firstIndex(where: { $0.sort == .variadic }) {
            frame[index] = try tuple(Array(values.dropFirst(code.positionalCount)))
        } else if values.count > code.positionalCount {
            throw Fault.tooManyArguments(
                function: code.name, allowed: code.positionalCount, given: values.count)
        }
    }

    private func bindDefaults(_ closure: FunctionObject.Closure, _ frame: Frame) throws {
        var defaults = closure.defaults[...]
        var missing: [String] = []
        for (index, parameter) in closure.code.parameters.enumerated() {
            let value = parameter.defaultValue == nil ? nil : defaults.popFirst()
            if frame[index] != nil { continue }
            if let value {
                frame[index] = value
            } else {
                missing.append(parameter.name)
            }
        }
        if !missing.isEmpty {
            throw Fault.missingArguments(function: closure.code.name, names: missing)
        }
    }
}

/// Matches the arguments of a call to a host function's parameters.
enum HostBinding {
    static func bind(
        _ signature: Signature, _ values: [Value], _ keywords: [KeywordValue]
    ) throws -> [Value] {
        let parameters = signature.parameters
        var bound: [Value?] = Array(repeating: nil, count: parameters.count)
        var rest = values[...]
        for (index, parameter) in parameters.enumerated() {
            if parameter.isVariadic {
                for value in rest { try check(value, parameter, signature) }
                bound[index] = .items(Array(rest))
                rest = []
            } else if !parameters[..<index].contains(where: \.isVariadic) {
                bound[index] = rest.popFirst()
            }
        }
        if !rest.isEmpty {
            throw Fault.tooManyArguments(
                function: signature.name, allowed: parameters.count, given: values.count)
        }
        for keyword in keywords {
            guard let index = parameters.firstIndex(where: { $0.name == keyword.name }) else {
                throw Fault.unknownKeyword(
                    function: signature.name, keyword: keyword.name,
                    nearest: Spelling.nearest(to: keyword.name, among: parameters.map(\.name)))
            }
            if bound[index] != nil {
                throw Fault.duplicateArgument(function: signature.name, name: keyword.name)
            }
            bound[index] = keyword.value
        }
        let missing = zip(parameters, bound).filter { $0.isRequired && $1 == nil }.map(\.0.name)
        if !missing.isEmpty {
            throw Fault.missingArguments(function: signature.name, names: missing)
        }
        return try zip(parameters, bound).map { parameter, value in
            guard let value else { return parameter.defaultValue ?? .nothing }
            if !parameter.isVariadic { try check(value, parameter, signature) }
            return value
        }
    }

    private static func check(
        _ value: Value, _ parameter: Parameter, _ signature: Signature
    ) throws {
        if parameter.kind.isSuperset(of: value.kind) { return }
        // A parameter that may be left out may also be given as what leaving it out means.
        if case .nothing = value, case .nothing? = parameter.defaultValue { return }
        throw Fault.argumentKind(
            function: signature.name, parameter: parameter.name, expected: parameter.kind,
            found: value.kind)
    }
}
