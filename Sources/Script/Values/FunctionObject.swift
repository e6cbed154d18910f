/// A function as a value: of the program, of the host, or built in.
package final class FunctionObject: HeapObject, @unchecked Sendable {
    enum Target {
        case program(Closure)
        case host(HostFunction)
        case builtin(Builtin)
    }

    /// A function of the program with the variables it shares with its surroundings.
    struct Closure {
        let code: FunctionCode
        /// In the order of `code.captures`.
        var cells: [Cell]
        /// Values of the parameters' defaults, in order.
        var defaults: [Value]
    }

    private(set) var target: Target

    init(_ target: Target) {
        self.target = target
    }

    /// A host's function as a value.
    package convenience init(_ function: HostFunction) {
        self.init(.host(function))
    }

    package var name: String {
        switch target {
        case .program(let closure): closure.code.name
        case .host(let function): function.signature.name
        case .builtin(let builtin): builtin.name
        }
    }

    var typeName: String {
        switch target {
        case .program: "function"
        case .host: "builtin_function_or_method"
        case .builtin(let builtin): builtin.isType ? "type" : "builtin_function_or_method"
        }
    }

    func isSame(as other: FunctionObject) -> Bool {
        if self === other { return true }
        switch (target, other.target) {
        case (.host, .host), (.builtin, .builtin): return name == other.name
        default: return false
        }
    }

    /// Sets what a function was made without, since it may hold itself.
    func fill(cells: [Cell], defaults: [Value]) {
        guard case .program(var closure) = target else { return }
        closure.cells = cells
        closure.defaults = defaults
        target = .program(closure)
    }

    override func surrenderContents() -> [HeapObject] {
        guard case .program(var closure) = target else { return [] }
        var objects: [HeapObject] = closure.cells
        objects += closure.defaults.surrender()
        closure.cells = []
        target = .program(closure)
        return objects
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}
