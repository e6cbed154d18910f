/// An error as a value: what `ValueError("…")` makes and `except … as name` gives.
package final class CaughtError: HeapObject, DomainValue, @unchecked Sendable {
    package let name: ErrorName
    package private(set) var arguments: [Value]

    init(name: ErrorName, arguments: [Value]) {
        self.name = name
        self.arguments = arguments
    }

    package var kind: Kind { .error }

    /// Python's `str`.
    package var summary: String {
        switch arguments.count {
        case 0: ""
        case 1: name == .keyError ? arguments[0].literal : arguments[0].display
        default: Value.tuple(of: arguments).literal
        }
    }

    package func truth() throws -> Bool? { true }

    override func surrenderContents() -> [HeapObject] { arguments.surrender() }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}
