/// Stable sorting with comparisons that can fail.
enum Sorting {
    private typealias Entry = (key: Value, item: Value)

    /// Shorter lists are sorted with the comparisons that CPython makes, in its order, since a
    /// comparison that fails names the two values.
    private static let shortest = 64

    static func sorted(
        _ items: [Value], key: Value, reverse: Value, _ machine: Machine
    ) throws -> [Value] {
        var entries: [Entry] = []
        entries.reserveCapacity(items.count)
        for item in items {
            try machine.tick()
            if case .nothing = key {
                entries.append((item, item))
            } else {
                entries.append((try machine.call(key, [item]), item))
            }
        }
        let isReversed = try machine.truth(reverse)
        if isReversed { entries.reverse() }
        if entries.count < shortest {
            try insertionSort(&entries, machine)
        } else {
            var spare = entries
            try mergeSort(&entries, &spare, 0, entries.count, machine)
        }
        let result = entries.map(\.item)
        return isReversed ? result.reversed() : result
    }

    private static func insertionSort(_ entries: inout [Entry], _ machine: Machine) throws {
        var place = try orderStart(&entries, machine)
        while place < entries.count {
            let pivot = entries[place]
            var low = 0
            var high = place
            while low < high {
                try machine.tick()
                let middle = low + (high - low) / 2
                if try machine.isLess(pivot.key, entries[middle].key) {
                    high = middle
                } else {
                    low = middle + 1
                }
            }
            entries.remove(at: place)
            entries.insert(pivot, at: low)
            place += 1
        }
    }

    /// Brings the run at the start into order and gives its length: a falling run is turned round.
    private static func orderStart(_ entries: inout [Entry], _ machine: Machine) throws -> Int {
        if entries.count < 2 { return entries.count }
        var end = 2
        let isFalling = try machine.isLess(entries[1].key, entries[0].key)
        while end < entries.count {
            guard try machine.isLess(entries[end].key, entries[end - 1].key) == isFalling else {
                break
            }
            end += 1
        }
        if isFalling { entries[..<end].reverse() }
        return end
    }

    private static func mergeSort(
        _ entries: inout [Entry], _ spare: inout [Entry],
        _ start: Int, _ end: Int, _ machine: Machine
    ) throws {
        if end - start < 2 { return }
        let middle = start + (end - start) / 2
        try mergeSort(&entries, &spare, start, middle, machine)
        try mergeSort(&entries, &spare, middle, end, machine)
        var left = start
        var right = middle
        for place in start..<end {
            try machine.tick()
            let takesRight =
                try left == middle
                || right < end && machine.isLess(entries[right].key, entries[left].key)
            spare[place] = entries[takesRight ? right : left]
            if takesRight { right += 1 } else { left += 1 }
        }
        for place in start..<end { entries[place] = spare[place] }
    }
}
