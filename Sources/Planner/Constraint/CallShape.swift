import Script

/// What the grammar needs to know of a function to write a call of it.
struct CallShape: Sendable {
    struct Slot: Sendable {
        let name: String
        /// Kinds that an argument may have; `None` is never written.
        let kind: Kind
        let isRequired: Bool
        let isPhrase: Bool
        /// A file name, which has to end like one.
        let isPath: Bool
        /// What a report says of its value; it can be left to `ReportLabel`.
        let isLabel: Bool
        /// Columns of a table by their names.
        let isTabular: Bool
    }

    let name: String
    let slots: [Slot]
    /// The last slot takes any number of arguments.
    let isVariadic: Bool
    /// Fewest arguments for the variadic slot.
    let variadicMinimum: Int
    let result: Kind
    /// What the call's list holds, where it can be walked through.
    let element: Kind

    /// What a call may give back as it was given it: an image of its kind, a number.
    static let keepable: Kind = .image.union(.number)

    /// Whether the call gives an image of the kind that it was given, or a number for a number.
    var keepsKind: Bool {
        Self.keepable.isSuperset(of: result) && !result.isDisjoint(with: .image)
            && result.rawValue.nonzeroBitCount > 1
    }

    /// A call that gives nothing is a statement of its own.
    var isStatement: Bool { result == .none }

    init(_ signature: Signature) {
        name = signature.name
        element = signature.resultElement
        slots = signature.parameters.map { parameter in
            Slot(
                name: parameter.name, kind: parameter.kind.subtracting(.none),
                isRequired: parameter.isRequired, isPhrase: parameter.isPhrase,
                isPath: parameter.name == "path" && parameter.kind.contains(.string),
                isLabel: parameter.name == "label" && parameter.kind == .string,
                isTabular: signature.result == .table && parameter.kind.contains(.dict))
        }
        isVariadic = signature.parameters.last?.isVariadic ?? false
        // `max()` and `max(1)` fail in Python, `print()` says nothing.
        variadicMinimum = signature.result == .none ? 1 : 2
        // Where a number may come back it takes part in arithmetic; a truth value counts as one.
        result =
            signature.result.contains(.float)
            ? signature.result.subtracting(.bool) : signature.result
    }
}
