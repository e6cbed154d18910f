/// A value fit to be a key: equal as Python says (1, 1.0 and True are one key).
package struct HashKey: Hashable, Sendable {
    package let value: Value

    /// - Throws: `Fault.unhashable` for what can change, and for domain values.
    package init(_ value: Value) throws {
        if let culprit = HashKey.unhashablePart(value, depth: 0) {
            throw Fault.unhashable(type: culprit)
        }
        self.value = value
    }

    private static func unhashablePart(_ value: Value, depth: Int) -> String? {
        switch value {
        case .list, .dict, .set, .iterator, .object: return value.typeName
        case .tuple(let tuple):
            if depth > 100 { return "deeply nested tuple" }
            for item in tuple.items {
                if let part = unhashablePart(item, depth: depth + 1) { return part }
            }
            return nil
        default: return nil
        }
    }

    package static func == (left: HashKey, right: HashKey) -> Bool {
        areEqual(left.value, right.value)
    }

    private static func areEqual(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.int(let left), .int(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.nothing, .nothing): true
        case (.tuple(let left), .tuple(let right)):
            left === right || left.items.elementsEqual(right.items, by: areEqual)
        case (.range(let left), .range(let right)): left == right
        case (.function(let left), .function(let right)): left.isSame(as: right)
        default: Arithmetic.numbersEqual(left, right) ?? false
        }
    }

    package func hash(into hasher: inout Hasher) {
        HashKey.hash(value, into: &hasher)
    }

    private static func hash(_ value: Value, into hasher: inout Hasher) {
        switch value {
        case .bool(let truth): hasher.combine(truth ? 1 : 0)
        case .int(let number): hasher.combine(number)
        case .float(let number):
            if let whole = Int(exactly: number) {
                hasher.combine(whole)
            } else {
                hasher.combine(number)
            }
        case .string(let text): hasher.combine(text)
        case .tuple(let tuple): for item in tuple.items { hash(item, into: &hasher) }
        case .range(let range): hasher.combine(range)
        case .function(let function): hasher.combine(function.name)
        default: hasher.combine(0)
        }
    }
}

/// Keys in the order in which they came, each with a value.
package struct OrderedTable<Element> {
    package private(set) var entries: [(key: Value, value: Element)?] = []
    private var places: [HashKey: Int] = [:]

    package var count: Int { places.count }

    /// The entries in order.
    package var pairs: [(key: Value, value: Element)] { entries.compactMap { $0 } }

    package subscript(key: HashKey) -> Element? {
        guard let place = places[key] else { return nil }
        return entries[place]?.value
    }

    package func contains(_ key: HashKey) -> Bool { places[key] != nil }

    /// Sets the value of a key; a key that is there keeps its place and its first spelling.
    package mutating func set(_ key: HashKey, _ value: Element) {
        if let place = places[key] {
            entries[place]?.value = value
        } else {
            places[key] = entries.count
            entries.append((key.value, value))
        }
    }

    @discardableResult
    package mutating func remove(_ key: HashKey) -> Element? {
        guard let place = places.removeValue(forKey: key) else { return nil }
        let value = entries[place]?.value
        if place == entries.count - 1 {
            entries.removeLast()
            while let last = entries.last, last == nil { entries.removeLast() }
        } else {
            entries[place] = nil
            if entries.count > 2 * places.count + 16 { compact() }
        }
        return value
    }

    package mutating func removeAll() {
        entries = []
        places = [:]
    }

    private mutating func compact() {
        var kept: [(key: Value, value: Element)?] = []
        kept.reserveCapacity(places.count)
        var moved = Array(repeating: 0, count: entries.count)
        for (place, entry) in entries.enumerated() where entry != nil {
            moved[place] = kept.count
            kept.append(entry)
        }
        entries = kept
        places = places.mapValues { moved[$0] }
    }
}

/// A dict, in the order of insertion.
package final class DictObject: HeapObject, @unchecked Sendable {
    package var table = OrderedTable<Value>()

    package override init() {}

    package init(_ pairs: [(String, Value)]) {
        super.init()
        for (key, value) in pairs { self[key] = value }
    }

    /// The value under a string.
    package subscript(key: String) -> Value? {
        get { (try? HashKey(.text(key))).flatMap { table[$0] } }
        set {
            guard let hashKey = try? HashKey(.text(key)) else { return }
            if let newValue {
                table.set(hashKey, newValue)
            } else {
                table.remove(hashKey)
            }
        }
    }

    override func surrenderContents() -> [HeapObject] {
        var objects: [HeapObject] = []
        for case let entry? in table.entries {
            if let key = entry.key.heapObject { objects.append(key) }
            if let value = entry.value.heapObject { objects.append(value) }
        }
        table.removeAll()
        return objects
    }

    static func cost(_ count: Int) -> Int { 128 + 80 * count }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

/// A set. Python leaves its order open; here it is the order of insertion.
package final class SetObject: HeapObject, @unchecked Sendable {
    package var table = OrderedTable<Void>()

    package override init() {}

    package var items: [Value] { table.pairs.map(\.key) }

    override func surrenderContents() -> [HeapObject] {
        let objects = table.entries.compactMap { $0?.key.heapObject }
        table.removeAll()
        return objects
    }

    static func cost(_ count: Int) -> Int { 128 + 64 * count }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}
