import CTerminal

/// Ctrl-C as a flag that long work polls, instead of the end of the program.
///
/// The flag belongs to the process: one handler in C counts the signals, and every copy of this
/// type reads that count. The line editor takes Ctrl-C for itself while a line is edited.
package struct InterruptFlag: Sendable {
    package init() {}

    /// Takes over SIGINT. Installing it twice changes nothing.
    package func install() { ct_interrupt_install() }

    /// Gives SIGINT back to whoever had it and clears the flag.
    package func restore() { ct_interrupt_restore() }

    /// Whether Ctrl-C was pressed since the flag was last cleared. Cheap enough for inner loops.
    package var isRaised: Bool { ct_interrupt_count() > 0 }

    /// How often it was pressed: a second time can mean more than the first.
    package var count: Int { Int(ct_interrupt_count()) }

    package func clear() { ct_interrupt_clear() }
}
