import Volumes

extension NetworkSegmenter {
    /// Some cells of one division of a scan.
    struct Part {
        let posterior: LeafPosterior
        let indices: Set<Int>
        /// All cells of the division, in the order of its indices.
        let cells: [Leaf]
    }

    /// What is implausible about a mask, as a whole or in one of its cells.
    func flags(
        of mask: Mask, target: Target, parts: [Part], brain: BrainOutline
    ) -> [MaskFlag] {
        let known = network.ranges
        let ranges = target.cells.compactMap { known[$0] }
        guard ranges.count == target.cells.count, let usual = AnatomyRange(union: ranges) else {
            return []
        }
        let flags = usual.flags(of: mask, in: brain)
        // Of a mask that is too small as a whole, small pieces say nothing more.
        guard flags.isEmpty, !brain.isCut else { return flags }
        for part in parts {
            for index in part.indices.sorted() {
                let cell = part.cells[index]
                let flag = known[cell]?.wholeness?.flag(
                    of: cell, index: index, in: part.posterior)
                if let flag { return [flag] }
            }
        }
        return []
    }
}
