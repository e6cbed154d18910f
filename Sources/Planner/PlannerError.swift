/// What can keep the planner from being made: weights that do not belong to this program.
package enum PlannerError: Error, Equatable, CustomStringConvertible {
    /// The decoder's table of tokens cannot be read.
    case badTokenTable(path: String, detail: String)
    /// The table lacks a token that the grammar needs.
    case missingToken(path: String, token: String)
    /// Decoder and table disagree about the number of tokens.
    case tokenCount(path: String, table: Int, decoder: Int)

    package var description: String {
        switch self {
        case .badTokenTable(let path, let detail):
            "weights file \(path): its table of code tokens is not valid (\(detail)); "
                + "the weights belong to another version of the program"
        case .missingToken(let path, let token):
            "weights file \(path): its table of code tokens lacks \(token); "
                + "the weights belong to another version of the program"
        case .tokenCount(let path, let table, let decoder):
            "weights file \(path): its table has \(table) code tokens, its network \(decoder); "
                + "the file is damaged"
        }
    }
}
