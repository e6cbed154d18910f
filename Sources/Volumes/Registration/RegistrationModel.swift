/// Which motions a registration may use.
package enum RegistrationModel: String, Sendable, CaseIterable {
    /// Turns and shifts: 6 numbers.
    case rigid
    /// Also stretches and shears: 12 numbers.
    case affine
}
