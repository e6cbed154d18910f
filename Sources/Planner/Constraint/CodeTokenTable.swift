import Foundation

/// All code tokens of a decoder, by id and by what the grammar calls them.
package struct CodeTokenTable: Sendable {
    /// A number that can be written as it stands.
    struct Number: Sendable {
        let id: Int
        let isWhole: Bool
        let isZero: Bool
    }

    package let tokens: [CodeToken]

    /// Marks that every program may need.
    struct Marks: Sendable {
        let start, end, copy, label, newline, indent, dedent, quote, unquote: Int
        let open, close, openList, closeList, openDict, closeDict, comma, assign, colon: Int
        let minus, times: Int
        /// `+ - *`, and `/` apart: it makes a number with a fraction.
        let arithmetic: Set<Int>
        let divide: Int
        /// What may stand behind an image: `+ - /`.
        let imageArithmetic: Set<Int>
        let comparisons: Set<Int>
        /// `&` and `|` between masks and `~` before one; none in a table made before they were known.
        let maskOperators: Set<Int>
        let complement: Int?
    }

    let marks: Marks
    let intents: [Int: Intent]
    /// Ids by text: `if`, `else`, `and`, …
    let keywords: [String: Int]
    /// Ids of the function names, by name.
    let functions: [String: Int]
    /// Ids of the parameter tokens, by the name without `=`.
    let parameters: [String: Int]
    /// Ids of the variables in the order of their numbers.
    let variables: [Int]
    let numbers: [Number]
    /// Ids of the words inside quotes, by text.
    let words: [String: Int]

    private let variableNumbers: [Int: Int]

    /// Reads the table from the decoder's metadata.
    ///
    /// - Parameters:
    ///   - json: list of objects with `text` and `class`; a token's id is its place.
    ///   - path: the weights file, for messages.
    /// - Throws: `PlannerError` naming what is missing.
    package init(json: String, path: String) throws {
        let tokens: [CodeToken]
        do {
            tokens = try JSONDecoder().decode([CodeToken].self, from: Data(json.utf8))
        } catch {
            throw PlannerError.badTokenTable(
                path: path, detail: "not a list of objects with text and class")
        }
        try self.init(tokens: tokens, path: path)
    }

    package init(tokens: [CodeToken], path: String = "decoder") throws {
        var ids: [CodeToken: Int] = [:]
        for (id, token) in tokens.enumerated() {
            guard ids.updateValue(id, forKey: token) == nil else {
                throw PlannerError.badTokenTable(
                    path: path, detail: "\(token.text) occurs twice")
            }
        }
        func id(_ text: String, _ sort: CodeToken.Sort) throws -> Int {
            guard let id = ids[CodeToken(text, sort)] else {
                throw PlannerError.missingToken(path: path, token: text)
            }
            return id
        }
        func all(_ sort: CodeToken.Sort) -> [(text: String, id: Int)] {
            tokens.enumerated().filter { $0.element.sort == sort }
                .map { ($0.element.text, $0.offset) }
        }
        self.tokens = tokens
        marks = try Marks(
            start: id("<start>", .special), end: id("<end>", .special),
            copy: id("<copy>", .special), label: id("<label>", .special),
            newline: id("<newline>", .layout),
            indent: id("<indent>", .layout), dedent: id("<dedent>", .layout),
            quote: id("<quote>", .quote), unquote: id("</quote>", .quote),
            open: id("(", .punctuation), close: id(")", .punctuation),
            openList: id("[", .punctuation), closeList: id("]", .punctuation),
            openDict: id("{", .punctuation), closeDict: id("}", .punctuation),
            comma: id(",", .punctuation), assign: id("=", .punctuation),
            colon: id(":", .punctuation), minus: id("-", .punctuation),
            times: id("*", .punctuation),
            arithmetic: Set(["+", "-", "*"].map { try id($0, .punctuation) }),
            divide: id("/", .punctuation),
            imageArithmetic: Set(["+", "-", "/"].map { try id($0, .punctuation) }),
            comparisons: Set(
                ["<", "<=", ">", ">=", "==", "!="].map { try id($0, .punctuation) }),
            maskOperators: Set(["&", "|"].compactMap { ids[CodeToken($0, .punctuation)] }),
            complement: ids[CodeToken("~", .punctuation)])
        var intents: [Int: Intent] = [:]
        for intent in Intent.allCases { intents[try id(intent.rawValue, .intent)] = intent }
        self.intents = intents
        keywords = Dictionary(uniqueKeysWithValues: all(.keyword).map { ($0.text, $0.id) })
        for keyword in ["if", "else", "for", "in", "and", "or", "not", "True", "False"] {
            _ = try id(keyword, .keyword)
        }
        functions = Dictionary(uniqueKeysWithValues: all(.function).map { ($0.text, $0.id) })
        parameters = Dictionary(
            uniqueKeysWithValues: all(.parameter).map { (String($0.text.dropLast()), $0.id) })
        words = Dictionary(uniqueKeysWithValues: all(.word).map { ($0.text, $0.id) })
        variables = all(.variable).map(\.id)
        variableNumbers = Dictionary(
            uniqueKeysWithValues: variables.enumerated().map { ($0.element, $0.offset) })
        numbers = try all(.number).map { text, id in
            guard let value = Double(text) else {
                throw PlannerError.badTokenTable(path: path, detail: "\(text) is no number")
            }
            return Number(id: id, isWhole: !text.contains("."), isZero: value == 0)
        }
        guard let first = words.keys.min(), !first.isEmpty, !variables.isEmpty,
            numbers.contains(where: { $0.isWhole && !$0.isZero })
        else { throw PlannerError.missingToken(path: path, token: "word, variable or number") }
    }

    /// Number of tokens; pointers begin here.
    package var count: Int { tokens.count }

    /// The number of a variable token, or nil for any other token.
    func variableNumber(_ id: Int) -> Int? { variableNumbers[id] }

    /// The id of a keyword; the initialiser has checked that the ones in use are there.
    func keyword(_ text: String) -> Int { keywords[text, default: -1] }
}
