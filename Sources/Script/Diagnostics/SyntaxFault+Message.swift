extension SyntaxFault {
    var identifier: String {
        switch self {
        case .reserved, .importStatement, .annotation, .walrus, .matrixOperator, .ellipsis,
            .decorator, .bytesLiteral, .imaginaryNumber, .namedEscape, .raiseFrom,
            .identityOnlyWithNone:
            "not-in-language"
        case .programTooLarge, .nestingTooDeep, .blocksTooDeep, .expressionTooLong,
            .tooManyErrors:
            "too-large"
        default: "syntax"
        }
    }

    var message: String {
        switch self {
        case .programTooLarge(let bytes): "the program is too large: \(bytes) bytes"
        case .tooManyErrors: "too many errors; the rest of the program was not read"
        case .unknownCharacter(let scalar): "'\(Self.show(scalar))' has no meaning here"
        case .foreignNameCharacter(let scalar): "'\(Self.show(scalar))' cannot stand in a name"
        case .strayBackslash: "a backslash must be the last character of its line"
        case .inconsistentTabs: "tabs and spaces are mixed in the indentation"
        case .unindentMismatch: "the indentation fits no line above"
        case .unterminatedString(let isTriple):
            isTriple ? "the string has no closing triple quote" : "the string has no closing quote"
        case .bytesLiteral: "byte strings are not in this language"
        case .badEscape(let text): "'\(text)' is not a complete escape"
        case .namedEscape: "\\N{…} is not in this language"
        case .leadingZero: "a whole number cannot start with 0"
        case .badNumber(let text): "'\(text)' is not a number"
        case .imaginaryNumber: "complex numbers are not in this language"
        case .numberTooLarge: "the number does not fit into 64 bits"
        case .unclosedBracket(let symbol): "'\(symbol.rawValue)' is never closed"
        case .unmatchedBracket(let symbol): "'\(symbol.rawValue)' closes nothing"
        case .wrongBracket(let open, let close):
            "'\(close.rawValue)' cannot close '\(open.rawValue)'"
        case .expected(let wanted, let found): "expected \(wanted), found \(found)"
        case .missingColon(let after, let found): "expected ':' after \(after), found \(found)"
        case .missingBlock(let after): "expected an indented block after \(after)"
        case .unexpectedIndent: "this line is indented for no reason"
        case .reserved(let keyword): "'\(keyword.rawValue)' is not in this language"
        case .importStatement: "'import' is not in this language"
        case .nestingTooDeep: "brackets or operators are nested too deeply"
        case .blocksTooDeep: "blocks are nested too deeply"
        case .expressionTooLong: "the expression has too many parts in a row"
        case .assignmentInExpression: "'=' cannot stand inside an expression"
        case .cannotAssign(let what): "cannot assign to \(what)"
        case .cannotDelete(let what): "cannot delete \(what)"
        case .annotation: "type annotations are not in this language"
        case .walrus: "':=' is not in this language"
        case .matrixOperator: "'@' is not in this language"
        case .ellipsis: "'...' is not in this language"
        case .decorator: "decorators are not in this language"
        case .twoStars: "only one target can be starred"
        case .starAlone: "a starred target must stand in a list or tuple"
        case .positionalAfterKeyword: "a positional argument cannot follow a keyword argument"
        case .repeatedKeyword(let name): "the argument '\(name)' is given twice"
        case .generatorNeedsParentheses: "a generator beside other arguments needs parentheses"
        case .repeatedParameter(let name): "the parameter '\(name)' is there twice"
        case .requiredAfterDefault(let name):
            "the parameter '\(name)' without a default follows one with a default"
        case .parameterOrder: "this parameter cannot stand here"
        case .outsideLoop(let keyword): "'\(keyword.rawValue)' outside a loop"
        case .outsideFunction(let keyword): "'\(keyword.rawValue)' outside a function"
        case .nonlocalUnknown(let name): "no enclosing function has a variable '\(name)'"
        case .nonlocalAfterUse(let name): "'\(name)' is used before it is declared nonlocal"
        case .nonlocalParameter(let name): "'\(name)' is a parameter and nonlocal"
        case .identityOnlyWithNone: "'is' compares only with None, True or False"
        case .bareExceptNotLast: "an 'except:' that catches everything must come last"
        case .tryAlone: "'try' needs an 'except' or a 'finally'"
        case .raiseFrom: "'raise … from' is not in this language"
        case .formatEmpty: "the braces of the f-string are empty"
        case .formatUnclosed: "'{' in the f-string is never closed"
        case .formatStrayBrace: "a single '}' in an f-string"
        case .formatBackslash: "a backslash cannot stand inside the braces of an f-string"
        case .formatComment: "'#' cannot stand inside the braces of an f-string"
        case .formatBadConversion: "after '!' in an f-string comes r, s or a"
        case .formatTooNested: "the braces of the f-string are nested too deeply"
        case .starredOutsideDisplay: "a starred expression cannot stand here"
        case .comprehensionUnpacking: "a comprehension cannot collect a starred expression"
        case .notEqualOld: "'<>' is not an operator"
        case .trailingCommaNeedsParentheses: "a tuple needs parentheses here"
        case .elseIf: "'else if' is written 'elif'"
        case .semicolonBlock: "a block cannot follow another statement on its line"
        case .printStatement: "'print' is a function"
        }
    }

    var hint: String? {
        switch self {
        case .programTooLarge: "split it into programs of at most \(Parser.maximumBytes) bytes"
        case .unknownCharacter(let scalar):
            ["“", "”", "‘", "’"].contains(scalar) ? "use straight quotes: \" or '" : nil
        case .foreignNameCharacter: "names are made of the letters a to z, digits and '_'"
        case .inconsistentTabs: "indent with four spaces"
        case .unindentMismatch: "align the line with the block it belongs to"
        case .unterminatedString(let isTriple):
            isTriple ? nil : "close it on the same line, or use triple quotes"
        case .bytesLiteral: "leave out the 'b'"
        case .badEscape: "write \\xhh, \\uhhhh or \\Uhhhhhhhh, or double the backslash"
        case .namedEscape: "put the character itself into the string"
        case .leadingZero: "leave out the zeros, or write 0o for an octal number"
        case .numberTooLarge: "write it with an exponent, for example 1e20"
        case .missingBlock: "indent the next line, or write 'pass'"
        case .reserved(.global): "return the value from the function instead"
        case .reserved(.class): "use a dict, or functions"
        case .reserved(.with): "call the function directly"
        case .reserved(.yield): "collect the values in a list and return it"
        case .reserved(.from), .reserved(.async), .reserved(.await): nil
        case .reserved: nil
        case .importStatement(let isMath):
            isMath
                ? "leave the line out: 'math' is always there"
                : "leave the line out: every function is already there; ':help' lists them"
        case .nestingTooDeep(let limit), .blocksTooDeep(let limit):
            "at most \(limit) levels; give inner parts a name of their own"
        case .expressionTooLong(let limit):
            "at most \(limit) levels; use a loop, or give parts a name of their own"
        case .assignmentInExpression: "to compare, write '=='"
        case .annotation: "leave the annotation out"
        case .walrus: "assign on a line of its own"
        case .generatorNeedsParentheses: "put parentheses around it"
        case .nonlocalUnknown: "variables of the program itself cannot be changed in a function"
        case .identityOnlyWithNone: "write '==' or '!='"
        case .formatEmpty: "write a value between them, or '{{}}' for braces"
        case .formatStrayBrace: "write '}}' for a brace"
        case .formatBackslash: "give the value a name on a line before"
        case .notEqualOld: "write '!='"
        case .printStatement: "write print(…)"
        case .semicolonBlock: "start it on a new line"
        default: nil
        }
    }

    private static func show(_ scalar: Unicode.Scalar) -> String {
        if scalar.value < 0x20 || scalar.value == 0x7F
            || scalar.properties.isDefaultIgnorableCodePoint
        {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        return String(Character(scalar))
    }

    func diagnostic(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            severity: .error, message: message, span: span, hint: hint, identifier: identifier)
    }
}
