/// An item of a display, `*` before it or not.
struct DisplayItem {
    let node: ExpressionNode
    let isUnpacked: Bool

    static func evaluate(_ items: [DisplayItem], _ frame: Frame) throws -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(items.count)
        for item in items {
            let value = try item.node.evaluate(frame)
            if item.isUnpacked {
                do {
                    values += try frame.machine.collect(value)
                } catch Fault.notIterable(let type) {
                    let fault = Fault.wrongType("Value after * must be an iterable, not \(type)")
                    throw frame.located(fault, item.node.span)
                } catch {
                    throw frame.located(error, item.node.span)
                }
            } else {
                values.append(value)
            }
        }
        return values
    }
}

/// A list, tuple or set written out.
final class DisplayNode: ExpressionNode {
    enum Sort {
        case list, tuple, set
    }

    private let sort: Sort
    private let items: [DisplayItem]

    init(_ sort: Sort, _ items: [DisplayItem], span: SourceSpan) {
        self.sort = sort
        self.items = items
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let values = try DisplayItem.evaluate(items, frame)
        do {
            switch sort {
            case .list: return try frame.machine.list(values)
            case .tuple: return try frame.machine.tuple(values)
            case .set: return try frame.machine.set(values)
            }
        } catch {
            throw frame.located(error, span)
        }
    }
}

final class DictNode: ExpressionNode {
    private let items: [(key: ExpressionNode?, value: ExpressionNode)]

    init(_ items: [(key: ExpressionNode?, value: ExpressionNode)], span: SourceSpan) {
        self.items = items
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let machine = frame.machine
        do {
            let dict = try machine.newDict()
            // Keys are looked at once all entries up to the next `**` are evaluated.
            var pairs: [(key: Value, value: Value)] = []
            func flush() throws {
                for pair in pairs { try machine.set(pair.key, pair.value, in: dict) }
                pairs = []
            }
            for item in items {
                if let key = try item.key?.evaluate(frame) {
                    pairs.append((key, try item.value.evaluate(frame)))
                    continue
                }
                try flush()
                let value = try item.value.evaluate(frame)
                guard case .dict(let other) = value else {
                    throw Fault.wrongType("'\(value.typeName)' object is not a mapping")
                }
                pairs = other.table.pairs.map { ($0.key, $0.value) }
                try flush()
            }
            try flush()
            return .dict(dict)
        } catch {
            throw frame.located(error, span)
        }
    }
}

final class ItemNode: ExpressionNode {
    private let container: ExpressionNode
    private let key: ExpressionNode

    init(_ container: ExpressionNode, _ key: ExpressionNode, span: SourceSpan) {
        self.container = container
        self.key = key
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let container = try container.evaluate(frame)
        let key = try key.evaluate(frame)
        if case .list(let list) = container, case .int(let index) = key, index >= 0,
            index < list.items.count
        {
            return list.items[index]
        }
        do {
            return try frame.machine.item(container, key)
        } catch {
            throw frame.located(error, span)
        }
    }
}

/// The bounds of a slice, to be evaluated.
struct SliceBoundsNode {
    let lower: ExpressionNode?
    let upper: ExpressionNode?
    let step: ExpressionNode?

    func evaluate(_ frame: Frame) throws -> SliceBounds {
        SliceBounds(
            lower: try lower?.evaluate(frame) ?? .nothing,
            upper: try upper?.evaluate(frame) ?? .nothing,
            step: try step?.evaluate(frame) ?? .nothing)
    }
}

final class SliceNode: ExpressionNode {
    private let container: ExpressionNode
    private let bounds: SliceBoundsNode

    init(_ container: ExpressionNode, _ bounds: SliceBoundsNode, span: SourceSpan) {
        self.container = container
        self.bounds = bounds
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let container = try container.evaluate(frame)
        let bounds = try bounds.evaluate(frame)
        do {
            return try frame.machine.slice(container, bounds)
        } catch {
            throw frame.located(error, span)
        }
    }
}

/// An f-string.
final class FormatNode: ExpressionNode {
    enum Part {
        case text(String)
        case field(Field)
    }

    struct Field {
        let value: ExpressionNode
        let label: String?
        let conversion: Character?
        let specification: [Part]
    }

    private let parts: [Part]

    init(_ parts: [Part], span: SourceSpan) {
        self.parts = parts
        super.init(span: span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        let text = try FormatNode.text(parts, frame)
        do {
            return try frame.machine.text(text)
        } catch {
            throw frame.located(error, span)
        }
    }

    private static func text(_ parts: [Part], _ frame: Frame) throws -> String {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .field(let field):
                if let label = field.label { result += label }
                result += try text(field, frame)
            }
        }
        return result
    }

    private static func text(_ field: Field, _ frame: Frame) throws -> String {
        var value = try field.value.evaluate(frame)
        let specification = try text(field.specification, frame)
        let machine = frame.machine
        do {
            // `{value=}` shows the literal unless it is told how to show the value.
            let standard: Character? =
                field.label != nil && field.specification.isEmpty ? "r" : nil
            switch field.conversion ?? standard {
            case "r": value = .text(try machine.literal(value))
            case "s": value = .text(try machine.display(value))
            case "a": value = .text(try machine.literal(value).asciiEscaped)
            default: break
            }
            if specification.isEmpty { return try machine.display(value) }
            return try FormatSpecification.format(value, specification, machine)
        } catch {
            throw frame.located(error, field.value.span)
        }
    }
}

extension String {
    /// With escapes in place of everything outside ASCII.
    var asciiEscaped: String {
        unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else {
                result += scalar.pythonEscape
            }
        }
    }
}
