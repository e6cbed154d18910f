extension Value {
    /// Whether letting go of the value can let go of others.
    var isContainer: Bool {
        switch self {
        case .list, .tuple, .dict, .set, .function, .iterator: true
        default: false
        }
    }

    /// Empties an array of values without recursion, so that a list nested a million deep goes away
    /// on a small stack.
    static func dismantle(_ values: inout [Value]) {
        guard values.contains(where: \.isContainer) else { return }
        var pending = values.filter(\.isContainer)
        values = []
        while let value = pending.popLast() {
            takeApart(value, into: &pending)
        }
    }

    /// Moves what only this value holds to `pending`.
    private static func takeApart(_ value: consuming Value, into pending: inout [Value]) {
        switch consume value {
        case .list(var list):
            guard isKnownUniquelyReferenced(&list) else { return }
            pending += list.items.filter(\.isContainer)
            list.items = []
        case .tuple(var tuple):
            guard isKnownUniquelyReferenced(&tuple) else { return }
            pending += tuple.takeItems().filter(\.isContainer)
        case .dict(var dict):
            guard isKnownUniquelyReferenced(&dict) else { return }
            for pair in dict.table.pairs {
                if pair.key.isContainer { pending.append(pair.key) }
                if pair.value.isContainer { pending.append(pair.value) }
            }
            dict.table.removeAll()
        case .function(var function):
            guard isKnownUniquelyReferenced(&function) else { return }
            pending += function.takeHeldValues()
        default:
            return
        }
    }
}
