/// How far one word is from another in slips of the keyboard.
package enum EditDistance {
    /// The number of single-character insertions, removals, replacements and swaps of neighbours
    /// that turn `first` into `second` (optimal string alignment), or `nil` when it is more than
    /// `limit`.
    package static func between(_ first: String, _ second: String, limit: Int) -> Int? {
        let a = Array(first.unicodeScalars)
        let b = Array(second.unicodeScalars)
        guard abs(a.count - b.count) <= limit else { return nil }
        if a.isEmpty || b.isEmpty {
            return max(a.count, b.count)
        }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [Int](repeating: i, count: b.count + 1)
            for j in 1...b.count {
                let replacement = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                row[j] = min(last[j] + 1, row[j - 1] + 1, replacement)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            if (row.min() ?? 0) > limit { return nil }
            beforeLast = last
            last = row
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }

    /// How many slips a word of this length may hold and still be taken for a misspelling: none up
    /// to three letters, one up to seven, two beyond.
    package static func tolerance(length: Int) -> Int {
        length <= 3 ? 0 : (length <= 7 ? 1 : 2)
    }
}
