/// What the checker knows of a value before the program runs.
struct Known: Sendable {
    var kind: Kind
    /// Names of the workspace scans it may be, or hold.
    var scans: Set<String> = []
    /// Every string it can be, where that is known.
    var texts: [KnownText]?
    /// What its items are.
    var item: Item?
    /// The function of the program it is.
    var function: FunctionSyntax?

    /// A box, since a value type cannot hold itself.
    final class Item: Sendable {
        let known: Known
        init(_ known: Known) { self.known = known }
    }

    static let anything = Known(kind: .any)

    init(
        kind: Kind, scans: Set<String> = [], texts: [KnownText]? = nil, item: Known? = nil,
        function: FunctionSyntax? = nil
    ) {
        self.kind = kind
        self.scans = scans
        self.texts = texts
        self.item = item.map(Item.init)
        self.function = function
    }

    /// What holds whichever of the two it is.
    func joined(_ other: Known, depth: Int = 0) -> Known {
        var result = Known(kind: kind.union(other.kind), scans: scans.union(other.scans))
        if kind.contains(.string), other.kind.contains(.string), let first = texts,
            let second = other.texts
        {
            result.texts = KnownText.merged(first, second)
        }
        if let first = item, let second = other.item, depth < 4 {
            result.item = Item(first.known.joined(second.known, depth: depth + 1))
        }
        if let function, function === other.function { result.function = function }
        return result
    }

    /// What stays true of a value that has a name: the items of a list can change behind it. The
    /// scans and texts once put in are still worth following.
    var named: Known {
        guard let item, !kind.isDisjoint(with: [.list, .dict, .set]) else { return self }
        var inner = item.known.named
        inner.kind = .any
        var result = self
        result.item = Item(inner)
        return result
    }

    /// What a walk through the value gives.
    var element: Known {
        if let item { return item.known }
        if kind == .string { return Known(kind: .string) }
        if kind == .range { return Known(kind: .int) }
        if kind == .table { return Known(kind: .dict) }
        return Known(kind: .any, scans: scans)
    }
}

/// A string that a program is known to make, and the literal it comes from.
struct KnownText: Hashable, Sendable {
    let text: String
    let span: SourceSpan

    /// More than so many are not followed.
    static let maximumCount = 64

    static func merged(_ first: [KnownText], _ second: [KnownText]) -> [KnownText]? {
        var seen = Set(first)
        let all = first + second.filter { seen.insert($0).inserted }
        return all.count <= maximumCount ? all : nil
    }

    /// Every first text followed by every second.
    static func combined(
        _ first: [KnownText], _ second: [KnownText], span: SourceSpan
    ) -> [KnownText]? {
        guard first.count * second.count <= maximumCount else { return nil }
        return first.flatMap { left in
            second.map { KnownText(text: left.text + $0.text, span: span) }
        }
    }
}
