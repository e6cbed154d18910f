/// What a running host function may ask of the run it belongs to.
package protocol CallContext: AnyObject {
    /// Whether the user has asked to stop; may be called from any thread.
    var cancellation: @Sendable () -> Bool { get }
    /// Counts a step. Throws when the user has asked to stop or the step limit is reached: long
    /// loops call it every few thousand elements.
    func poll() throws
    /// Counts bytes against the memory limit. Throws when the limit is passed.
    func chargeMemory(_ bytes: Int) throws
    /// Throws where `bytes` more would pass the memory limit; counts nothing.
    func reserveMemory(_ bytes: Int) throws
    /// Shows a line as `print` would.
    func print(_ text: String)
}

/// The arguments of one call, already matched to parameters, with defaults filled in and kinds
/// checked.
package struct Arguments {
    package let signature: Signature
    /// One value per parameter, in the signature's order; a variadic parameter holds a list.
    package let values: [Value]
    /// The call in the program.
    package let span: SourceSpan
    package let context: any CallContext

    package init(
        signature: Signature, values: [Value], span: SourceSpan, context: any CallContext
    ) {
        precondition(values.count == signature.parameters.count, "one value for each parameter")
        self.signature = signature
        self.values = values
        self.span = span
        self.context = context
    }

    /// The value of a declared parameter. Asking for another name is an error of the host.
    package func value(named name: String) -> Value {
        guard let index = signature.parameters.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("\(signature.name) declares no parameter '\(name)'")
        }
        return values[index]
    }

    package func string(named name: String) throws -> String {
        guard case .string(let text) = value(named: name) else { throw mismatch(name, .string) }
        return text.content
    }

    package func optionalString(named name: String) throws -> String? {
        if case .nothing = value(named: name) { return nil }
        return try string(named: name)
    }

    package func int(named name: String) throws -> Int {
        switch value(named: name) {
        case .int(let number): return number
        case .bool(let truth): return truth ? 1 : 0
        default: throw mismatch(name, .int)
        }
    }

    package func number(named name: String) throws -> Double {
        guard let number = value(named: name).number else { throw mismatch(name, .number) }
        return number
    }

    package func optionalNumber(named name: String) throws -> Double? {
        if case .nothing = value(named: name) { return nil }
        return try number(named: name)
    }

    package func bool(named name: String) throws -> Bool {
        guard case .bool(let truth) = value(named: name) else { throw mismatch(name, .bool) }
        return truth
    }

    /// The items of a list or tuple.
    package func items(named name: String) throws -> [Value] {
        switch value(named: name) {
        case .list(let list): return list.items
        case .tuple(let tuple): return tuple.items
        default: throw mismatch(name, [.list, .tuple])
        }
    }

    private func mismatch(_ name: String, _ expected: Kind) -> Fault {
        .argumentKind(
            function: signature.name, parameter: name, expected: expected,
            found: value(named: name).kind)
    }
}

/// A function of the host that programs can call.
package struct HostFunction: Sendable {
    package let signature: Signature
    /// Runs the call. Throws a `Fault`, or any error whose description tells the user what was
    /// wrong and what to do; both reach the program as a catchable error.
    package let body: @Sendable (Arguments) throws -> Value

    package init(
        _ signature: Signature, body: @escaping @Sendable (Arguments) throws -> Value
    ) {
        self.signature = signature
        self.body = body
    }
}
