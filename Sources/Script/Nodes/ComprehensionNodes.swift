/// A `for` of a comprehension with the conditions after it.
struct ComprehensionLoop {
    let target: TargetNode
    let iterable: ExpressionNode
    let conditions: [ExpressionNode]

    func holds(_ frame: Frame) throws -> Bool {
        for condition in conditions where try !condition.isTrue(frame) { return false }
        return true
    }

    func iterator(_ frame: Frame) throws -> IteratorObject {
        let value = try iterable.evaluate(frame)
        do {
            return try frame.machine.iterator(over: value)
        } catch {
            throw frame.located(error, iterable.span)
        }
    }
}

/// A list, set or dict comprehension; its variables live in the frame around it.
final class ComprehensionNode: ExpressionNode {
    private let sort: Comprehension.Sort
    private let loops: [ComprehensionLoop]
    private let element: ExpressionNode
    private let value: ExpressionNode?
    /// Cells that functions inside share, made anew for each run.
    private let cells: [Int]

    init(
        _ sort: Comprehension.Sort, _ loops: [ComprehensionLoop], _ element: ExpressionNode,
        _ value: ExpressionNode?, cells: [Int], span: SourceSpan
    ) {
        self.sort = sort
        self.loops = loops
        self.element = element
        self.value = value
        self.cells = cells
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let machine = frame.machine
        do {
            // The first iterable belongs to the surroundings: it comes before the fresh cells.
            let first = try loops[0].iterator(frame)
            for cell in cells { frame.cells[cell] = try machine.newCell() }
            switch sort {
            case .list, .generator:
                guard case .list(let list) = try machine.list([]) else { return .nothing }
                try run(0, first, frame) { try machine.append(try self.element.evaluate(frame), to: list) }
                return .list(list)
            case .set:
                let set = try machine.newSet()
                try run(0, first, frame) { try machine.insert(try self.element.evaluate(frame), into: set) }
                return .set(set)
            case .dict:
                let dict = try machine.newDict()
                try run(0, first, frame) {
                    let key = try self.element.evaluate(frame)
                    try machine.set(key, try self.value?.evaluate(frame) ?? .nothing, in: dict)
                }
                return .dict(dict)
            }
        } catch {
            throw frame.located(error, span)
        }
    }

    private func run(
        _ level: Int, _ iterator: IteratorObject, _ frame: Frame, _ collect: () throws -> Void
    ) throws {
        let loop = loops[level]
        while let item = try iterator.next(frame.machine) {
            try frame.machine.tick()
            try loop.target.store(item, frame)
            guard try loop.holds(frame) else { continue }
            if level == loops.count - 1 {
                try collect()
            } else {
                try run(level + 1, loops[level + 1].iterator(frame), frame, collect)
            }
        }
    }
}

/// A generator: makes the value that runs the loops bit by bit.
final class GeneratorNode: ExpressionNode {
    private let code: FunctionCode
    private let captures: [Int]
    private let first: ExpressionNode
    private let plan: GeneratorIterator.Plan

    init(
        _ code: FunctionCode, captures: [Int], first: ExpressionNode,
        plan: GeneratorIterator.Plan, span: SourceSpan
    ) {
        self.code = code
        self.captures = captures
        self.first = first
        self.plan = plan
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        do {
            let start = try frame.machine.iterator(over: try first.evaluate(frame))
            let inner = try Frame(
                frame.machine, code, captured: captures.map { frame.cells[$0] })
            let generator = GeneratorIterator(plan, inner, first: start, span: span)
            return .iterator(try generator.bounded())
        } catch {
            throw frame.located(error, span)
        }
    }
}

final class GeneratorIterator: IteratorObject, @unchecked Sendable {
    struct Plan {
        /// The iterable of the first is evaluated where the generator is made.
        let loops: [ComprehensionLoop]
        let element: ExpressionNode
    }

    private let plan: Plan
    private let span: SourceSpan
    private var frame: Frame?
    private var open: [IteratorObject]
    private var isRunning = false

    init(_ plan: Plan, _ frame: Frame, first: IteratorObject, span: SourceSpan) {
        self.plan = plan
        self.frame = frame
        self.span = span
        open = [first]
        super.init(depth: first.depth + 1)
    }

    override var typeName: String { "generator" }

    override func next(_ machine: Machine) throws -> Value? {
        guard let frame else { return nil }
        if isRunning { throw Fault.wrongValue("generator already executing") }
        isRunning = true
        try machine.enter()
        defer {
            machine.leave()
            isRunning = false
        }
        do {
            let value = try advance(frame, machine)
            if value == nil { self.frame = nil }
            return value
        } catch {
            self.frame = nil
            throw frame.located(error, span)
        }
    }

    override func surrenderContents() -> [HeapObject] {
        defer {
            open = []
            frame = nil
        }
        return open + (frame?.cells ?? [])
    }

    deinit {
        var inner = surrenderContents()
        HeapObject.dismantle(&inner)
    }

    private func advance(_ frame: Frame, _ machine: Machine) throws -> Value? {
        while let current = open.last {
            try machine.tick()
            let loop = plan.loops[open.count - 1]
            guard let item = try current.next(machine) else {
                open.removeLast()
                continue
            }
            try loop.target.store(item, frame)
            guard try loop.holds(frame) else { continue }
            if open.count == plan.loops.count { return try plan.element.evaluate(frame) }
            open.append(try plan.loops[open.count].iterator(frame))
        }
        return nil
    }
}

extension IteratorObject {
    /// Levels of iterators over iterators.
    static let maximumDepth = 500

    /// Itself, unless it is nested too deeply to be asked for values.
    func bounded() throws -> Self {
        if depth > IteratorObject.maximumDepth { throw Fault.nestingLimit }
        return self
    }
}
