extension Array where Element: Comparable {
    /// The element that would stand at a rank if all were sorted (Hoare 1961, "Find"): much
    /// cheaper than sorting where few ranks are asked for. The elements change places.
    ///
    /// - Parameter rank: From 0, below the count.
    mutating func element(atRank rank: Int) -> Element {
        precondition(indices.contains(rank), "a rank beyond the elements")
        return withUnsafeMutableBufferPointer { elements in
            var (low, high) = (0, elements.count - 1)
            while low < high {
                let pivot = elements[low + (high - low) / 2]
                var (left, right) = (low, high)
                while left <= right {
                    while elements[left] < pivot { left += 1 }
                    while pivot < elements[right] { right -= 1 }
                    if left <= right {
                        elements.swapAt(left, right)
                        left += 1
                        right -= 1
                    }
                }
                if rank <= right {
                    high = right
                } else if rank >= left {
                    low = left
                } else {
                    break
                }
            }
            return elements[rank]
        }
    }
}
