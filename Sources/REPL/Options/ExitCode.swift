/// How the program ends, by the customs of sysexits.
package enum ExitCode: Int32, Sendable {
    case success = 0
    /// A replay gave other values.
    case different = 1
    /// The command line was wrong.
    case usage = 64
    /// A file or program was wrong, or a prompt could not be answered.
    case data = 65
    /// A file was missing or could not be read.
    case noInput = 66
    /// A server cannot be used.
    case unavailable = 69
    /// Something that should not happen.
    case `internal` = 70
    /// Stopped by Ctrl-C.
    case interrupted = 130
}
