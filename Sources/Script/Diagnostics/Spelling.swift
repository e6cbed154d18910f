/// Finds the name that was probably meant.
package enum Spelling {
    /// The candidate nearest to a word; nil where none is near enough.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(1, min(3, (word.count + 1) / 3))
        var best: (distance: Int, name: String)?
        for candidate in candidates where candidate != word {
            let distance = distance(word.lowercased(), candidate.lowercased(), limit: limit)
            guard distance <= limit else { continue }
            if let current = best, (current.distance, current.name) <= (distance, candidate) {
                continue
            }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// Changes (one letter put in, left out, replaced, or two neighbours swapped) between two
    /// words; anything above `limit` where they differ more.
    package static func distance(_ first: String, _ second: String, limit: Int) -> Int {
        let left = Array(first.unicodeScalars)
        let right = Array(second.unicodeScalars)
        if abs(left.count - right.count) > limit { return limit + 1 }
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var older: [Int] = []
        var old = Array(0...right.count)
        for row in 1...left.count {
            var new = [row]
            new.reserveCapacity(right.count + 1)
            for column in 1...right.count {
                let change = left[row - 1] == right[column - 1] ? 0 : 1
                var cost = min(old[column] + 1, new[column - 1] + 1, old[column - 1] + change)
                if row > 1, column > 1, left[row - 1] == right[column - 2],
                    left[row - 2] == right[column - 1]
                {
                    cost = min(cost, older[column - 2] + 1)
                }
                new.append(cost)
            }
            older = old
            old = new
        }
        return old[right.count]
    }
}
