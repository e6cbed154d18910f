extension Lexer {
    // MARK: Numbers

    mutating func readNumber() {
        let start = cursor
        let isPrefixed =
            current == UInt8(ascii: "0")
            && [UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "b")]
                .contains(byte(ahead: 1) | 0x20)
        if !isPrefixed { readDecimal() }
        // Letters right behind belong to the number, as its mistake.
        while isNamePart(current) { advance() }
        let text = text(from: start)
        switch NumberLiteral.value(of: text) {
        case .success(let sort): add(sort, from: start)
        case .failure(let fault):
            report(fault, span(from: start))
            add(.broken, from: start)
        }
    }

    /// Reads digits, a fraction and an exponent.
    private mutating func readDecimal() {
        func isPart(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "_") }
        while isPart(current) { advance() }
        if current == UInt8(ascii: ".") {
            advance()
            while isPart(current) { advance() }
        }
        guard current | 0x20 == UInt8(ascii: "e") else { return }
        let isSigned = byte(ahead: 1) == UInt8(ascii: "+") || byte(ahead: 1) == UInt8(ascii: "-")
        guard isDigit(byte(ahead: isSigned ? 2 : 1)) else { return }
        advance(isSigned ? 2 : 1)
        while isPart(current) { advance() }
    }

    // MARK: Strings

    /// Reads a string whose prefix has been read; the cursor stands at the first quote.
    mutating func readString(prefix: String, from start: Cursor) {
        let quote = current
        let isTriple = byte(ahead: 1) == quote && byte(ahead: 2) == quote
        advance(isTriple ? 3 : 1)
        let bodyStart = cursor
        while true {
            guard cursor.offset < limit else { return endUnterminated(isTriple, from: start) }
            if isAtLineEnd {
                if !isTriple { return endUnterminated(isTriple, from: start) }
                advanceLine()
            } else if current == UInt8(ascii: "\\") {
                advance()
                guard cursor.offset < limit else { continue }
                if isAtLineEnd { advanceLine() } else { advance() }
            } else if current == quote,
                !isTriple || byte(ahead: 1) == quote && byte(ahead: 2) == quote
            {
                break
            } else {
                advance()
            }
        }
        let body = span(from: bodyStart)
        advance(isTriple ? 3 : 1)
        if prefix.contains("b") {
            report(.bytesLiteral, span(from: start))
            add(.broken, from: start)
            return
        }
        let token = StringToken(
            isFormatted: prefix.contains("f"), isRaw: prefix.contains("r"), body: body)
        add(.string(token), from: start)
    }

    private mutating func endUnterminated(_ isTriple: Bool, from start: Cursor) {
        report(.unterminatedString(isTriple: isTriple), span(from: start))
        add(.broken, from: start)
    }
}

/// Python's rules for number literals.
enum NumberLiteral {
    static func value(of text: String) -> Result<Token.Sort, SyntaxFault> {
        let lower = text.lowercased()
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where lower.hasPrefix(prefix) {
            return whole(String(lower.dropFirst(2)), radix: radix, text, afterPrefix: true)
        }
        if lower.hasSuffix("j"), Double(lower.dropLast().filter { $0 != "_" }) != nil {
            return .failure(.imaginaryNumber)
        }
        if !lower.contains(where: { $0 == "." || $0 == "e" }) {
            let result = whole(lower, radix: 10, text, afterPrefix: false)
            if case .success(.integer(let number)) = result, number != 0, lower.hasPrefix("0") {
                return .failure(.leadingZero)
            }
            return result
        }
        return fraction(lower, text).map { .float($0) }
    }

    /// Reads a decimal number, with or without a fraction, as `float()` accepts it.
    static func fraction(of text: String) -> Result<Double, SyntaxFault> {
        fraction(text.lowercased(), text)
    }

    private static func whole(
        _ digits: String, radix: Int, _ text: String, afterPrefix: Bool
    ) -> Result<Token.Sort, SyntaxFault> {
        var body = Substring(digits)
        if afterPrefix, body.hasPrefix("_") { body = body.dropFirst() }
        let groups = body.split(separator: "_", omittingEmptySubsequences: false)
        guard !groups.contains(where: \.isEmpty),
            body.allSatisfy({
                $0 == "_" || $0.isASCII && $0.hexDigitValue.map { $0 < radix } == true
            })
        else { return .failure(.badNumber(text)) }
        guard let number = Int(groups.joined(), radix: radix) else {
            return .failure(.numberTooLarge)
        }
        return .success(.integer(number))
    }

    private static func fraction(
        _ lower: String, _ text: String
    ) -> Result<Double, SyntaxFault> {
        let halves = lower.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
        let mantissa = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        var groups = mantissa.filter { !$0.isEmpty }
        guard mantissa.count <= 2, !groups.isEmpty else { return .failure(.badNumber(text)) }
        if halves.count == 2 {
            var exponent = halves[1]
            if let sign = exponent.first, sign == "+" || sign == "-" {
                exponent = exponent.dropFirst()
            }
            groups.append(exponent)
        }
        let isWellFormed = groups.allSatisfy { group in
            !group.isEmpty
                && group.split(separator: "_", omittingEmptySubsequences: false)
                    .allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
        }
        guard isWellFormed else { return .failure(.badNumber(text)) }
        var digits = lower.filter { $0 != "_" }
        if digits.hasPrefix(".") { digits = "0" + digits }
        digits = digits.replacing(".e", with: ".0e")
        if digits.hasSuffix(".") { digits += "0" }
        guard let number = Double(digits) else { return .failure(.badNumber(text)) }
        return .success(number)
    }
}
