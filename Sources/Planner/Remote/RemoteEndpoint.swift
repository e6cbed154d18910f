import Foundation

/// A server that completes chats the way OpenAI's does, and how to speak to it.
package struct RemoteEndpoint: Hashable, Sendable {
    /// The variable of the environment that holds the key.
    package static let keyVariable = "VOXELPROMPT_PLANNER_KEY"

    /// Seconds until a connection stands.
    static let connectSeconds = 10
    /// Bytes of an answer; programs are short.
    static let longestAnswer = 4_000_000

    /// Where requests go: ends with /chat/completions.
    package let url: String
    /// The host with its port, for messages.
    package let host: String
    package let model: String
    /// Sent as a bearer token; nil for servers that ask for none. Never shown or written.
    let key: String?
    /// Seconds for a whole answer.
    let seconds: Int

    /// - Parameters:
    ///   - address: "http://localhost:8000/v1", or the address of the chat completions themselves.
    ///   - model: the name of the model on the server.
    ///   - seconds: how long an answer may take.
    /// - Throws: `RemotePlannerError`.
    package init(
        address: String, model: String, key: String? = nil, seconds: Int = 120
    ) throws {
        let key = key.flatMap { $0.isEmpty ? nil : $0 }
        guard var parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.fragment == nil
        else { throw RemotePlannerError.badURL(address) }
        let name = host + (parts.port.map { ":\($0)" } ?? "")
        if key != nil, scheme == "http", !Self.isLocal(host) {
            throw RemotePlannerError.openKey(host: name)
        }
        while parts.path.hasSuffix("/") { parts.path.removeLast() }
        if parts.path.isEmpty { parts.path = "/v1" }
        if !parts.path.hasSuffix("/chat/completions") { parts.path += "/chat/completions" }
        guard let url = parts.string else { throw RemotePlannerError.badURL(address) }
        self.url = url
        self.host = name
        self.model = model
        self.key = key
        self.seconds = seconds
    }

    /// Whether what is sent stays on this machine.
    private static func isLocal(_ host: String) -> Bool {
        host == "localhost" || host.hasPrefix("127.") || host == "::1" || host == "[::1]"
    }
}
