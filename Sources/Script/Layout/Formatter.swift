/// Lays a program out in the canonical way: the layout generated code has and edited code can take.
package enum Formatter {
    /// The program in canonical layout, comments kept.
    ///
    /// - Returns: nil where the program has syntax errors.
    package static func format(_ source: Source) -> String? {
        nil
    }
}
