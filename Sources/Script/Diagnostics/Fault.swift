/// The built-in error names a program can catch, as Python orders them.
package enum ErrorName: String, CaseIterable, Hashable, Sendable {
    case exception = "Exception"
    case arithmeticError = "ArithmeticError"
    case overflowError = "OverflowError"
    case zeroDivisionError = "ZeroDivisionError"
    case assertionError = "AssertionError"
    case attributeError = "AttributeError"
    case lookupError = "LookupError"
    case indexError = "IndexError"
    case keyError = "KeyError"
    case memoryError = "MemoryError"
    case nameError = "NameError"
    case unboundLocalError = "UnboundLocalError"
    case runtimeError = "RuntimeError"
    case notImplementedError = "NotImplementedError"
    case recursionError = "RecursionError"
    case stopIteration = "StopIteration"
    case typeError = "TypeError"
    case valueError = "ValueError"

    package var parent: ErrorName? {
        switch self {
        case .exception: nil
        case .overflowError, .zeroDivisionError: .arithmeticError
        case .indexError, .keyError: .lookupError
        case .unboundLocalError: .nameError
        case .recursionError, .notImplementedError: .runtimeError
        default: .exception
        }
    }

    /// Whether `except other` catches this error.
    package func isA(_ other: ErrorName) -> Bool {
        var name: ErrorName? = self
        while let current = name {
            if current == other { return true }
            name = current.parent
        }
        return false
    }
}

/// What can go wrong while a program runs: the facts. `message`, `hint` and `errorName` make the
/// words, in `Fault+Message.swift` and nowhere else.
package enum Fault: Error, Sendable {
    // Numbers
    case integerOverflow
    case divisionByZero
    case integerDivisionByZero
    case moduloByZero
    case floatDivisionByZero
    case floatFloorDivisionByZero
    case floatModuloByZero
    case zeroToNegativePower
    case negativeShift
    case floatOverflow
    case complexResult
    case mathDomain
    case mathRange
    case cannotConvert(text: String, type: String, base: Int?)
    case notFinite(Double, target: String)

    // Kinds
    case binaryKinds(
        BinaryOperator, left: Kind, right: Kind, types: (String, String), isAugmented: Bool = false)
    case unaryKind(UnaryOperator, Kind, type: String)
    case comparisonKinds(ComparisonOperator, left: Kind, right: Kind, types: (String, String))
    case noTruth(Kind)
    case notCallable(type: String)
    case notIterable(type: String)
    case notSubscriptable(type: String)
    case noItemAssignment(type: String)
    case noItemDeletion(type: String, isIndexed: Bool)
    case noLength(type: String)
    case unhashable(type: String)
    case noMethod(type: String, name: String, nearest: String?)
    case wrongType(String)
    case wrongValue(String)
    case wrongZero(String)

    // Places
    case indexOutOfRange(String)
    case indexKind(container: String, type: String)
    case keyMissing(literal: String, key: Value)
    case popFromEmpty(String)
    case sliceStepZero
    case unpackCount(expected: Int, found: Int?, atLeast: Bool)
    case changedWhileWalking(String)

    // Names and calls
    case undefinedName(String)
    case unboundLocal(String)
    case unboundFree(String)
    case missingArguments(function: String, names: [String])
    case tooManyArguments(function: String, allowed: Int, given: Int)
    case unknownKeyword(function: String, keyword: String, nearest: String?)
    case duplicateArgument(function: String, name: String)
    case argumentCount(function: String, expected: String, given: Int)
    case argumentKind(function: String, parameter: String, expected: Kind, found: Kind)

    // Of the program and the host
    case raised(ErrorName, [Value])
    case nothingToRaise
    case assertion(Value?)
    case host(message: String, hint: String?)

    // Limits
    case recursionLimit(Int)
    case nestingLimit
    case stepLimit(Int)
    case memoryLimit(bytes: Int)
    case cancelled

    /// Whether a program can catch it: the limits and the user's stop end the run.
    package var isCatchable: Bool {
        switch self {
        case .stepLimit, .memoryLimit, .cancelled: false
        default: true
        }
    }
}
