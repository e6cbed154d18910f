/// Finds one string in another, by code points.
enum StringSearch {
    /// The place of the first match that starts at `from` or later and ends by `to`.
    static func first(
        _ part: Text, in text: Text, from: Int, to: Int, _ machine: Machine
    ) throws -> Int? {
        try Haystack(text).first(Array(part.content.utf8), from: from, to: to, machine)
    }

    static func last(
        _ part: Text, in text: Text, from: Int, to: Int, _ machine: Machine
    ) throws -> Int? {
        let haystack = Haystack(text)
        let needle = Array(part.content.utf8)
        guard from <= to else { return nil }
        let start = haystack.byte(from)
        var place = haystack.byte(to) - needle.count
        while place >= start {
            try machine.tick()
            if haystack.matches(needle, at: place) { return haystack.point(place) }
            place -= 1
        }
        return nil
    }

    /// The places of matches that do not overlap, at most `limit` of them.
    static func all(
        _ part: Text, in text: Text, limit: Int = Int.max, _ machine: Machine
    ) throws -> [Range<Int>] {
        let haystack = Haystack(text)
        let needle = Array(part.content.utf8)
        var found: [Range<Int>] = []
        var place = 0
        while found.count < limit, place + needle.count <= haystack.bytes.count {
            if let start = try haystack.firstByte(needle, from: place, machine) {
                found.append(start..<start + needle.count)
                place = start + needle.count
            } else {
                break
            }
        }
        return found
    }

    /// The bytes of a string, with the way between bytes and code points.
    struct Haystack {
        let bytes: [UInt8]
        private let isASCII: Bool

        init(_ text: Text) {
            bytes = Array(text.content.utf8)
            isASCII = text.isASCII
        }

        func byte(_ point: Int) -> Int {
            if isASCII { return point }
            var left = point
            for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
                if left == 0 { return offset }
                left -= 1
            }
            return bytes.count
        }

        func point(_ byte: Int) -> Int {
            if isASCII { return byte }
            return bytes[..<byte].reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
        }

        func matches(_ needle: [UInt8], at place: Int) -> Bool {
            for index in needle.indices where bytes[place + index] != needle[index] { return false }
            return true
        }

        func first(_ needle: [UInt8], from: Int, to: Int, _ machine: Machine) throws -> Int? {
            guard from <= to else { return nil }
            let end = byte(to)
            guard let place = try firstByte(needle, from: byte(from), machine),
                place + needle.count <= end
            else { return nil }
            return point(place)
        }

        func firstByte(_ needle: [UInt8], from start: Int, _ machine: Machine) throws -> Int? {
            var place = start
            while place + needle.count <= bytes.count {
                if place & 0xFF == 0 { try machine.tick(4) }
                if matches(needle, at: place) { return place }
                place += 1
            }
            return nil
        }
    }
}
