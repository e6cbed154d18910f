/// What the checker finds in a program whose form is right: the facts.
enum CheckFinding {
    case undefinedName(String, nearest: String?, isMath: Bool)
    case undefinedFunction(String, nearest: String?, isMath: Bool)
    case usedBeforeAssignment(String)
    case unreachable(after: String)
    case hidesFunction(String)
    case unknownKeyword(function: String, keyword: String, nearest: String?, known: [String])
    case missingArguments(function: String, names: [String])
    case tooManyArguments(function: String, allowed: Int, given: Int)
    case duplicateArgument(function: String, name: String)
    case argumentCount(function: String, expected: String, given: Int)
    case argumentKind(function: String, parameter: String, expected: Kind, found: Kind)
    case unknownPhrase(String, reason: String, suggestions: [String])
    case readPhrase(String, canonical: String, confidence: Double)
    case operatorKinds(String, left: Kind, right: Kind)
    case unaryKind(String, Kind)
    case notCallable(String, Kind)
    case notIterable(Kind)
    case notSubscriptable(Kind)
    case unknownMethod(kind: Kind, name: String, nearest: String?)
    case noMethods(kind: Kind, name: String, isFunction: Bool)
    case attribute(String)
    case mathAlone
    case unknownMath(String, nearest: String?)
    case notAnError(String)
    case unclearTruth(Kind)

    var severity: Diagnostic.Severity {
        switch self {
        case .unreachable, .hidesFunction: .warning
        case .readPhrase: .note
        default: .error
        }
    }

    var identifier: String {
        switch self {
        case .undefinedName: "undefined-name"
        case .undefinedFunction: "undefined-function"
        case .usedBeforeAssignment: "used-before-assignment"
        case .unreachable: "unreachable-code"
        case .hidesFunction: "hides-function"
        case .unknownKeyword: "unknown-keyword"
        case .missingArguments: "missing-argument"
        case .tooManyArguments, .argumentCount: "argument-count"
        case .duplicateArgument: "duplicate-argument"
        case .argumentKind, .operatorKinds, .unaryKind, .notCallable, .notIterable,
            .notSubscriptable, .unclearTruth:
            "wrong-kind"
        case .unknownPhrase: "unknown-phrase"
        case .readPhrase: "phrase-read-as"
        case .unknownMethod, .noMethods: "unknown-method"
        case .attribute: "attribute"
        case .mathAlone, .unknownMath: "undefined-name"
        case .notAnError: "not-an-error"
        }
    }

    var message: String {
        switch self {
        case .undefinedName(let name, _, _): "the name '\(name)' is not defined"
        case .undefinedFunction(let name, _, _): "there is no function '\(name)'"
        case .usedBeforeAssignment(let name): "'\(name)' is used before it has a value"
        case .unreachable(let words): "this line is never reached: it follows \(words)"
        case .hidesFunction(let name): "this hides the function '\(name)'"
        case .unknownKeyword(let function, let keyword, _, _):
            "\(function)() has no argument '\(keyword)'"
        case .missingArguments(let function, let names):
            "\(function)() needs \(Self.list(names, "and"))"
        case .tooManyArguments(let function, let allowed, let given):
            "\(function)() takes at most \(allowed) argument\(allowed == 1 ? "" : "s"), not \(given)"
        case .duplicateArgument(let function, let name):
            "the argument '\(name)' of \(function)() is given twice"
        case .argumentCount(let function, let expected, let given):
            "\(function)() takes \(expected), not \(given)"
        case .argumentKind(let function, let parameter, let expected, let found):
            "'\(parameter)' of \(function)() must be \(expected.phrase), not \(found.phrase)"
        case .unknownPhrase(_, let reason, _): reason
        case .readPhrase(let phrase, let canonical, let confidence):
            "'\(phrase)' is read as '\(canonical)' (\(Int((confidence * 100).rounded())) % sure)"
        case .operatorKinds(let op, let left, let right):
            "'\(op)' does not work between \(left.phrase) and \(right.phrase)"
        case .unaryKind(let op, let kind): "'\(op)' does not work on \(kind.phrase)"
        case .notCallable(let name, let kind): "'\(name)' is \(kind.phrase), not a function"
        case .notIterable(let kind): "\(kind.phrase) has no items to go through"
        case .notSubscriptable(let kind): "\(kind.phrase) has no items"
        case .unknownMethod(let kind, let name, _): "\(kind.phrase) has no method '\(name)'"
        case .noMethods(let kind, let name, _): "\(kind.phrase) has no method '\(name)'"
        case .attribute(let name): "'.\(name)' has no meaning: values have methods only"
        case .mathAlone: "'math' alone has no value"
        case .unknownMath(let name, _): "there is no 'math.\(name)'"
        case .notAnError(let name): "'\(name)' is not the name of an error"
        case .unclearTruth(let kind): "\(kind.phrase) is neither true nor false"
        }
    }

    var hint: String? {
        switch self {
        case .undefinedName(let name, let nearest, let isMath),
            .undefinedFunction(let name, let nearest, let isMath):
            isMath ? "write math.\(name)" : nearest.map { "did you mean '\($0)'?" }
        case .unknownKeyword(_, _, let nearest, let known):
            nearest.map { "did you mean '\($0)'?" }
                ?? (known.isEmpty
                    ? "it takes no named arguments" : "it has \(Self.list(known, "and"))")
        case .unknownPhrase(_, _, let suggestions):
            suggestions.isEmpty ? nil : "did you mean \(Self.list(suggestions, "or"))?"
        case .operatorKinds("+", let left, let right) where left == .string || right == .string:
            "put values into text with an f-string: f\"… {value}\""
        case .operatorKinds("%", .string, _): "use an f-string: f\"… {value:.1f}\""
        case .unknownMethod(_, _, let nearest), .unknownMath(_, let nearest):
            nearest.map { "did you mean '\($0)'?" }
        case .noMethods(_, let name, let isFunction):
            isFunction ? "\(name) is a function: write \(name)(…)" : nil
        case .attribute(let name): "to call it, write .\(name)(…)"
        case .mathAlone: "write for example math.sqrt(2) or math.pi"
        case .notAnError: "errors are for example ValueError, ZeroDivisionError, KeyError"
        case .unclearTruth: "compare it with a number, or measure it"
        case .hidesFunction: "choose another name if the function is still needed"
        default: nil
        }
    }

    private static func list(_ names: [String], _ word: String) -> String {
        let quoted = names.map { "'\($0)'" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
        return quoted.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    func diagnostic(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            severity: severity, message: message, span: span, hint: hint, identifier: identifier)
    }
}
