extension StringMethods {
    /// The bounds that the optional arguments `start` and `end` mean; nil where start lies behind
    /// the string's end.
    private static func bounds(
        _ call: Builtin.Call, _ text: Text
    ) throws -> (from: Int, to: Int)? {
        func place(_ value: Value, _ missing: Int) throws -> Int {
            if case .nothing = value { return missing }
            guard let number = Arithmetic.whole(value) else {
                throw Fault.wrongType(
                    "slice indices must be integers or None or have an __index__ method")
            }
            return number < 0 ? max(0, number + text.count) : number
        }
        let from = try place(call[1], 0)
        let to = min(try place(call[2], text.count), text.count)
        return from > text.count || from > to ? nil : (from, to)
    }

    private static func find(_ call: Builtin.Call, last: Bool) throws -> Int? {
        let (content, part) = (text(call), try text(call, 0))
        guard let (from, to) = try bounds(call, content) else { return nil }
        return last
            ? try StringSearch.last(part, in: content, from: from, to: to, call.machine)
            : try StringSearch.first(part, in: content, from: from, to: to, call.machine)
    }

    private static func ends(_ call: Builtin.Call, atEnd: Bool) throws -> Value {
        let content = text(call)
        guard let (from, to) = try bounds(call, content) else { return .bool(false) }
        let bytes = Array(content.slice(from, to).utf8)
        func matches(_ value: Value) throws -> Bool {
            guard case .string(let part) = value else {
                throw Fault.wrongType(
                    "\(call.name) first arg must be str or a tuple of str, not \(value.typeName)")
            }
            let needle = Array(part.content.utf8)
            return atEnd ? bytes.suffix(needle.count).elementsEqual(needle)
                : bytes.starts(with: needle)
        }
        if case .tuple(let tuple) = call[0] { return .bool(try tuple.items.contains(where: matches)) }
        return .bool(try matches(call[0]))
    }

    static let searches: [Builtin] = [
        Builtin("find", "part:string, start:int=None, end:int=None, /", .int, "the place of a part, or -1") {
            .int(try find($0, last: false) ?? -1)
        },
        Builtin("rfind", "part:string, start:int=None, end:int=None, /", .int, "the last place of a part, or -1") {
            .int(try find($0, last: true) ?? -1)
        },
        Builtin("index", "part:string, start:int=None, end:int=None, /", .int, "the place of a part") { call in
            guard let place = try find(call, last: false) else {
                throw Fault.wrongValue("substring not found")
            }
            return .int(place)
        },
        Builtin("rindex", "part:string, start:int=None, end:int=None, /", .int, "the last place of a part") { call in
            guard let place = try find(call, last: true) else {
                throw Fault.wrongValue("substring not found")
            }
            return .int(place)
        },
        Builtin("count", "part:string, start:int=None, end:int=None, /", .int, "how often a part is there") { call in
            let (content, part) = (text(call), try text(call, 0))
            guard let (from, to) = try bounds(call, content) else { return .int(0) }
            if part.count == 0 { return .int(to - from + 1) }
            let piece = Text(content.slice(from, to))
            return .int(try StringSearch.all(part, in: piece, call.machine).count)
        },
        Builtin("startswith", "prefix, start:int=None, end:int=None, /", .bool, "whether it begins so") {
            try ends($0, atEnd: false)
        },
        Builtin("endswith", "suffix, start:int=None, end:int=None, /", .bool, "whether it ends so") {
            try ends($0, atEnd: true)
        },
        Builtin("replace", "old:string, new:string, count:int=-1, /", .string, "with every such part replaced") { call in
            let (content, old, new) = (text(call), try text(call, 0), try text(call, 1))
            let given = try whole(call.values[2] ?? .int(-1))
            return try call.machine.text(
                Splitting.replace(
                    content, old, new, limit: given < 0 ? Int.max : given, call.machine))
        },
    ]

    // MARK: Layout

    private static func padded(
        _ call: Builtin.Call, _ place: (_ missing: Int, _ width: Int) -> Int
    ) throws -> Value {
        let content = text(call)
        let width = try whole(call[0])
        let fill = call.has(1) ? try text(call, 1) : Text(" ")
        guard fill.count == 1 else {
            throw Fault.wrongType("The fill character must be exactly one character long")
        }
        let missing = width - content.count
        guard missing > 0 else { return call.receiver }
        try call.machine.reserve(fill.content.utf8.count, missing)
        let left = place(missing, width)
        return try call.machine.text(
            String(repeating: fill.content, count: left) + content.content
                + String(repeating: fill.content, count: missing - left))
    }

    static let layouts: [Builtin] = [
        Builtin("ljust", "width:int, fill:string=' ', /", .string, "filled up at the end") {
            try padded($0) { _, _ in 0 }
        },
        Builtin("rjust", "width:int, fill:string=' ', /", .string, "filled up at the start") {
            try padded($0) { missing, _ in missing }
        },
        Builtin("center", "width:int, fill:string=' ', /", .string, "filled up at both ends") {
            // CPython's own choice of the longer side.
            try padded($0) { missing, width in missing / 2 + (missing & width & 1) }
        },
        Builtin("zfill", "width:int, /", .string, "filled up with zeros behind the sign") { call in
            let content = text(call)
            let missing = try whole(call[0]) - content.count
            guard missing > 0 else { return call.receiver }
            try call.machine.reserve(1, missing)
            let hasSign = content.content.hasPrefix("+") || content.content.hasPrefix("-")
            let sign = hasSign ? content.slice(0, 1) : ""
            return try call.machine.text(
                sign + String(repeating: "0", count: missing)
                    + content.slice(hasSign ? 1 : 0, content.count))
        },
    ]
}

