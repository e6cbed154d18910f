import CCurl
import Foundation
import LanguageModel

/// Posts JSON to a server and takes its answer.
enum HTTPPost {
    struct Reply {
        let status: Int
        let body: Data
    }

    /// - Throws: `RemotePlannerError` without an answer, `LanguageModelError.cancelled`.
    static func send(
        _ body: Data, to endpoint: RemoteEndpoint, isCancelled: () -> Bool
    ) throws -> Reply {
        var headers = ["Content-Type: application/json", "Accept: application/json"]
        if let key = endpoint.key { headers.append("Authorization: Bearer \(key)") }
        return try withoutActuallyEscaping(isCancelled) { isCancelled in
            let question = Question(isCancelled)
            var reply = vp_http_reply()
            defer { vp_http_free(&reply) }
            withCStrings(headers) { headers in
                body.withUnsafeBytes { bytes in
                    vp_http_post(
                        endpoint.url, headers, headers.count - 1,
                        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count,
                        RemoteEndpoint.connectSeconds, endpoint.seconds,
                        RemoteEndpoint.longestAnswer, isStopped,
                        Unmanaged.passUnretained(question).toOpaque(), &reply)
                }
            }
            return try withExtendedLifetime(question) { try result(of: reply, endpoint) }
        }
    }

    private static func result(
        of reply: vp_http_reply, _ endpoint: RemoteEndpoint
    ) throws -> Reply {
        let reason = withUnsafeBytes(of: reply.reason) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        switch reply.outcome {
        case VP_HTTP_ANSWERED:
            let body = reply.body.map { Data(bytes: $0, count: reply.length) } ?? Data()
            return Reply(status: reply.status, body: body)
        case VP_HTTP_CANCELLED: throw LanguageModelError.cancelled
        case VP_HTTP_UNREACHABLE:
            throw RemotePlannerError.unreachable(host: endpoint.host, reason: reason)
        case VP_HTTP_TIMED_OUT:
            throw RemotePlannerError.timedOut(host: endpoint.host, seconds: endpoint.seconds)
        case VP_HTTP_TOO_LONG:
            throw RemotePlannerError.unreadable(
                host: endpoint.host, reason: "it is longer than a program can be")
        default: throw RemotePlannerError.failed(host: endpoint.host, reason: reason)
        }
    }

    /// A C array of strings that ends with nil.
    private static func withCStrings(
        _ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Void
    ) {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        body(copies.map { UnsafePointer($0) } + [nil])
    }
}

/// A closure that C can hold on to.
private final class Question {
    let isCancelled: () -> Bool

    init(_ isCancelled: @escaping () -> Bool) {
        self.isCancelled = isCancelled
    }
}

private func isStopped(_ context: UnsafeMutableRawPointer?) -> Bool {
    context.map { Unmanaged<Question>.fromOpaque($0).takeUnretainedValue().isCancelled() } ?? false
}
