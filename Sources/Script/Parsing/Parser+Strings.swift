extension Parser {
    /// Reads one string, or several side by side as one.
    mutating func parseStrings() throws -> Expression {
        let start = token.span.start
        var parts: [FormattedPart] = []
        var isFormatted = false
        while case .string(let string) = token.sort {
            let span = token.span
            if string.isFormatted {
                isFormatted = true
                parts += try parseFormat(
                    from: string.body.start.offset, to: string.body.end.offset, of: string,
                    depth: 0)
            } else {
                let text = try decode(string.body, isRaw: string.isRaw, token: span)
                parts.append(.text(text))
            }
            advance()
        }
        parts = FormattedPart.merged(parts)
        if !isFormatted {
            if case .text(let text)? = parts.first {
                return try make(.string(text), from: start)
            }
            return try make(.string(""), from: start)
        }
        return try make(.formatted(parts), from: start)
    }

    /// Replaces the escapes of a stretch of a string.
    private func decode(_ body: SourceSpan, isRaw: Bool, token: SourceSpan) throws -> String {
        try decode(body.start.offset..<body.end.offset, isRaw: isRaw, token: token)
    }

    private func decode(_ range: Range<Int>, isRaw: Bool, token: SourceSpan) throws -> String {
        var decoder = StringDecoder(bytes: bytes[range], isRaw: isRaw)
        do {
            return try decoder.decode()
        } catch let fault as SyntaxFault {
            throw failure(fault, token)
        }
    }

    // MARK: f-strings

    /// Reads the text between `offset` and `end` of an f-string into text and fields.
    private mutating func parseFormat(
        from offset: Int, to end: Int, of string: StringToken, depth: Int
    ) throws -> [FormattedPart] {
        var parts: [FormattedPart] = []
        var offset = offset
        var textStart = offset
        func flush(_ parser: Parser, _ parts: inout [FormattedPart], upTo stop: Int) throws {
            guard textStart < stop else { return }
            let text = try parser.decode(
                textStart..<stop, isRaw: string.isRaw, token: parser.token.span)
            parts.append(.text(text))
        }
        while offset < end {
            let byte = bytes[offset]
            let next = offset + 1 < end ? bytes[offset + 1] : 0
            if byte == UInt8(ascii: "\\"), !string.isRaw, next != UInt8(ascii: "{"),
                next != UInt8(ascii: "}")
            {
                offset += 2
                continue
            }
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
                offset += 1
                continue
            }
            if next == byte, depth == 0 {
                try flush(self, &parts, upTo: offset + 1)
                offset += 2
                textStart = offset
                continue
            }
            if byte == UInt8(ascii: "}") {
                throw failure(.formatStrayBrace, position(offset, offset + 1, in: string))
            }
            try flush(self, &parts, upTo: offset)
            let field = try parseField(from: offset, to: end, of: string, depth: depth)
            parts.append(.field(field.field))
            offset = field.end
            textStart = offset
        }
        try flush(self, &parts, upTo: end)
        return FormattedPart.merged(parts)
    }

    /// Reads a field; `offset` is at its `{`, the result's end just after its `}`.
    private mutating func parseField(
        from offset: Int, to end: Int, of string: StringToken, depth: Int
    ) throws -> (field: FormattedField, end: Int) {
        formatCursor = position(offset, in: string)
        let open = position(offset, offset + 1, in: string)
        if depth >= 2 || formatDepth > 3 { throw failure(.formatTooNested, open) }
        let scan = try FormatScanner.scan(bytes, from: offset + 1, to: end) {
            failure($0, $1.map { position($0, $0 + 1, in: string) } ?? open)
        }
        let expressionSpan = position(offset + 1, scan.end, in: string)
        let value = try parseFieldExpression(expressionSpan)
        var cursor = scan.end
        var label: String?
        if bytes[cursor] == UInt8(ascii: "=") {
            cursor += 1
            while cursor < end, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
            label = String(decoding: bytes[offset + 1..<cursor], as: UTF8.self)
        }
        var conversion: Character?
        if cursor < end, bytes[cursor] == UInt8(ascii: "!") {
            let letter = cursor + 1 < end ? bytes[cursor + 1] : 0
            guard [UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "a")].contains(letter) else {
                throw failure(.formatBadConversion, position(cursor, cursor + 1, in: string))
            }
            conversion = Character(Unicode.Scalar(letter))
            cursor += 2
        }
        var specification: [FormattedPart] = []
        if cursor < end, bytes[cursor] == UInt8(ascii: ":") {
            let specificationEnd = FormatScanner.specificationEnd(bytes, from: cursor + 1, to: end)
            specification = try parseFormat(
                from: cursor + 1, to: specificationEnd, of: string, depth: depth + 1)
            cursor = specificationEnd
        }
        guard cursor < end, bytes[cursor] == UInt8(ascii: "}") else {
            throw failure(.formatUnclosed, open)
        }
        let field = FormattedField(
            value: value, label: label, conversion: conversion, specification: specification)
        return (field, cursor + 1)
    }

    private mutating func parseFieldExpression(_ span: SourceSpan) throws -> Expression {
        var lexer = Lexer(bytes: bytes, span: span)
        lexer.readAll()
        if let first = lexer.diagnostics.first {
            diagnostics.append(first)
            throw Failure(fault: .formatEmpty, span: span, isReported: true)
        }
        var parser = Parser(bytes: bytes, tokens: lexer.tokens)
        parser.nesting = nesting + 1
        parser.formatDepth = formatDepth + 1
        parser.functions = functions
        if parser.token.sort == .end { throw failure(.formatEmpty, span) }
        let value = try parser.parseTupleOrExpression()
        guard parser.token.sort == .end else { throw parser.unexpected("'}'") }
        diagnostics += parser.diagnostics
        return value
    }

    /// The span of offsets inside a string token, with line and column counted from its start.
    private func position(_ start: Int, _ end: Int, in string: StringToken) -> SourceSpan {
        SourceSpan(start: position(start, in: string), end: position(end, in: string))
    }

    private func position(_ offset: Int, in string: StringToken) -> SourcePosition {
        var start = string.body.start
        if let cursor = formatCursor, cursor.offset >= start.offset, cursor.offset <= offset {
            start = cursor
        }
        var line = start.line
        var column = start.column
        for index in start.offset..<offset {
            if bytes[index] == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if bytes[index] & 0xC0 != 0x80 {
                column += 1
            }
        }
        return SourcePosition(line: line, column: column, offset: offset)
    }
}

extension FormattedPart {
    /// The parts with neighbouring texts joined.
    static func merged(_ parts: [FormattedPart]) -> [FormattedPart] {
        var result: [FormattedPart] = []
        for part in parts {
            if case .text(let text) = part, case .text(let before)? = result.last {
                result[result.count - 1] = .text(before + text)
            } else {
                result.append(part)
            }
        }
        return result
    }
}
