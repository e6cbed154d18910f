import Foundation

/// Prompts in a file of JSON lines.
struct PromptFile {
    struct Line: Hashable {
        /// Any JSON value, handed back as it is; null where there is none.
        let id: JSONText
        let prompt: String
        /// Earlier prompts of the conversation, oldest first.
        let context: [String]
    }

    enum Failure: Error, Hashable, CustomStringConvertible {
        case notJSON(line: Int, reason: String)
        case notAnObject(line: Int)
        case noPrompt(line: Int)
        case badContext(line: Int)

        var description: String {
            let form = "A line is {\"id\": …, \"prompt\": \"…\", \"context\": [\"…\"]}."
            return switch self {
            case .notJSON(let line, let reason): "Line \(line) is no JSON: \(reason). \(form)"
            case .notAnObject(let line): "Line \(line) is no JSON object. \(form)"
            case .noPrompt(let line): "Line \(line) has no “prompt” that is a string. \(form)"
            case .badContext(let line): "Line \(line) has a “context” that is no list of strings. "
                + form
            }
        }
    }

    /// The lines in order, each read or not; blank ones are left out.
    static func lines(of text: String) -> [Result<Line, Failure>] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .compactMap { index, line in
                if line.allSatisfy(\.isWhitespace) { return nil }
                return Result { () throws(Failure) in try self.line(String(line), number: index + 1) }
            }
    }

    private static func line(_ text: String, number: Int) throws(Failure) -> Line {
        let value: Any
        do {
            value = try JSONSerialization.jsonObject(
                with: Data(text.utf8), options: [.fragmentsAllowed])
        } catch {
            let facts = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
            throw .notJSON(line: number, reason: facts ?? "it cannot be parsed")
        }
        guard let fields = value as? [String: Any] else { throw .notAnObject(line: number) }
        guard let prompt = fields["prompt"] as? String else { throw .noPrompt(line: number) }
        var context: [String] = []
        if let given = fields["context"], !(given is NSNull) {
            guard let prompts = given as? [String] else { throw .badContext(line: number) }
            context = prompts
        }
        return Line(id: json(fields["id"]), prompt: prompt, context: context)
    }

    private static func json(_ value: Any?) -> JSONText {
        guard let value,
            let data = try? JSONSerialization.data(
                withJSONObject: value, options: [.fragmentsAllowed, .withoutEscapingSlashes])
        else { return .null }
        return .raw(String(decoding: data, as: UTF8.self))
    }
}
