extension Fault {
    /// The built-in error a program catches it as.
    package var errorName: ErrorName {
        switch self {
        case .integerOverflow, .floatOverflow, .mathRange: .overflowError
        case .divisionByZero, .integerDivisionByZero, .moduloByZero, .floatDivisionByZero,
            .floatFloorDivisionByZero, .floatModuloByZero, .zeroToNegativePower, .wrongZero:
            .zeroDivisionError
        case .negativeShift, .complexResult, .mathDomain, .cannotConvert, .sliceStepZero,
            .unpackCount, .wrongValue:
            .valueError
        case .notFinite(let number, _): number.isNaN ? .valueError : .overflowError
        case .binaryKinds, .unaryKind, .comparisonKinds, .noTruth, .notCallable, .notIterable,
            .notSubscriptable, .noItemAssignment, .noItemDeletion, .noLength, .unhashable,
            .wrongType, .indexKind, .missingArguments, .tooManyArguments, .unknownKeyword,
            .duplicateArgument, .argumentCount, .argumentKind:
            .typeError
        case .noMethod: .attributeError
        case .indexOutOfRange: .indexError
        case .popFromEmpty(let container): container == "list" ? .indexError : .keyError
        case .keyMissing: .keyError
        case .changedWhileWalking, .nothingToRaise, .host: .runtimeError
        case .undefinedName, .unboundFree: .nameError
        case .unboundLocal: .unboundLocalError
        case .raised(let name, _): name
        case .assertion: .assertionError
        case .recursionLimit, .nestingLimit: .recursionError
        case .memoryLimit: .memoryError
        case .stepLimit, .cancelled: .runtimeError
        }
    }

    /// One line for the user.
    package var message: String {
        switch self {
        case .integerOverflow: "the whole number does not fit into 64 bits"
        case .divisionByZero, .integerDivisionByZero, .moduloByZero, .floatDivisionByZero,
            .floatFloorDivisionByZero, .floatModuloByZero:
            "division by zero"
        case .zeroToNegativePower: "zero cannot be raised to a negative power"
        case .floatOverflow, .mathRange: "the number is too large"
        case .complexResult: "a fractional power of a negative number is not a real number"
        case .mathDomain: "the function has no value for this number"
        case .binaryKinds(let op, let left, let right, _, _):
            "'\(op.rawValue)' does not work between \(left.phrase) and \(right.phrase)"
        case .unaryKind(let op, let kind, _):
            "'\(op.rawValue)' does not work on \(kind.phrase)"
        case .comparisonKinds(let op, let left, let right, _):
            "'\(op.rawValue)' does not work between \(left.phrase) and \(right.phrase)"
        case .noTruth(let kind): "\(kind.phrase) is neither true nor false"
        case .noMethod(let type, let name, _): "'\(type)' has no method '\(name)'"
        case .keyMissing(let literal, _): "the key \(literal) is not there"
        case .undefinedName(let name): "the name '\(name)' is not defined"
        case .unboundLocal(let name), .unboundFree(let name):
            "'\(name)' is used before it has a value"
        case .argumentKind(let function, let parameter, let expected, let found):
            "'\(parameter)' of \(function)() must be \(expected.phrase), not \(found.phrase)"
        case .raised(let name, let arguments):
            name.rawValue + Fault.suffix(CaughtError(name: name, arguments: arguments).summary)
        case .assertion(let value): "assertion failed" + Fault.suffix(value?.display ?? "")
        case .recursionLimit(let depth): "functions call each other more than \(depth) deep"
        case .nestingLimit: "the value is nested too deeply"
        case .stepLimit(let steps): "the program took more than \(steps) steps"
        case .memoryLimit(let bytes):
            "the values of the program need more than \(bytes / (1024 * 1024)) MB"
        case .cancelled: "stopped"
        default: pythonMessage
        }
    }

    private static func suffix(_ text: String) -> String { text.isEmpty ? "" : ": " + text }

    package var hint: String? {
        switch self {
        case .integerOverflow: "write one of the numbers with a point, for example 2.0"
        case .binaryKinds(.add, let left, let right, _, _)
        where left == .string || right == .string:
            "put values into text with an f-string: f\"… {value}\""
        case .binaryKinds(.modulo, .string, _, _, _): "use an f-string: f\"… {value:.1f}\""
        case .noTruth: "compare it with a number, or measure it"
        case .noMethod(_, _, let nearest): nearest.map { "did you mean '\($0)'?" }
        case .unknownKeyword(_, _, let nearest): nearest.map { "did you mean '\($0)'?" }
        case .host(_, let hint): hint
        case .recursionLimit: "check that the recursion ends, or use a loop"
        case .stepLimit: "check that the loop ends"
        case .memoryLimit: "keep fewer values at a time"
        case .unhashable: "keys are numbers, strings or tuples of them"
        default: nil
        }
    }
}

extension Fault: CustomStringConvertible {
    package var description: String { hint.map { message + "; " + $0 } ?? message }
}
