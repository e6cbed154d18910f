/// Walks a list; sees items that are appended on the way, as in Python.
final class ListIterator: IteratorObject, @unchecked Sendable {
    private var list: ListObject?
    private var index = 0

    init(_ list: ListObject) {
        self.list = list
        super.init()
    }

    override var typeName: String { "list_iterator" }

    override func next(_ machine: Machine) throws -> Value? {
        guard let list, index < list.items.count else {
            list = nil
            return nil
        }
        defer { index += 1 }
        return list.items[index]
    }

    override func surrenderContents() -> [HeapObject] {
        defer { list = nil }
        return list.map { [$0] } ?? []
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

/// Walks values that do not change.
final class ArrayIterator: IteratorObject, @unchecked Sendable {
    private var items: [Value]
    private var index = 0
    private let name: String

    init(_ items: [Value], name: String) {
        self.items = items
        self.name = name
        super.init()
    }

    override var typeName: String { name }

    override func next(_ machine: Machine) throws -> Value? {
        guard index < items.count else { return nil }
        defer { index += 1 }
        return items[index]
    }

    override func surrenderContents() -> [HeapObject] { items.surrender() }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

final class RangeIterator: IteratorObject, @unchecked Sendable {
    private let range: RangeObject
    private var index = 0

    init(_ range: RangeObject) {
        self.range = range
        super.init()
    }

    override var typeName: String { "range_iterator" }

    override func next(_ machine: Machine) throws -> Value? {
        guard index < range.count else { return nil }
        defer { index += 1 }
        return .int(range.element(index))
    }
}

/// Walks the characters of a string.
final class TextIterator: IteratorObject, @unchecked Sendable {
    private let content: String
    private var index: String.UnicodeScalarView.Index

    init(_ text: Text) {
        content = text.content
        index = content.unicodeScalars.startIndex
        super.init()
    }

    override var typeName: String { "str_iterator" }

    override func next(_ machine: Machine) throws -> Value? {
        let scalars = content.unicodeScalars
        guard index < scalars.endIndex else { return nil }
        defer { index = scalars.index(after: index) }
        return try machine.text(String(Character(scalars[index])))
    }
}

/// Walks the entries of a dict or set, and notices when their number changes.
final class TableIterator<Owner: HeapObject, Element>: IteratorObject, @unchecked Sendable {
    private var owner: Owner?
    private let table: (Owner) -> OrderedTable<Element>
    private let pick: (Machine, Value, Element) throws -> Value
    private let container: String
    private let count: Int
    private var index = 0

    init(
        _ container: String, _ owner: Owner, table: @escaping (Owner) -> OrderedTable<Element>,
        pick: @escaping (Machine, Value, Element) throws -> Value
    ) {
        self.container = container
        self.owner = owner
        self.table = table
        self.pick = pick
        count = table(owner).count
        super.init()
    }

    override var typeName: String { "\(container)_iterator" }

    override func next(_ machine: Machine) throws -> Value? {
        guard let owner else { return nil }
        let table = table(owner)
        if table.count != count {
            self.owner = nil
            throw Fault.changedWhileWalking(container == "set" ? "Set" : "dictionary")
        }
        while index < table.entries.count {
            defer { index += 1 }
            if let entry = table.entries[index] {
                return try pick(machine, entry.key, entry.value)
            }
        }
        self.owner = nil
        return nil
    }

    override func surrenderContents() -> [HeapObject] {
        defer { owner = nil }
        return owner.map { [$0] } ?? []
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }
}

/// What `keys()`, `values()` and `items()` of a dict give: it can be walked again and follows the
/// dict.
final class DictView: IteratorObject, @unchecked Sendable {
    enum Part: String {
        case keys, values, items
    }

    private(set) var dict: DictObject
    let part: Part

    init(_ dict: DictObject, _ part: Part) {
        self.dict = dict
        self.part = part
        super.init()
    }

    override var typeName: String { "dict_\(part.rawValue)" }
    override var isRepeatable: Bool { true }

    var values: [Value] {
        dict.table.pairs.map { pair in
            switch part {
            case .keys: pair.key
            case .values: pair.value
            case .items: .tuple(of: [pair.key, pair.value])
            }
        }
    }

    func walk() -> IteratorObject {
        let part = part
        return TableIterator("dict", dict, table: \.table) { machine, key, value in
            switch part {
            case .keys: key
            case .values: value
            case .items: try machine.tuple([key, value])
            }
        }
    }

    override func surrenderContents() -> [HeapObject] {
        defer { dict = DictObject() }
        return [dict]
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }

    static func areEqual(
        _ left: IteratorObject, _ right: IteratorObject, _ machine: Machine
    ) throws -> Bool {
        if left === right { return true }
        guard let first = left as? DictView, let second = right as? DictView,
            first.part == second.part, first.part != .values,
            first.dict.table.count == second.dict.table.count
        else { return false }
        for pair in first.dict.table.pairs {
            guard let other = second.dict.table[try HashKey(pair.key)] else { return false }
            if first.part == .items, try !machine.areEqual(pair.value, other) { return false }
        }
        return true
    }
}
