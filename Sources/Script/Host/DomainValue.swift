/// A value that the host brings into the language: a volume, a mask, a label map, a table, a
/// transform.
///
/// Operators return nil where the value has no such operation: the interpreter then asks the other
/// side, and reports the kinds on both sides if that has none either. They throw where the
/// operation exists but cannot be done (two grids that differ): the error's description is what
/// the user reads, so it says what was wrong and what to do.
package protocol DomainValue: Sendable {
    /// Exactly one kind: `.volume`, `.mask`, `.labelMap`, `.table`, `.transform` or `.other`.
    var kind: Kind { get }
    /// One line that says what the value is.
    var summary: String { get }
    /// What `print` shows; the summary where that says it all.
    var display: String { get }
    /// Bytes held, counted against the run's limit for images from when a call or an operator
    /// gives the value until its last copy is let go.
    var memoryCost: Int { get }
    /// What counts those bytes; nil while they are not counted. Set by the run, kept by the value.
    var held: HeldMemory? { get set }
    /// The length `len()` gives; nil where the value has none.
    var length: Int? { get }
    /// The values a `for` walks through, made for this walk, and of which a slice
    /// is a part; nil where the value cannot be walked.
    var elements: [Value]? { get }

    /// `self op other`, or `other op self` when reflected.
    func binary(_ op: BinaryOperator, with other: Value, reflected: Bool) throws -> Value?
    /// `self op other`, or `other op self` when reflected.
    func compare(_ op: ComparisonOperator, with other: Value, reflected: Bool) throws -> Value?
    /// `op self`.
    func unary(_ op: UnaryOperator) throws -> Value?
    /// `abs(self)`.
    func magnitude() throws -> Value?
    /// `self[key]`; a list or dict is made for this call.
    func item(_ key: Value) throws -> Value?
    /// Whether the value counts as true; nil where asking makes no sense, which is an error.
    func truth() throws -> Bool?
}

extension DomainValue {
    package var display: String { summary }
    package var memoryCost: Int { 0 }
    package var held: HeldMemory? {
        get { nil }
        set {}
    }
    package var length: Int? { nil }
    package var elements: [Value]? { nil }

    package func binary(_ op: BinaryOperator, with other: Value, reflected: Bool) throws -> Value? {
        nil
    }

    package func compare(
        _ op: ComparisonOperator, with other: Value, reflected: Bool
    ) throws -> Value? {
        nil
    }

    package func unary(_ op: UnaryOperator) throws -> Value? { nil }
    package func magnitude() throws -> Value? { nil }
    package func item(_ key: Value) throws -> Value? { nil }
    package func truth() throws -> Bool? { nil }
}
