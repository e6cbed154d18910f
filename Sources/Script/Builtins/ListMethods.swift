enum ListMethods {
    private static func list(_ call: Builtin.Call) -> ListObject {
        guard case .list(let list) = call.receiver else {
            preconditionFailure("list methods are looked up for lists")
        }
        return list
    }

    private static func items(_ call: Builtin.Call) -> [Value] {
        switch call.receiver {
        case .list(let list): list.items
        case .tuple(let tuple): tuple.items
        case .range(let range): (0..<range.count).map { .int(range.element($0)) }
        default: []
        }
    }

    /// Methods that tuples and ranges have as well.
    static let shared: [Builtin] = [
        Builtin("count", "value, /", .int, "how often a value is there") { call in
            var count = 0
            for item in items(call) {
                try call.machine.tick()
                if try call.machine.areEqual(item, call[0]) { count += 1 }
            }
            return .int(count)
        },
        Builtin(
            "index", "value, start:int=0, stop:int=None, /", .int,
            "the place of the first such value"
        ) { call in
            let items = items(call)
            let bounds = SliceBounds(
                lower: call.values[1] ?? .nothing, upper: call.values[2] ?? .nothing, step: .nothing
            )
            let places = try bounds.indices(count: items.count)
            for place in places.start..<max(places.start, places.stop) {
                try call.machine.tick()
                if try call.machine.areEqual(items[place], call[0]) { return .int(place) }
            }
            let literal = try call.machine.literal(call[0])
            if case .tuple = call.receiver {
                throw Fault.wrongValue("tuple.index(x): x not in tuple")
            }
            let container = call.receiver.typeName
            throw Fault.wrongValue("\(literal) is not in \(container)")
        },
    ]

    static let all: [Builtin] =
        shared + [
            Builtin("append", "value, /", .none, "puts a value at the end") { call in
                try call.machine.append(call[0], to: list(call))
                return .nothing
            },
            Builtin("extend", "items:iterable, /", .none, "puts several values at the end") {
                call in
                let list = list(call)
                list.items += try call.machine.collect(call[0])
                try call.machine.recount(list)
                return .nothing
            },
            Builtin("insert", "index:int, value, /", .none, "puts a value before a place") { call in
                let list = list(call)
                guard let index = Arithmetic.whole(call[0]) else {
                    throw Conversion.notWhole(call[0])
                }
                let count = list.items.count
                let place = index < 0 ? max(0, index + count) : min(index, count)
                try call.machine.tick(count / 64)
                list.items.insert(call[1], at: place)
                try call.machine.recount(list)
                return .nothing
            },
            Builtin("remove", "value, /", .none, "takes out the first such value") { call in
                let list = list(call)
                for (place, item) in list.items.enumerated() {
                    try call.machine.tick()
                    guard try call.machine.areEqual(item, call[0]) else { continue }
                    if place < list.items.count { list.items.remove(at: place) }
                    try call.machine.recount(list)
                    return .nothing
                }
                throw Fault.wrongValue("list.remove(x): x not in list")
            },
            Builtin("pop", "index:int=-1, /", .any, "takes out the value at a place") { call in
                let list = list(call)
                if list.items.isEmpty { throw Fault.popFromEmpty("list") }
                let place: Int
                do {
                    place = try call.machine.index(
                        call.values[0] ?? .int(-1), list.items.count, "pop")
                } catch Fault.indexKind {
                    throw Conversion.notWhole(call[0])
                }
                try call.machine.tick((list.items.count - place) / 64)
                let value = list.items.remove(at: place)
                try call.machine.recount(list)
                return value
            },
            Builtin("clear", "", .none, "takes out all values") { call in
                list(call).items = []
                try call.machine.recount(list(call))
                return .nothing
            },
            Builtin("copy", "", .list, "a new list of the same values") {
                try $0.machine.list(list($0).items)
            },
            Builtin("reverse", "", .none, "turns the order round") { call in
                list(call).items.reverse()
                return .nothing
            },
            Builtin("sort", "*, key=None, reverse=False", .none, "puts the values in order") {
                call in
                let list = list(call)
                let count = list.items.count
                let sorted = try Sorting.sorted(
                    list.items, key: call[0], reverse: call[1], call.machine)
                guard list.items.count == count else {
                    throw Fault.wrongValue("list modified during sort")
                }
                list.items = sorted
                return .nothing
            },
        ]
}
