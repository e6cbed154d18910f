/// The state of one run: its limits, its memory, its open calls. Confined to the run's thread.
final class Machine: CallContext {
    let limits: Limits
    let cancellation: @Sendable () -> Bool
    let meter: MemoryMeter
    private let imageMeter: ImageMeter
    private let output: @Sendable (String) -> Void
    private var steps = 0
    private var ticks = 0
    private var depth = 0
    /// Address below which the stack of this thread must not grow.
    private let stackEnd: UInt
    /// The error being handled, for a bare `raise`.
    var handled: [Raised] = []

    init(
        limits: Limits, stackEnd: UInt, cancellation: @escaping @Sendable () -> Bool,
        output: @escaping @Sendable (String) -> Void
    ) {
        self.limits = limits
        self.stackEnd = stackEnd
        self.cancellation = cancellation
        self.output = output
        meter = MemoryMeter(limit: limits.memory)
        imageMeter = ImageMeter(limit: limits.images)
    }

    // MARK: Limits

    /// How many ticks pass between two looks at the limits.
    private static let interval = 256

    /// Counts a step of the program.
    @inline(__always)
    func tick() throws {
        ticks &+= 1
        if ticks >= Machine.interval { try lookUp() }
    }

    /// Counts `count` steps at once, for work done in one piece.
    func tick(_ count: Int) throws {
        ticks &+= min(count, limits.steps)
        if ticks >= Machine.interval { try lookUp() }
    }

    private func lookUp() throws {
        steps += ticks
        ticks = 0
        if cancellation() { throw Fault.cancelled }
        if steps > limits.steps { throw Fault.stepLimit(limits.steps) }
    }

    func poll() throws {
        ticks = 0
        steps += 1
        if cancellation() { throw Fault.cancelled }
        if steps > limits.steps { throw Fault.stepLimit(limits.steps) }
    }

    func chargeMemory(_ bytes: Int) throws {
        try meter.charge(bytes)
    }

    func reserveMemory(_ bytes: Int) throws {
        try meter.reserve(bytes)
    }

    /// Enters a call; `leave` must follow.
    @inline(__always)
    func enter() throws {
        depth += 1
        if depth > limits.callDepth || isStackShort { throw Fault.recursionLimit(limits.callDepth) }
    }

    @inline(__always)
    func leave() {
        depth -= 1
    }

    /// Whether the thread's stack is nearly used up: deep expressions inside deep calls.
    var isStackShort: Bool {
        withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { buffer in
            UInt(bitPattern: buffer.baseAddress) < stackEnd
        }
    }

    func print(_ text: String) {
        output(text + "\n")
    }

    func write(_ text: String) {
        output(text)
    }

    // MARK: New values

    func text(_ content: String) throws -> Value {
        .string(try Text(content, meter: meter))
    }

    func list(_ items: [Value]) throws -> Value {
        let list = ListObject(items)
        try meter.adopt(list, bytes: ListObject.cost(items.count))
        return .list(list)
    }

    func tuple(_ items: [Value]) throws -> Value {
        let tuple = TupleObject(items)
        try meter.adopt(tuple, bytes: ListObject.cost(items.count))
        return .tuple(tuple)
    }

    /// Counts a list, a dict, an image or a table that the host made; other values are what they
    /// are.
    func adopted(_ value: Value) throws -> Value {
        switch value {
        case .object(var object):
            guard object.memoryCost > 0, object.held == nil else { return value }
            object.held = try imageMeter.hold(object.memoryCost)
            return .object(object)
        case .list(let list) where list.meter == nil:
            try meter.adopt(list, bytes: ListObject.cost(list.items.count))
        case .dict(let dict) where dict.meter == nil:
            try meter.adopt(dict, bytes: DictObject.cost(dict.table.count))
        default: break
        }
        return value
    }

    func newDict() throws -> DictObject {
        let dict = DictObject()
        try meter.adopt(dict, bytes: DictObject.cost(0))
        return dict
    }

    func newSet() throws -> SetObject {
        let set = SetObject()
        try meter.adopt(set, bytes: SetObject.cost(0))
        return set
    }

    func newCell(_ value: Value? = nil) throws -> Cell {
        let cell = Cell(value)
        try meter.adopt(cell, bytes: 64)
        return cell
    }

    func set(_ items: [Value]) throws -> Value {
        let set = try newSet()
        for item in items { try insert(item, into: set) }
        return .set(set)
    }

    // MARK: Growing values

    func append(_ value: Value, to list: ListObject) throws {
        list.items.append(value)
        try list.recount(bytes: list.charged + 16)
    }

    /// Counts a list again after its items changed.
    func recount(_ list: ListObject) throws {
        try list.recount(bytes: ListObject.cost(list.items.count))
    }

    func insert(_ value: Value, into set: SetObject) throws {
        set.table.set(try HashKey(value), ())
        try set.recount(bytes: SetObject.cost(set.table.count))
    }

    func set(_ key: Value, _ value: Value, in dict: DictObject) throws {
        dict.table.set(try HashKey(key), value)
        try dict.recount(bytes: DictObject.cost(dict.table.count))
    }

    // MARK: Text of values

    func display(_ value: Value) throws -> String {
        try text(of: value, quoted: false)
    }

    func literal(_ value: Value) throws -> String {
        try text(of: value, quoted: true)
    }

    private func text(of value: Value, quoted: Bool) throws -> String {
        try ValuePrinter.text(value, quoted: quoted, limit: limits.memory) { try self.tick() }
    }
}
