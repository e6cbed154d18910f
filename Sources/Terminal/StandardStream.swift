import Glibc

/// The three streams a program starts with.
package enum StandardStream: Int32, Sendable {
    case input = 0
    case output = 1
    case error = 2

    package var isTerminal: Bool { isatty(rawValue) == 1 }

    /// How many colours the stream can show.
    package func colorLevel(environment: [String: String]) -> ColorLevel {
        ColorLevel.detect(environment: environment, isTerminal: isTerminal)
    }

    /// Writes a text at once, unbuffered. A reader that has gone is not an error here: nobody
    /// looks any more.
    package func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(rawValue, rest.baseAddress, rest.count)
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                } else if errno != EINTR && errno != EAGAIN {
                    return
                }
            }
        }
    }
}
