extension Fault {
    /// What `str(error)` gives in a program: CPython's own words where it has the same error.
    package var pythonMessage: String {
        switch self {
        case .integerOverflow: "the whole number does not fit into 64 bits"
        case .divisionByZero: "division by zero"
        case .integerDivisionByZero: "integer division or modulo by zero"
        case .moduloByZero: "integer modulo by zero"
        case .floatDivisionByZero: "float division by zero"
        case .floatFloorDivisionByZero: "float floor division by zero"
        case .floatModuloByZero: "float modulo"
        case .zeroToNegativePower: "0.0 cannot be raised to a negative power"
        case .negativeShift: "negative shift count"
        case .floatOverflow: "(34, 'Numerical result out of range')"
        case .complexResult: "a fractional power of a negative number is not a real number"
        case .mathDomain: "math domain error"
        case .mathRange: "math range error"
        case .cannotConvert(let text, let type, let base):
            type == "int"
                ? "invalid literal for int() with base \(base ?? 10): \(text.pythonLiteral())"
                : "could not convert string to float: \(text.pythonLiteral())"
        case .notFinite(let number, let target):
            "cannot convert float \(number.isNaN ? "NaN" : "infinity") to \(target)"
        case .binaryKinds(let op, _, _, let types): operandMessage(op, types)
        case .unaryKind(let op, _, let type):
            "bad operand type for unary \(op.rawValue): '\(type)'"
        case .comparisonKinds(let op, _, _, let types):
            "'\(op.rawValue)' not supported between instances of '\(types.0)' and '\(types.1)'"
        case .notCallable(let type): "'\(type)' object is not callable"
        case .notIterable(let type): "'\(type)' object is not iterable"
        case .notSubscriptable(let type): "'\(type)' object is not subscriptable"
        case .noItemAssignment(let type): "'\(type)' object does not support item assignment"
        case .noItemDeletion(let type): "'\(type)' object doesn't support item deletion"
        case .noLength(let type): "object of type '\(type)' has no len()"
        case .unhashable(let type): "unhashable type: '\(type)'"
        case .noMethod(let type, let name, _): "'\(type)' object has no attribute '\(name)'"
        case .wrongType(let message), .wrongValue(let message), .wrongZero(let message): message
        case .indexOutOfRange(let container): "\(container) index out of range"
        case .indexKind(let container, let type):
            container == "string"
                ? "string indices must be integers, not '\(type)'"
                : "\(container) indices must be integers or slices, not \(type)"
        case .keyMissing(let literal, _): literal
        case .popFromEmpty(let container):
            container == "list" ? "pop from empty list" : "pop from an empty \(container)"
        case .sliceStepZero: "slice step cannot be zero"
        case .unpackCount(let expected, let found, let atLeast): unpackMessage(
            expected, found, atLeast)
        case .changedWhileWalking(let container): "\(container) changed size during iteration"
        case .undefinedName(let name): "name '\(name)' is not defined"
        case .unboundLocal(let name):
            "cannot access local variable '\(name)' where it is not associated with a value"
        case .unboundFree(let name):
            "cannot access free variable '\(name)' where it is not associated with a value "
                + "in enclosing scope"
        case .missingArguments(let function, let names):
            "\(function)() missing \(names.count) required positional "
                + "argument\(names.count == 1 ? "" : "s"): \(Fault.enumerated(names))"
        case .tooManyArguments(let function, let allowed, let given):
            "\(function)() takes \(allowed) positional argument\(allowed == 1 ? "" : "s") "
                + "but \(given) \(given == 1 ? "was" : "were") given"
        case .unknownKeyword(let function, let keyword, _):
            "\(function)() got an unexpected keyword argument '\(keyword)'"
        case .duplicateArgument(let function, let name):
            "\(function)() got multiple values for argument '\(name)'"
        case .argumentCount(let function, let expected, let given):
            "\(function)() takes \(expected) (\(given) given)"
        case .raised(let name, let arguments):
            CaughtError(name: name, arguments: arguments).summary
        case .nothingToRaise: "No active exception to reraise"
        case .assertion(let value): value?.display ?? ""
        case .host(let message, _): message
        case .recursionLimit: "maximum recursion depth exceeded"
        case .noTruth, .argumentKind, .nestingLimit, .stepLimit, .memoryLimit, .cancelled: message
        }
    }

    private func operandMessage(_ op: BinaryOperator, _ types: (String, String)) -> String {
        let sequences = ["str", "list", "tuple"]
        if op == .add, sequences.contains(types.0) {
            return "can only concatenate \(types.0) (not \"\(types.1)\") to \(types.0)"
        }
        if op == .multiply, sequences.contains(types.0) || sequences.contains(types.1) {
            let other = sequences.contains(types.0) ? types.1 : types.0
            return "can't multiply sequence by non-int of type '\(other)'"
        }
        let name = op == .power ? "** or pow()" : op.rawValue
        return "unsupported operand type(s) for \(name): '\(types.0)' and '\(types.1)'"
    }

    private func unpackMessage(_ expected: Int, _ found: Int?, _ atLeast: Bool) -> String {
        guard let found else { return "too many values to unpack (expected \(expected))" }
        let words = atLeast ? "at least \(expected)" : "\(expected)"
        return "not enough values to unpack (expected \(words), got \(found))"
    }

    /// `'a', 'b', and 'c'`, as CPython lists missing arguments.
    private static func enumerated(_ names: [String]) -> String {
        let quoted = names.map { "'\($0)'" }
        switch quoted.count {
        case 0, 1: return quoted.joined()
        case 2: return quoted.joined(separator: " and ")
        default: return quoted.dropLast().joined(separator: ", ") + ", and " + quoted[quoted.count - 1]
        }
    }
}
