import Foundation

/// From the probability that the decoder gives to a program to how often such programs are right.
///
/// A logistic curve on log odds (Platt, 1999), fitted to prompts of held-out ways of saying; the two
/// numbers are in the decoder's metadata.
struct Calibration: Sendable, Decodable {
    let slope: Double
    let offset: Double

    /// Takes probabilities as they are.
    static let none = Calibration(slope: 1, offset: 0)

    init(slope: Double, offset: Double) {
        self.slope = slope
        self.offset = offset
    }

    /// - Parameter json: the metadata under `confidence`; nil or unreadable for none.
    init(json: String?) {
        self =
            json.flatMap { try? JSONDecoder().decode(Self.self, from: Data($0.utf8)) } ?? Self.none
    }

    /// - Parameter probability: 0 to 1.
    /// - Returns: 0 to 1.
    func confidence(_ probability: Double) -> Double {
        let inside = min(max(probability, 1e-6), 1 - 1e-6)
        return 1 / (1 + exp(-(slope * log(inside / (1 - inside)) + offset)))
    }
}
