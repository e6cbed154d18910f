/// What may be written next: the grammar that the decoder itself does not know.
///
/// Actions are integers: `0..<V` are the decoder's own tokens, `V + m` points at entry `m` of its
/// memory. States are values, so that a beam can branch.
package protocol DecodingConstraint: Sendable {
    associatedtype State: Sendable

    /// What the decoder reads before it writes anything.
    var startAction: Int { get }

    /// The state before anything is written.
    var initialState: State { get }

    /// What may be written next; never empty unless the state is complete.
    func legalActions(in state: State) -> ActionSet

    /// Writes one legal action.
    func advance(_ state: inout State, by action: Int)

    /// Whether what is written is whole.
    func isComplete(_ state: State) -> Bool
}

/// A set of actions out of a fixed number.
package struct ActionSet: Sendable, Equatable {
    package let count: Int
    private var words: [UInt64]

    /// An empty set over actions `0..<count`.
    package init(count: Int) {
        self.count = count
        words = [UInt64](repeating: 0, count: (count + 63) / 64)
    }

    package func contains(_ action: Int) -> Bool {
        action >= 0 && action < count && words[action >> 6] & (1 << UInt64(action & 63)) != 0
    }

    package mutating func insert(_ action: Int) {
        precondition(action >= 0 && action < count, "action \(action) of \(count)")
        words[action >> 6] |= 1 << UInt64(action & 63)
    }

    package mutating func remove(_ action: Int) {
        precondition(action >= 0 && action < count, "action \(action) of \(count)")
        words[action >> 6] &= ~(1 << UInt64(action & 63))
    }

    package mutating func formUnion(_ other: ActionSet) {
        precondition(count == other.count, "sets of different actions")
        for index in words.indices { words[index] |= other.words[index] }
    }

    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// The actions, ascending.
    package var members: [Int] {
        var result: [Int] = []
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                result.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return result
    }
}
