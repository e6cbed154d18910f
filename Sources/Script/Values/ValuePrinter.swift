struct ValuePrinter {
    static func bounded(_ value: Value, quoted: Bool) -> String { "" }
}
enum Arithmetic {
    static func numbersEqual(_ left: Value, _ right: Value) -> Bool? { nil }
}
package class IteratorObject: @unchecked Sendable { var typeName: String { "" } }
final class FunctionCode: Sendable { let name = "" }
struct Builtin: Sendable { let name: String; let isType: Bool }
struct CaughtError: DomainValue { let name: ErrorName; var kind: Kind { .error }; var summary: String { "" } }
