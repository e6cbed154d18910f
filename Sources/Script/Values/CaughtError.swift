/// An error as a value: what `ValueError("…")` makes and `except … as name` gives.
package struct CaughtError: DomainValue {
    package let name: ErrorName
    package let arguments: [Value]

    package var kind: Kind { .error }

    /// Python's `str`.
    package var summary: String {
        switch arguments.count {
        case 0: ""
        case 1: name == .keyError ? arguments[0].literal : arguments[0].display
        default: Value.tuple(of: arguments).literal
        }
    }

    /// Python's `repr`.
    var literal: String {
        name.rawValue + "(" + arguments.map(\.literal).joined(separator: ", ") + ")"
    }

    package func truth() throws -> Bool? { true }
}
