/// Turns a program's text into statements. A program with errors still gives the statements that
/// could be read.
package enum Parser {
    package static func parse(_ source: Source) -> (Program, [Diagnostic]) {
        (Program(source: source, statements: [], comments: []), [])
    }
}
