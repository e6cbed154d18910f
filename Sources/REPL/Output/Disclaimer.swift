/// What everyone must know before they trust an answer.
package enum Disclaimer {
    package static let text = "For research use only: not a medical device, not for diagnosis."
}
