import Foundation

/// One prompt of a suite, with what it has to give.
struct SuitePrompt: Decodable, Sendable {
    /// What is loaded before the conversation begins.
    struct Input: Decodable, Hashable, Sendable {
        let name: String
        /// Paths from the suite's own folder.
        let scan: String
        /// The label map that stands in for the network.
        let labels: String?
    }

    let id: String
    let prompt: String
    /// Earlier prompts of the conversation, oldest first.
    let context: [String]
    let workspace: [Input]
    let task: String
    let difficulty: String
    /// "single" or "multi".
    let steps: String
    let typos: Bool
    let expect: Expectation

    /// Why a file is no suite: the facts. `description` makes the prose.
    struct Failure: Error, Hashable, CustomStringConvertible {
        let path: String
        let line: Int
        let reason: String

        var description: String {
            "Line \(line) of \(path) is no prompt of a suite: \(reason). A line is {\"id\": …, "
                + "\"prompt\": …, \"context\": […], \"workspace\": […], \"task\": …, \"difficulty\": …, "
                + "\"steps\": …, \"typos\": …, \"expect\": {…}}; see evaluation/prompts/README.md."
        }
    }

    /// The prompts of a file of JSON lines, blank lines left out.
    ///
    /// - Parameter path: how messages call the file.
    /// - Throws: `Failure` at the first line that cannot be read.
    static func prompts(of text: String, path: String) throws -> [SuitePrompt] {
        let decoder = JSONDecoder()
        return try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .compactMap { index, line in
                if line.allSatisfy(\.isWhitespace) { return nil }
                do {
                    return try decoder.decode(SuitePrompt.self, from: Data(line.utf8))
                } catch let error as DecodingError {
                    throw Failure(path: path, line: index + 1, reason: reason(of: error))
                }
            }
    }

    private static func reason(of error: DecodingError) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.map(\.stringValue).joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "“\(place(context.codingPath + [key]))” is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "“\(place(context.codingPath))” has another kind of value"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return "“\(place(context.codingPath))”: \(context.debugDescription)"
        default:
            return "it cannot be read as JSON"
        }
    }
}
