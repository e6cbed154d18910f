import Foundation
import Synchronization

/// A web server on this machine for tests: answers each request by a script and keeps what it got.
package final class LoopbackServer: Sendable {
    package struct Request: Sendable {
        /// "POST /v1/chat/completions HTTP/1.1"
        package let line: String
        /// Names in lower case.
        package let headers: [String: String]
        package let body: Data
    }

    package enum Answer: Sendable {
        case status(Int, body: String)
        /// Nothing, until the client gives up.
        case silence
        /// The connection is closed without a word.
        case close
    }

    package let port: Int
    private let socket: Int32
    private let kept = Mutex<[Request]>([])
    private let answer: @Sendable (Request) -> Answer

    package var requests: [Request] { kept.withLock { $0 } }

    /// - Parameter answer: called for each request, one at a time.
    package init(answer: @escaping @Sendable (Request) -> Answer) throws {
        self.answer = answer
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 8) == 0
                    && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(socket, nil, nil)
                guard connection >= 0 else {
                    // Closed here alone: the number may belong to somebody else afterwards.
                    close(socket)
                    return
                }
                self?.serve(connection)
                shutdown(connection, Int32(SHUT_RDWR))
                close(connection)
            }
        }
    }

    /// A server that gives chat completions, one text after the other, the last one again and again.
    package convenience init(completions: [String]) throws {
        let rest = Script(completions)
        try self.init { _ in .status(200, body: Self.completion(rest.next())) }
    }

    /// Wakes the thread, which closes the socket.
    deinit { shutdown(socket, Int32(SHUT_RDWR)) }

    /// A chat completion as OpenAI's servers send it.
    package static func completion(_ text: String) -> String {
        let quoted =
            (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return #"{"id": "x", "choices": [{"index": 0, "message": {"role": "assistant", "#
            + #""content": \#(quoted)}, "finish_reason": "stop"}]}"#
    }

    private final class Script: Sendable {
        private let texts: Mutex<[String]>

        init(_ texts: [String]) {
            self.texts = Mutex(texts)
        }

        func next() -> String {
            texts.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? "" }
        }
    }

    private func serve(_ connection: Int32) {
        guard let request = Self.request(from: connection) else { return }
        kept.withLock { $0.append(request) }
        switch answer(request) {
        case .close: return
        case .silence:
            // The client closes when it has waited long enough.
            var byte: UInt8 = 0
            while recv(connection, &byte, 1, 0) > 0 {}
        case .status(let status, let body):
            let head =
                "HTTP/1.1 \(status) Scripted\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
            let bytes = Array((head + body).utf8)
            var start = 0
            while start < bytes.count {
                let count = bytes[start...].withUnsafeBytes {
                    send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                start += count
            }
        }
    }

    private static func request(from connection: Int32) -> Request? {
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 65536)
        let gap = Data("\r\n\r\n".utf8)
        func more() -> Bool {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count > 0 { data.append(contentsOf: buffer[..<count]) }
            return count > 0
        }
        while data.range(of: gap) == nil { guard more() else { return nil } }
        guard let end = data.range(of: gap) else { return nil }
        let lines = String(decoding: data[..<end.lowerBound], as: UTF8.self)
            .components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        if headers["expect"] != nil {
            let answer = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
            _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while data.count - end.upperBound < length { guard more() else { return nil } }
        return Request(
            line: lines[0], headers: headers, body: Data(data[end.upperBound...]))
    }
}
