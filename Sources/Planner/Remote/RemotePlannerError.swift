/// Why a server gave no plan: the facts. `description` makes the prose.
package enum RemotePlannerError: Error, Hashable, Sendable {
    case badURL(String)
    /// The key would travel for everybody on the way to read.
    case openKey(host: String)
    case unreachable(host: String, reason: String)
    case timedOut(host: String, seconds: Int)
    case failed(host: String, reason: String)
    /// An answer that is no success; what the server says about it may be empty.
    case status(host: String, code: Int, reason: String)
    case unreadable(host: String, reason: String)

    /// Whether another planner may be tried for the same prompt: the server is at fault, not the
    /// settings.
    package var isOfServer: Bool {
        switch self {
        case .badURL, .openKey: false
        default: true
        }
    }
}

extension RemotePlannerError: CustomStringConvertible {
    /// What was wrong, where, and what to do.
    package var description: String {
        switch self {
        case .badURL(let text):
            return "--planner \(text) is no address of a server. Write for example "
                + "--planner http://localhost:8000/v1."
        case .openKey(let host):
            return "The key in \(RemoteEndpoint.keyVariable) would travel to \(host) unencrypted. "
                + "Use https://, or unset the variable."
        case .unreachable(let host, let reason):
            return "The planner at \(host) cannot be reached: \(reason). See whether it runs and "
                + "whether --planner has its address."
        case .timedOut(let host, let seconds):
            return "The planner at \(host) did not answer within \(seconds) s. Try again, or leave "
                + "out --planner to use the built-in model."
        case .failed(let host, let reason):
            return
                "The connection to the planner at \(host) failed: \(reason). Try again, or leave "
                + "out --planner to use the built-in model."
        case .status(let host, let code, let reason):
            let advice =
                switch code {
                case 401, 403: "Set \(RemoteEndpoint.keyVariable) to a key that it accepts."
                case 404: "See whether --planner and --planner-model name what it offers."
                case 429: "Wait a little, then try again."
                default: "Try again, or leave out --planner to use the built-in model."
                }
            let words = reason.isEmpty ? "" : ": \(reason)"
            return "The planner at \(host) refused the request (\(code)\(words)). \(advice)"
        case .unreadable(let host, let reason):
            return "The planner at \(host) sent what is no chat completion: \(reason). See whether "
                + "--planner is the address of an OpenAI-compatible server."
        }
    }
}