/// Cutting strings apart.
enum Splitting {
    static func split(_ call: Builtin.Call, fromEnd: Bool) throws -> Value {
        let machine = call.machine
        let text = StringMethods.text(call)
        let given = try StringMethods.whole(call.values[1] ?? .int(-1))
        let limit = given < 0 ? Int.max : given
        if case .nothing = call[0] {
            return try strings(words(text.content, limit: limit, fromEnd: fromEnd), machine)
        }
        guard case .string(let separator) = call[0] else {
            throw Fault.wrongType("must be str or None, not \(call[0].typeName)")
        }
        if separator.count == 0 { throw Fault.wrongValue("empty separator") }
        var places = try StringSearch.all(separator, in: text, machine)
        if fromEnd {
            places = try placesFromEnd(separator, text, limit, machine)
        } else {
            places = Array(places.prefix(limit))
        }
        return try strings(pieces(text.content, places), machine)
    }

    /// Matches counted from the end, which can differ where matches overlap.
    private static func placesFromEnd(
        _ separator: Text, _ text: Text, _ limit: Int, _ machine: Machine
    ) throws -> [Range<Int>] {
        let haystack = StringSearch.Haystack(text)
        let needle = Array(separator.content.utf8)
        var found: [Range<Int>] = []
        var place = haystack.bytes.count - needle.count
        while place >= 0, found.count < limit {
            try machine.tick()
            if haystack.matches(needle, at: place) {
                found.append(place..<place + needle.count)
                place -= needle.count
            } else {
                place -= 1
            }
        }
        return found.reversed()
    }

    private static func strings(_ parts: [String], _ machine: Machine) throws -> Value {
        try machine.list(parts.map { try machine.text($0) })
    }

    /// The text between byte ranges.
    private static func pieces(_ content: String, _ places: [Range<Int>]) -> [String] {
        let bytes = Array(content.utf8)
        var parts: [String] = []
        var start = 0
        for place in places {
            parts.append(String(decoding: bytes[start..<place.lowerBound], as: UTF8.self))
            start = place.upperBound
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }

    private static func words(_ content: String, limit: Int, fromEnd: Bool) -> [String] {
        var scalars = Array(content.unicodeScalars)
        if fromEnd { scalars.reverse() }
        func string(_ part: some Sequence<Unicode.Scalar>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: fromEnd ? Array(part).reversed() : Array(part))
            return String(view)
        }
        var parts: [String] = []
        var rest = scalars[...]
        while true {
            rest = rest.drop(while: \.isPythonSpace)
            if rest.isEmpty { break }
            if parts.count == limit {
                parts.append(string(rest))
                break
            }
            let word = rest.prefix { !$0.isPythonSpace }
            parts.append(string(word))
            rest = rest.dropFirst(word.count)
        }
        return fromEnd ? parts.reversed() : parts
    }

    static func lines(_ call: Builtin.Call) throws -> Value {
        let keepsEnds = try call.machine.truth(call.values[0] ?? .bool(false))
        let scalars = Array(StringMethods.text(call).content.unicodeScalars)
        var parts: [String] = []
        var start = 0
        func string(_ range: Range<Int>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return String(view)
        }
        var index = 0
        while index < scalars.count {
            guard isLineEnd(scalars[index]) else {
                index += 1
                continue
            }
            var next = index + 1
            if scalars[index] == "\r", next < scalars.count, scalars[next] == "\n" { next += 1 }
            parts.append(string(start..<(keepsEnds ? next : index)))
            start = next
            index = next
        }
        if start < scalars.count { parts.append(string(start..<scalars.count)) }
        return try strings(parts, call.machine)
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    static func partition(_ call: Builtin.Call, fromEnd: Bool) throws -> Value {
        let (text, separator) = (StringMethods.text(call), try StringMethods.text(call, 0))
        let machine = call.machine
        if separator.count == 0 { throw Fault.wrongValue("empty separator") }
        let place =
            fromEnd
            ? try StringSearch.last(separator, in: text, from: 0, to: text.count, machine)
            : try StringSearch.first(separator, in: text, from: 0, to: text.count, machine)
        guard let place else {
            let parts = fromEnd ? ["", "", text.content] : [text.content, "", ""]
            return try machine.tuple(parts.map { try machine.text($0) })
        }
        return try machine.tuple([
            machine.text(text.slice(0, place)), machine.text(separator.content),
            machine.text(text.slice(place + separator.count, text.count)),
        ])
    }

    static func replace(
        _ text: Text, _ old: Text, _ new: Text, limit: Int, _ machine: Machine
    ) throws -> String {
        if old.count == 0 { return try interleave(text, new, limit: limit, machine) }
        let places = try StringSearch.all(old, in: text, limit: limit, machine)
        if places.isEmpty { return text.content }
        let growth = max(0, new.content.utf8.count - old.content.utf8.count)
        try machine.reserve(growth, places.count)
        return pieces(text.content, places).joined(separator: new.content)
    }

    /// Replaces the empty string: puts the new one before each character and at the end.
    private static func interleave(
        _ text: Text, _ new: Text, limit: Int, _ machine: Machine
    ) throws -> String {
        try machine.reserve(new.content.utf8.count + 4, text.count + 1)
        var result = ""
        var left = limit
        for scalar in text.content.unicodeScalars {
            if left > 0 {
                result += new.content
                left -= 1
            }
            result.unicodeScalars.append(scalar)
        }
        return left > 0 ? result + new.content : result
    }
}
