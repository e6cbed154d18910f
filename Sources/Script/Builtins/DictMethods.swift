enum DictMethods {
    private static func dict(_ call: Builtin.Call) -> DictObject {
        guard case .dict(let dict) = call.receiver else {
            preconditionFailure("dict methods are looked up for dicts")
        }
        return dict
    }

    /// Takes over the entries of a dict, or pairs.
    static func update(_ dict: DictObject, with value: Value, _ machine: Machine) throws {
        if case .dict(let other) = value {
            for pair in other.table.pairs { try machine.set(pair.key, pair.value, in: dict) }
            return
        }
        let pairs = try machine.iterator(over: value)
        var index = 0
        while let pair = try pairs.next(machine) {
            try machine.tick()
            let items: [Value]
            do {
                items = try machine.collect(pair)
            } catch Fault.notIterable {
                throw Fault.wrongType(
                    "cannot convert dictionary update sequence element #\(index) to a sequence")
            }
            guard items.count == 2 else {
                throw Fault.wrongValue(
                    "dictionary update sequence element #\(index) has length \(items.count); "
                        + "2 is required")
            }
            try machine.set(items[0], items[1], in: dict)
            index += 1
        }
    }

    static let all: [Builtin] = [
        Builtin("get", "key, default=None, /", .any, "the value of a key, or the default") { call in
            dict(call).table[try HashKey(call[0])] ?? call[1]
        },
        Builtin("keys", "", .iterator, "the keys") { .iterator(DictView(dict($0), .keys)) },
        Builtin("values", "", .iterator, "the values") { .iterator(DictView(dict($0), .values)) },
        Builtin("items", "", .iterator, "the keys with their values") {
            .iterator(DictView(dict($0), .items))
        },
        Builtin("pop", "key, default=None, /", .any, "takes out a key and gives its value") {
            call in
            let dict = dict(call)
            if let value = dict.table.remove(try HashKey(call[0])) { return value }
            if call.has(1) { return call[1] }
            throw Fault.keyMissing(literal: try call.machine.literal(call[0]), key: call[0])
        },
        Builtin("popitem", "", .tuple, "takes out the last key with its value") { call in
            let dict = dict(call)
            guard let last = dict.table.entries.last, let entry = last else {
                throw Fault.raised(.keyError, [.text("popitem(): dictionary is empty")])
            }
            dict.table.remove(try HashKey(entry.key))
            return try call.machine.tuple([entry.key, entry.value])
        },
        Builtin(
            "setdefault", "key, default=None, /", .any,
            "the value of a key, set if it was not there"
        ) { call in
            let dict = dict(call)
            if let value = dict.table[try HashKey(call[0])] { return value }
            try call.machine.set(call[0], call[1], in: dict)
            return call[1]
        },
        Builtin("update", "other=(), /", .none, "takes over the entries of another dict") { call in
            if call.has(0) { try update(dict(call), with: call[0], call.machine) }
            return .nothing
        },
        Builtin("clear", "", .none, "takes out all keys") { call in
            dict(call).table.removeAll()
            return .nothing
        },
        Builtin("copy", "", .dict, "a new dict of the same entries") { call in
            let copy = try call.machine.newDict()
            try update(copy, with: call.receiver, call.machine)
            return .dict(copy)
        },
    ]
}

enum SetMethods {
    private static func set(_ call: Builtin.Call) -> SetObject {
        guard case .set(let set) = call.receiver else {
            preconditionFailure("set methods are looked up for sets")
        }
        return set
    }

    /// Any walkable value as a set.
    private static func other(_ value: Value, _ machine: Machine) throws -> SetObject {
        if case .set(let set) = value { return set }
        let result = try machine.newSet()
        let items = try machine.iterator(over: value)
        while let item = try items.next(machine) {
            try machine.tick()
            try machine.insert(item, into: result)
        }
        return result
    }

    private static func combining(
        _ name: String, _ op: BinaryOperator, _ summary: String
    ) -> Builtin {
        Builtin(name, "*others", .set, summary) { call in
            var result =
                try SetAlgebra.combine(
                    .bitOr, set(call), call.machine.newSet(), call.machine) ?? set(call)
            for value in call.rest {
                let other = try other(value, call.machine)
                result = try SetAlgebra.combine(op, result, other, call.machine) ?? result
            }
            return .set(result)
        }
    }

    private static func updating(
        _ name: String, _ op: BinaryOperator, _ summary: String
    ) -> Builtin {
        Builtin(name, "*others", .none, summary) { call in
            let set = set(call)
            for value in call.rest {
                let other = try other(value, call.machine)
                if let result = try SetAlgebra.combine(op, set, other, call.machine) {
                    set.table = result.table
                }
            }
            try set.recount(bytes: SetObject.cost(set.table.count))
            return .nothing
        }
    }

    static let all: [Builtin] = [
        Builtin("add", "value, /", .none, "puts a value in") { call in
            try call.machine.insert(call[0], into: set(call))
            return .nothing
        },
        Builtin("remove", "value, /", .none, "takes a value out, which must be there") { call in
            guard set(call).table.remove(try HashKey(call[0])) != nil else {
                throw Fault.keyMissing(literal: try call.machine.literal(call[0]), key: call[0])
            }
            return .nothing
        },
        Builtin("discard", "value, /", .none, "takes a value out if it is there") { call in
            set(call).table.remove(try HashKey(call[0]))
            return .nothing
        },
        Builtin("pop", "", .any, "takes out a value") { call in
            guard let first = set(call).items.first else {
                throw Fault.raised(.keyError, [.text("pop from an empty set")])
            }
            set(call).table.remove(try HashKey(first))
            return first
        },
        Builtin("clear", "", .none, "takes out all values") { call in
            set(call).table.removeAll()
            return .nothing
        },
        Builtin("copy", "", .set, "a new set of the same values") { call in
            try SetAlgebra.combine(.bitOr, set(call), call.machine.newSet(), call.machine)
                .map { .set($0) } ?? call.receiver
        },
        combining("union", .bitOr, "the values of all"),
        combining("intersection", .bitAnd, "the values in all"),
        combining("difference", .subtract, "the values in none of the others"),
        updating("update", .bitOr, "puts in the values of others"),
        updating("intersection_update", .bitAnd, "keeps only values that are in the others"),
        updating("difference_update", .subtract, "takes out the values of others"),
        Builtin("symmetric_difference", "other:iterable, /", .set, "the values in one of the two") {
            call in
            let other = try other(call[0], call.machine)
            return try SetAlgebra.combine(.bitXor, set(call), other, call.machine)
                .map { .set($0) } ?? call.receiver
        },
        Builtin("issubset", "other:iterable, /", .bool, "whether the other has every value") {
            .bool(SetAlgebra.isSubset(set($0), try other($0[0], $0.machine)))
        },
        Builtin("issuperset", "other:iterable, /", .bool, "whether it has every value of the other")
        {
            .bool(SetAlgebra.isSubset(try other($0[0], $0.machine), set($0)))
        },
        Builtin("isdisjoint", "other:iterable, /", .bool, "whether no value is in both") { call in
            let other = try other(call[0], call.machine)
            return .bool(try !other.items.contains { set(call).table.contains(try HashKey($0)) })
        },
    ]
}
