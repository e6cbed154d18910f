/// Tells what an anatomy phrase in a program means, before anything is computed.
package protocol PhraseResolver: Sendable {
    func resolve(_ phrase: String) -> PhraseResolution
}

package enum PhraseResolution: Hashable, Sendable {
    /// A known name.
    case accepted(canonical: String)
    /// No known name, but understood; `confidence` lies between 0 and 1.
    case readAs(canonical: String, confidence: Double)
    /// Not understood; `reason` is a whole clause that names the phrase, `suggestions` are the
    /// nearest known names, best first.
    case refused(reason: String, suggestions: [String])
}
