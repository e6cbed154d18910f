import Tensors

/// What the decoder looks at while it writes: the prompt, the workspace, the conversation so far.
///
/// Entries are in this order: pieces of the prompt, workspace items, earlier turns as wholes, pieces
/// of earlier turns. All that depends on the memory alone is computed once, when it is made.
package struct DecoderMemory: Sendable {
    /// What the cross-attention of one layer needs of the memory.
    struct Projection: Sendable {
        /// [entries, width].
        let keys: Matrix
        /// [entries, width].
        let values: Matrix
    }

    /// [entries, width].
    let entries: Matrix
    let projections: [Projection]
    /// What the decoder reads after it has pointed at an entry: [entries, width].
    let pointed: Matrix

    package let promptCount: Int

    /// Number of entries.
    package var count: Int { entries.rows }

    /// The action that points at a piece of the prompt is `V` + its index here.
    package func index(ofPiece piece: Int) -> Int { piece }

    /// The same for a workspace item.
    package func index(ofItem item: Int) -> Int { promptCount + item }
}

/// Where a prompt writes the name of a workspace item.
package struct ItemMention: Sendable, Equatable {
    /// The item's place in the workspace.
    package let item: Int
    /// The pieces of the prompt.
    package let pieces: ClosedRange<Int>

    package init(item: Int, pieces: ClosedRange<Int>) {
        self.item = item
        self.pieces = pieces
    }
}

extension CodeDecoder {
    /// The memory for one prompt.
    ///
    /// - Parameters:
    ///   - prompt: features of the prompt's pieces, marks included.
    ///   - items: an embedding for each workspace item, in workspace order.
    ///   - earlier: features of each earlier turn of the conversation, oldest first; of more than
    ///     the decoder knows the latest.
    ///   - mentions: items whose name the prompt writes, in its order.
    package func memory(
        prompt: PromptFeatures, items: [[Float]], earlier: [PromptFeatures] = [],
        mentions: [ItemMention] = []
    ) -> DecoderMemory {
        let earlier = Array(earlier.suffix(configuration.turns))
        precondition(
            prompt.contextual.columns == configuration.memory, "prompt features of another width")
        precondition(
            prompt.contextual.rows <= configuration.promptPositions, "more pieces than positions")
        let width = configuration.width
        let orders = configuration.orders
        var pieces = words(prompt, weights.memoryType.row(0))
        let others = items + earlier.map { TextEncoder.unitMean($0.contextual) }
        var rest = Matrix(rows: 0, columns: width)
        if !others.isEmpty {
            rest = weights.memoryItem(
                Matrix(
                    rows: others.count, columns: configuration.memory,
                    values: Array(others.joined())))
        }
        for item in items.indices {
            let recency = items.count - 1 - item
            rest.addRow(weights.memoryType.row(1), to: item)
            rest.addRow(weights.memoryOrder.row(min(item, orders - 1)), to: item)
            rest.addRow(weights.memoryRecency.row(min(recency, orders - 1)), to: item)
        }
        for number in earlier.indices {
            let recency = earlier.count - 1 - number
            rest.addRow(weights.memoryType.row(2), to: items.count + number)
            rest.addRow(
                weights.memoryRecency.row(min(recency, orders - 1)), to: items.count + number)
        }
        for (number, mention) in mentions.prefix(configuration.mentions - 1).enumerated() {
            let row = weights.memoryMention.row(number + 1)
            for piece in mention.pieces { pieces.addRow(row, to: piece) }
            rest.addRow(row, to: mention.item)
        }
        let spoken = earlier.enumerated().map { number, turn in
            words(turn, weights.memoryTurn.row(earlier.count - 1 - number))
        }
        let parts = [pieces, rest] + spoken
        let entries = read(
            Matrix(
                rows: parts.reduce(0) { $0 + $1.rows }, columns: width,
                values: parts.flatMap(\.values)))
        return DecoderMemory(
            entries: entries,
            projections: weights.layers.map { layer in
                DecoderMemory.Projection(
                    keys: layer.cross.key(entries), values: layer.cross.value(entries))
            },
            pointed: weights.pointerInput(entries),
            promptCount: pieces.rows)
    }

    /// Entries for the pieces of a prompt or of an earlier turn: [pieces, width].
    private func words(_ features: PromptFeatures, _ kind: ArraySlice<Float>) -> Matrix {
        var entries = weights.memoryPrompt(features.contextual)
        entries.add(weights.memoryPiece(features.lexical))
        for row in 0..<entries.rows {
            entries.addRow(kind, to: row)
            entries.addRow(weights.memoryPosition.row(row), to: row)
        }
        return entries
    }

    /// Lets the entries look at each other.
    private func read(_ entries: Matrix) -> Matrix {
        var hidden = entries
        for reader in weights.readers {
            let looked = Attention.within(
                reader.attention.projection(reader.norms[0](hidden)), starts: [0, hidden.rows],
                heads: configuration.heads)
            hidden.add(reader.attention.output(looked))
            hidden.add(reader.feedForward(reader.norms[1](hidden)))
        }
        return hidden
    }
}

extension Matrix {
    /// Adds a vector to one row.
    mutating func addRow(_ vector: ArraySlice<Float>, to row: Int) {
        precondition(vector.count == columns, "row of another width")
        for (column, value) in vector.enumerated() { values[row * columns + column] += value }
    }
}
