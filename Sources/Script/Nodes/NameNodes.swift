/// A value that stands in the program.
final class ConstantNode: ExpressionNode {
    let value: Value

    init(_ value: Value, span: SourceSpan) {
        self.value = value
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value { value }
}

final class SlotNode: ExpressionNode {
    let slot: Int
    private let name: String
    /// Whether a comprehension uses a variable of its surroundings: for Python that is a function
    /// of its own.
    private let isFree: Bool

    init(_ slot: Int, _ name: String, isFree: Bool, span: SourceSpan) {
        self.slot = slot
        self.name = name
        self.isFree = isFree
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        if let value = frame[slot] { return value }
        throw frame.located(isFree ? Fault.unboundFree(name) : Fault.unboundLocal(name), span)
    }
}

final class CellNode: ExpressionNode {
    private let index: Int
    private let name: String
    private let isFree: Bool

    init(_ index: Int, _ name: String, isFree: Bool, span: SourceSpan) {
        self.index = index
        self.name = name
        self.isFree = isFree
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        if let value = frame.cells[index].value { return value }
        throw frame.located(isFree ? Fault.unboundFree(name) : Fault.unboundLocal(name), span)
    }
}

/// A variable of the program itself, or the function that its name stands for otherwise.
final class GlobalNode: ExpressionNode {
    private let cell: Cell
    private let fallback: Value?
    private let name: String

    init(_ cell: Cell, _ name: String, fallback: Value?, span: SourceSpan) {
        self.cell = cell
        self.name = name
        self.fallback = fallback
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        if let value = cell.value { return value }
        if let fallback { return fallback }
        throw frame.located(Fault.undefinedName(name), span)
    }
}

// MARK: Targets

final class SlotTarget: TargetNode {
    private let slot: Int
    private let name: String

    init(_ slot: Int, _ name: String, span: SourceSpan) {
        self.slot = slot
        self.name = name
        super.init(span: span)
    }

    override func store(_ value: Value, _ frame: Frame) throws { frame[slot] = value }

    override func delete(_ frame: Frame) throws {
        if frame[slot] == nil { throw frame.located(Fault.unboundLocal(name), span) }
        frame[slot] = nil
    }
}

final class CellTarget: TargetNode {
    private let index: Int
    private let name: String
    private let isFree: Bool

    init(_ index: Int, _ name: String, isFree: Bool, span: SourceSpan) {
        self.index = index
        self.name = name
        self.isFree = isFree
        super.init(span: span)
    }

    override func store(_ value: Value, _ frame: Frame) throws { frame.cells[index].value = value }

    override func delete(_ frame: Frame) throws {
        if frame.cells[index].value == nil {
            throw frame.located(isFree ? Fault.unboundFree(name) : Fault.unboundLocal(name), span)
        }
        frame.cells[index].value = nil
    }
}

final class GlobalTarget: TargetNode {
    private let cell: Cell
    private let name: String

    init(_ cell: Cell, _ name: String, span: SourceSpan) {
        self.cell = cell
        self.name = name
        super.init(span: span)
    }

    override func store(_ value: Value, _ frame: Frame) throws { cell.value = value }

    override func delete(_ frame: Frame) throws {
        if cell.value == nil { throw frame.located(Fault.undefinedName(name), span) }
        cell.value = nil
    }
}

final class ItemTarget: TargetNode {
    private let container: ExpressionNode
    private let key: ExpressionNode

    init(_ container: ExpressionNode, _ key: ExpressionNode, span: SourceSpan) {
        self.container = container
        self.key = key
        super.init(span: span)
    }

    override func store(_ value: Value, _ frame: Frame) throws {
        let container = try container.evaluate(frame)
        let key = try key.evaluate(frame)
        do {
            try frame.machine.setItem(container, key, value)
        } catch {
            throw frame.located(error, span)
        }
    }

    override func delete(_ frame: Frame) throws {
        let container = try container.evaluate(frame)
        let key = try key.evaluate(frame)
        do {
            try frame.machine.deleteItem(container, key)
        } catch {
            throw frame.located(error, span)
        }
    }
}

final class SliceTarget: TargetNode {
    private let container: ExpressionNode
    private let bounds: SliceBoundsNode

    init(_ container: ExpressionNode, _ bounds: SliceBoundsNode, span: SourceSpan) {
        self.container = container
        self.bounds = bounds
        super.init(span: span)
    }

    override func store(_ value: Value, _ frame: Frame) throws {
        let container = try container.evaluate(frame)
        let bounds = try bounds.evaluate(frame)
        do {
            try frame.machine.setSlice(container, bounds, value)
        } catch {
            throw frame.located(error, span)
        }
    }

    override func delete(_ frame: Frame) throws {
        let container = try container.evaluate(frame)
        let bounds = try bounds.evaluate(frame)
        do {
            try frame.machine.deleteSlice(container, bounds)
        } catch {
            throw frame.located(error, span)
        }
    }
}

/// Several targets, one of which may take what is left.
final class UnpackTarget: TargetNode {
    private let targets: [TargetNode]
    private let star: Int?

    init(_ targets: [TargetNode], star: Int?, span: SourceSpan) {
        self.targets = targets
        self.star = star
        super.init(span: span)
    }

    override func store(_ value: Value, _ frame: Frame) throws {
        let items: [Value]
        do {
            if let star {
                items = try frame.machine.unpack(
                    value, before: star, after: targets.count - star - 1)
            } else {
                items = try frame.machine.unpack(value, count: targets.count)
            }
        } catch {
            throw frame.located(error, span)
        }
        for (target, item) in zip(targets, items) { try target.store(item, frame) }
    }

    override func delete(_ frame: Frame) throws {
        for target in targets { try target.delete(frame) }
    }
}
