/// A value of the language.
///
/// Reference cases follow Python: two names can hold one list. The case for `None` is `nothing`,
/// since `Value?.none` would mean the absence of a value.
package enum Value: Sendable {
    case nothing
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(Text)
    case list(ListObject)
    case tuple(TupleObject)
    case dict(DictObject)
    case set(SetObject)
    case range(RangeObject)
    case function(FunctionObject)
    case iterator(IteratorObject)
    indirect case object(any DomainValue)
}

extension Value {
    package static func text(_ content: String) -> Value { .string(Text(content)) }
    package static func items(_ values: [Value]) -> Value { .list(ListObject(values)) }
    package static func tuple(of values: [Value]) -> Value { .tuple(TupleObject(values)) }

    package var kind: Kind {
        switch self {
        case .nothing: .none
        case .bool: .bool
        case .int: .int
        case .float: .float
        case .string: .string
        case .list: .list
        case .tuple: .tuple
        case .dict: .dict
        case .set: .set
        case .range: .range
        case .function: .function
        case .iterator: .iterator
        case .object(let object): object.kind
        }
    }

    /// A truth value, whole number or number with a fraction as a `Double`; nil for other kinds.
    package var number: Double? {
        switch self {
        case .bool(let truth): truth ? 1 : 0
        case .int(let number): Double(number)
        case .float(let number): number
        default: nil
        }
    }

    /// The characters of a string; nil for other kinds.
    package var content: String? {
        if case .string(let text) = self { return text.content }
        return nil
    }

    /// What `print` shows.
    package var display: String { ValuePrinter.bounded(self, quoted: false) }

    /// The value as a program would write it, Python's `repr`.
    package var literal: String { ValuePrinter.bounded(self, quoted: true) }

    /// The name Python gives the type, for messages that Python words that way.
    var typeName: String {
        switch self {
        case .nothing: "NoneType"
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .string: "str"
        case .list: "list"
        case .tuple: "tuple"
        case .dict: "dict"
        case .set: "set"
        case .range: "range"
        case .function(let function): function.typeName
        case .iterator(let iterator): iterator.typeName
        case .object(let object as CaughtError): object.name.rawValue
        case .object(let object): object.kind.description
        }
    }
}
