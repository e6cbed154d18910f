import CTerminal

/// Puts the terminal back as it was when a signal ends the program, before anything else happens.
package enum TerminalGuard {
    /// Remembers the terminal's modes and watches the signals that kill. Call it once, at the
    /// start; it does nothing without a terminal.
    package static func install() { ct_guard_install() }

    /// Bytes that undo what the program has switched on (bracketed paste, the alternate screen).
    static func setReset(_ bytes: String) { ct_guard_set_reset(bytes) }

    /// Puts the terminal back now, for an ending that is no signal.
    package static func restoreTerminal() { ct_guard_restore_terminal() }
}
