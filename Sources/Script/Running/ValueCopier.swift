/// Copies values into a run, so that the run cannot change the caller's, and makes the functions
/// among them ready to run again. What is shared stays shared.
struct ValueCopier {
    private let machine: Machine
    private let globals: GlobalTable
    private var copies: [ObjectIdentifier: Value] = [:]
    private var cells: [ObjectIdentifier: Cell] = [:]
    private var units: [ObjectIdentifier: [ObjectIdentifier: FunctionCode]] = [:]
    private var depth = 0

    init(_ machine: Machine, _ globals: GlobalTable) {
        self.machine = machine
        self.globals = globals
    }

    /// - Throws: `Fault.nestingLimit`, or a limit of the run.
    mutating func copy(_ value: Value) throws -> Value {
        depth += 1
        defer { depth -= 1 }
        if machine.isStackShort { throw Fault.nestingLimit }
        switch value {
        case .object(let error as CaughtError):
            if let known = copies[ObjectIdentifier(error)] { return known }
            let copy = Value.object(
                CaughtError(name: error.name, arguments: try error.arguments.map { try self.copy($0) }))
            copies[ObjectIdentifier(error)] = copy
            return copy
        case .nothing, .bool, .int, .float, .range, .object: return value
        case .string(let text): return try machine.text(text.content)
        case .list(let list):
            return try once(list) { copier in
                let copy = ListObject([])
                try copier.machine.meter.adopt(copy, bytes: ListObject.cost(0))
                return (.list(copy), { copier in
                    for item in list.items {
                        try copier.machine.append(try copier.copy(item), to: copy)
                    }
                })
            }
        case .tuple(let tuple):
            if let known = copies[ObjectIdentifier(tuple)] { return known }
            let items = try tuple.items.map { try copy($0) }
            let result = try machine.tuple(items)
            copies[ObjectIdentifier(tuple)] = result
            return result
        case .dict(let dict):
            return try once(dict) { copier in
                let copy = try copier.machine.newDict()
                return (.dict(copy), { copier in
                    for pair in dict.table.pairs {
                        let key = try copier.copy(pair.key)
                        try copier.machine.set(key, try copier.copy(pair.value), in: copy)
                    }
                })
            }
        case .set(let set):
            return try once(set) { copier in
                let copy = try copier.machine.newSet()
                return (.set(copy), { copier in
                    for item in set.items { try copier.machine.insert(copier.copy(item), into: copy) }
                })
            }
        case .function(let function): return try self.copy(function)
        case .iterator(let view as DictView):
            guard case .dict(let dict) = try copy(.dict(view.dict)) else { return value }
            return .iterator(DictView(dict, view.part))
        case .iterator(let iterator):
            // A walk does not outlive its program: here it is at its end.
            return .iterator(ArrayIterator([], name: iterator.typeName))
        }
    }

    /// Copies an object the first time; fills it after it is known, since it may hold itself.
    private mutating func once(
        _ object: HeapObject,
        _ make: (inout ValueCopier) throws -> (Value, (inout ValueCopier) throws -> Void)
    ) throws -> Value {
        if let known = copies[ObjectIdentifier(object)] { return known }
        let (copy, fill) = try make(&self)
        copies[ObjectIdentifier(object)] = copy
        try fill(&self)
        return copy
    }

    private mutating func copy(_ function: FunctionObject) throws -> Value {
        guard case .program(let closure) = function.target else { return .function(function) }
        if let known = copies[ObjectIdentifier(function)] { return known }
        guard let code = prepared(closure.code.unit)[closure.code.origin] else {
            preconditionFailure("a unit prepared again holds the same functions")
        }
        // Known before its cells are copied: a recursive function is in one of them.
        let copy = FunctionObject(
            .program(FunctionObject.Closure(code: code, cells: [], defaults: [])))
        try machine.meter.adopt(copy, bytes: 128)
        copies[ObjectIdentifier(function)] = .function(copy)
        let cells = try closure.cells.map { try self.copy($0) }
        let defaults = try closure.defaults.map { try self.copy($0) }
        copy.fill(cells: cells, defaults: defaults)
        return .function(copy)
    }

    private mutating func copy(_ cell: Cell) throws -> Cell {
        if let known = cells[ObjectIdentifier(cell)] { return known }
        let copy = try machine.newCell()
        cells[ObjectIdentifier(cell)] = copy
        if let value = cell.value { copy.value = try self.copy(value) }
        return copy
    }

    private mutating func prepared(_ unit: PreparedUnit) -> [ObjectIdentifier: FunctionCode] {
        if let known = units[ObjectIdentifier(unit)] { return known }
        let again = Preparer.prepare(unit.program, globals: globals).functions
        units[ObjectIdentifier(unit)] = again
        return again
    }
}

/// Takes values out of a run: they are no longer counted, and nothing of the run clears them.
struct ValueReleaser {
    private var pending: [Value] = []
    private var seen: Set<ObjectIdentifier> = []

    mutating func release(_ values: some Sequence<Value>) {
        pending = Array(values)
        while let value = pending.popLast() {
            switch value {
            case .list(let list): detach(list) { list.items }
            case .tuple(let tuple): detach(tuple) { tuple.items }
            case .set(let set): detach(set) { set.items }
            case .dict(let dict):
                detach(dict) { dict.table.pairs.flatMap { [$0.key, $0.value] } }
            case .object(let error as CaughtError): detach(error) { error.arguments }
            case .iterator(let view as DictView): pending.append(.dict(view.dict))
            case .function(let function):
                guard case .program(let closure) = function.target else { continue }
                detach(function) { closure.defaults }
                for cell in closure.cells { detach(cell) { [cell.value].compactMap { $0 } } }
            default: continue
            }
        }
    }

    private mutating func detach(_ object: HeapObject, _ inner: () -> [Value]) {
        guard seen.insert(ObjectIdentifier(object)).inserted else { return }
        object.meter?.remove(object)
        pending += inner()
    }
}
