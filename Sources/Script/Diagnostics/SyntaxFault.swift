/// What can be wrong with the form of a program: the facts. `message` and `hint` make the words.
enum SyntaxFault: Error, Equatable {
    case programTooLarge(bytes: Int)
    case tooManyErrors
    case unknownCharacter(Unicode.Scalar)
    case foreignNameCharacter(Unicode.Scalar)
    case strayBackslash
    case inconsistentTabs
    case unindentMismatch
    case unterminatedString(isTriple: Bool)
    case bytesLiteral
    case badEscape(String)
    case namedEscape
    case leadingZero
    case badNumber(String)
    case imaginaryNumber
    case numberTooLarge
    case unclosedBracket(Symbol)
    case unmatchedBracket(Symbol)
    case wrongBracket(open: Symbol, close: Symbol)
    case expected(String, found: String)
    case missingColon(after: String, found: String)
    case missingBlock(after: String)
    case unexpectedIndent
    case reserved(Keyword)
    case importStatement(isMath: Bool)
    case nestingTooDeep(limit: Int)
    case blocksTooDeep(limit: Int)
    case expressionTooLong(limit: Int)
    case assignmentInExpression
    case cannotAssign(to: String)
    case cannotDelete(String)
    case annotation
    case walrus
    case matrixOperator
    case ellipsis
    case decorator
    case twoStars
    case starAlone
    case positionalAfterKeyword
    case repeatedKeyword(String)
    case generatorNeedsParentheses
    case repeatedParameter(String)
    case requiredAfterDefault(String)
    case parameterOrder
    case outsideLoop(Keyword)
    case outsideFunction(Keyword)
    case nonlocalUnknown(String)
    case nonlocalAfterUse(String)
    case nonlocalParameter(String)
    case identityOnlyWithNone
    case bareExceptNotLast
    case tryAlone
    case raiseFrom
    case formatEmpty
    case formatUnclosed
    case formatStrayBrace
    case formatBackslash
    case formatComment
    case formatBadConversion
    case formatTooNested
    case starredOutsideDisplay
    case comprehensionUnpacking
    case notEqualOld
    case trailingCommaNeedsParentheses
    case elseIf
    case semicolonBlock
    case printStatement
}
