/// The nearest of some names to one that was mistyped.
package enum Nearest {
    /// - Returns: nil when none is near enough to be meant.
    package static func name(to typed: String, among names: [String]) -> String? {
        let typed = Array(typed.lowercased())
        let limit = max(1, typed.count / 3)
        let scored = names.map { (name: $0, distance: distance(typed, Array($0.lowercased()))) }
        if let best = scored.min(by: { $0.distance < $1.distance }), best.distance <= limit {
            return best.name
        }
        return names.first { typed.count >= 2 && $0.lowercased().hasPrefix(String(typed)) }
    }

    /// Insertions, deletions, changes and swaps of neighbours that lead from one to the other.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for (i, character) in a.enumerated() {
            var row = [i + 1]
            for (j, other) in b.enumerated() {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (character == other ? 0 : 1))
                if i > 0, j > 0, character == b[j - 1], a[i - 1] == other {
                    cost = min(cost, before[j - 1] + 1)
                }
                row.append(cost)
            }
            before = last
            last = row
        }
        return last[b.count]
    }
}
