import Testing

@testable import Planner

@Suite("Addresses of servers")
struct RemoteEndpointTests {
    @Test(
        arguments: [
            (
                "http://localhost:8000", "http://localhost:8000/v1/chat/completions",
                "localhost:8000"
            ),
            (
                "http://localhost:8000/", "http://localhost:8000/v1/chat/completions",
                "localhost:8000"
            ),
            (
                "https://api.example.org/v1", "https://api.example.org/v1/chat/completions",
                "api.example.org"
            ),
            ("https://a.b/openai/v1/", "https://a.b/openai/v1/chat/completions", "a.b"),
            ("http://a.b/x/chat/completions", "http://a.b/x/chat/completions", "a.b"),
            ("https://a.b/v1?version=2", "https://a.b/v1/chat/completions?version=2", "a.b"),
        ])
    func addresses(address: String, url: String, host: String) throws {
        let endpoint = try RemoteEndpoint(address: address, model: "m")
        #expect(endpoint.url == url)
        #expect(endpoint.host == host)
    }

    @Test(arguments: [
        "", "localhost:8000", "ftp://a.b", "file:///etc/passwd", "http://", "https://u:p@a.b",
    ])
    func noAddresses(address: String) {
        #expect(throws: RemotePlannerError.badURL(address)) {
            try RemoteEndpoint(address: address, model: "m")
        }
    }

    @Test func keysTravelEncryptedOrNotAtAll() throws {
        #expect(throws: RemotePlannerError.openKey(host: "a.b:80")) {
            try RemoteEndpoint(address: "http://a.b:80", model: "m", key: "k")
        }
        for address in ["https://a.b", "http://localhost:1", "http://127.0.0.1", "http://[::1]:8"] {
            #expect(try RemoteEndpoint(address: address, model: "m", key: "k").key == "k")
        }
        #expect(try RemoteEndpoint(address: "http://a.b", model: "m", key: "").key == nil)
    }

    static let messages: [(RemotePlannerError, String)] = [
        (
            .badURL("x"),
            "--planner x is no address of a server. Write for example --planner "
                + "http://localhost:8000/v1."
        ),
        (
            .openKey(host: "h"),
            "The key in VOXELPROMPT_PLANNER_KEY would travel to h unencrypted. Use https://, or "
                + "unset the variable."
        ),
        (
            .unreachable(host: "h", reason: "Connection refused"),
            "The planner at h cannot be reached: Connection refused. See whether it runs and "
                + "whether --planner has its address."
        ),
        (
            .timedOut(host: "h", seconds: 60),
            "The planner at h did not answer within 60 s. Try again, or leave out --planner to use "
                + "the built-in model."
        ),
        (
            .failed(host: "h", reason: "r"),
            "The connection to the planner at h failed: r. Try again, or leave out --planner to "
                + "use the built-in model."
        ),
        (
            .status(host: "h", code: 401, reason: "bad key"),
            "The planner at h refused the request (401: bad key). Set VOXELPROMPT_PLANNER_KEY to a "
                + "key that it accepts."
        ),
        (
            .status(host: "h", code: 404, reason: ""),
            "The planner at h refused the request (404). See whether --planner and "
                + "--planner-model name what it offers."
        ),
        (
            .status(host: "h", code: 429, reason: ""),
            "The planner at h refused the request (429). Wait a little, then try again."
        ),
        (
            .unreadable(host: "h", reason: "r"),
            "The planner at h sent what is no chat completion: r. See whether --planner is the "
                + "address of an OpenAI-compatible server."
        ),
    ]

    @Test(arguments: messages)
    func message(error: RemotePlannerError, message: String) {
        #expect("\(error)" == message)
    }
}
