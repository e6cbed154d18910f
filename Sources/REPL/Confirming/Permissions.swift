import Script

/// What the user has allowed to run without being asked about, in this session.
///
/// Programs that may write files are never among them.
final class Permissions {
    /// Programs in canonical layout.
    private var always: Set<String> = []
    /// How many further programs run unasked.
    private(set) var remaining = 0

    func allowAlways(_ code: String) { always.insert(Self.canonical(code)) }

    func allowNext(_ count: Int) { remaining = count }

    /// Why a program runs unasked, using up one of those that were allowed; nil to ask.
    func use(for code: String) -> String? {
        if always.contains(Self.canonical(code)) { return "always, as you said" }
        guard remaining > 0 else { return nil }
        remaining -= 1
        return remaining == 0 ? "the last one unasked" : "\(remaining) more unasked"
    }

    /// Nothing runs unasked any more, but what always may.
    func endCount() { remaining = 0 }

    private static func canonical(_ code: String) -> String {
        Formatter.format(Source(name: "code", text: code)) ?? code
    }
}
