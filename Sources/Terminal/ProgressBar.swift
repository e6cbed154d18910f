import Synchronization

/// Progress on one line of standard error, drawn in place and gone when the work is done.
///
/// Draws only on a terminal. May be told from any thread.
package final class ProgressBar: Sendable {
    private struct State {
        var stage = ""
        var fraction = 0.0
        var start: ContinuousClock.Instant
        var lastDrawing: ContinuousClock.Instant?
        var isVisible = false
    }

    private let isEnabled: Bool
    private let stream: StandardStream
    private let environment: [String: String]
    private let state: Mutex<State>
    /// Fast enough to look alive, slow enough not to fill a slow line.
    private static let interval: Duration = .milliseconds(80)

    /// - Parameters:
    ///   - stream: Where to draw; nothing is drawn when it is no terminal.
    ///   - environment: `TERM=dumb` means a terminal that cannot erase: nothing is drawn either.
    package init(stream: StandardStream = .error, environment: [String: String]) {
        self.stream = stream
        self.environment = environment
        let type = environment["TERM", default: "dumb"]
        isEnabled = stream.isTerminal && type != "dumb" && !type.isEmpty
        state = Mutex(State(start: .now))
    }

    /// Says how far the work is.
    ///
    /// - Parameters:
    ///   - stage: What is being done, in a word or two.
    ///   - fraction: From 0 to 1.
    package func update(stage: String, fraction: Double) {
        guard isEnabled else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            // The stages of one piece of work share its clock; a fraction that falls back is the
            // next piece.
            if fraction < state.fraction { state.start = now }
            if stage != state.stage {
                state.stage = stage
                state.lastDrawing = nil
            }
            state.fraction = fraction
            if let last = state.lastDrawing, now - last < Self.interval { return }
            state.lastDrawing = now
            state.isVisible = true
            let size = TerminalSize.current(of: stream, environment: environment)
            // A full last column makes some terminals wrap, and so does the ^C of a key pressed
            // meanwhile; what has wrapped cannot be taken away.
            let line = Self.line(
                stage: stage, fraction: fraction, elapsed: now - state.start,
                columns: size.columns - 5)
            stream.write("\r" + line + "\u{1B}[K")
        }
    }

    /// Takes the bar away and leaves the line clean.
    package func finish() {
        guard isEnabled else { return }
        state.withLock { state in
            if state.isVisible { stream.write("\r\u{1B}[K") }
            state = State(start: .now)
        }
    }

    /// The bar as text: `stage [#####     ] 45 %  1.2 s`, and the time left once it can be told.
    ///
    /// - Parameter columns: The room there is; the bar itself shrinks first, then the stage is cut.
    static func line(
        stage: String, fraction: Double, elapsed: Duration, columns: Int
    ) -> String {
        let fraction = fraction.isFinite ? min(1, max(0, fraction)) : 0
        let seconds = elapsed.seconds
        var tail = " \(Int((fraction * 100).rounded(.down))) %  \(seconds.tenths) s"
        // Earlier than this an estimate only jumps about.
        if seconds > 2, fraction > 0.05, fraction < 1 {
            tail += ", \(Int((seconds / fraction - seconds).rounded(.up))) s left"
        }
        let stage = TextWidth.sanitised(stage)
        let room = columns - TextWidth.columns(of: stage) - tail.count - 3
        guard room >= 3 else { return TextWidth.truncated(stage + tail, to: max(0, columns)) }
        let width = min(30, room)
        let filled = Int((Double(width) * fraction).rounded(.down))
        let bar =
            String(repeating: "#", count: filled) + String(repeating: " ", count: width - filled)
        return "\(stage) [\(bar)]\(tail)"
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

extension Double {
    /// One digit after the point, without Foundation's formatting.
    fileprivate var tenths: String {
        let value = Int((self * 10).rounded())
        return "\(value / 10).\(value % 10)"
    }
}
