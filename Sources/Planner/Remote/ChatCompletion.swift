import Foundation

/// One message of a chat.
package struct ChatMessage: Hashable, Codable, Sendable {
    package enum Role: String, Codable, Sendable {
        case system, user, assistant
    }

    package let role: Role
    package let content: String
}

/// A request for the next message of a chat, in the form of OpenAI's servers.
struct ChatRequest: Encodable {
    let model: String
    let messages: [ChatMessage]
    /// The same prompt shall give the same program, as far as a server can.
    let temperature = 0.0
    let stream = false

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

/// What a server answers.
enum ChatReply {
    private struct Body: Decodable {
        struct Choice: Decodable {
            struct Message: Decodable {
                let content: String?
            }
            let message: Message
        }
        let choices: [Choice]
    }

    private struct Complaint: Decodable {
        struct Details: Decodable {
            let message: String?
        }
        let error: Details
    }

    /// The text of the first answer.
    ///
    /// - Throws: `RemotePlannerError`.
    static func text(of reply: HTTPPost.Reply, host: String) throws -> String {
        guard reply.status == 200 else {
            let complaint = try? JSONDecoder().decode(Complaint.self, from: reply.body)
            throw RemotePlannerError.status(
                host: host, code: reply.status,
                reason: short(complaint?.error.message ?? ""))
        }
        guard let body = try? JSONDecoder().decode(Body.self, from: reply.body) else {
            throw RemotePlannerError.unreadable(
                host: host, reason: "the body is not the JSON of one")
        }
        guard let text = body.choices.first?.message.content,
            text.contains(where: { !$0.isWhitespace })
        else { throw RemotePlannerError.unreadable(host: host, reason: "it has no text") }
        return text
    }

    /// One line of at most 200 characters.
    private static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 200 ? line.prefix(199) + "…" : line
    }
}
