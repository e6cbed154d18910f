import Foundation
import Tensors

/// Sizes of a code decoder.
package struct CodeDecoderConfiguration: Sendable, Equatable, Decodable {
    /// Tokens of the code vocabulary.
    package let tokens: Int
    package let width: Int
    package let layers: Int
    package let heads: Int
    /// Features between the two linear layers of a feed-forward part.
    package let ffn: Int
    /// Actions at most, the start included.
    package let positions: Int
    /// Features of what the memory is made from: the text encoder's width.
    package let memory: Int
    /// Rows of the tables that tell the order of workspace items.
    package let orders: Int
    /// Pieces at most in one prompt.
    package let promptPositions: Int
    /// Rows of the table that ties an item to where the prompt writes its name; the first means
    /// neither.
    package let mentions: Int
    /// Layers in which the entries of the memory look at each other.
    package let readers: Int
    /// Earlier turns of the conversation at most.
    package let turns: Int

    enum CodingKeys: String, CodingKey {
        case tokens, width, layers, heads, ffn, positions, memory, orders, mentions, readers
        case turns
        case promptPositions = "prompt_positions"
    }
}

/// The tensors of a code decoder.
struct CodeDecoderWeights: Sendable {
    /// The projections of one attention.
    struct AttentionWeights: Sendable {
        let query: Linear
        let key: Linear
        let value: Linear
        let output: Linear

        init(_ file: WeightsFile, _ name: String, width: Int) throws {
            func layer(_ part: String) throws -> Linear {
                try Linear(file, "\(name).\(part)", inputs: width, outputs: width)
            }
            query = try layer("query")
            key = try layer("key")
            value = try layer("value")
            output = try layer("output")
        }
    }

    /// Attention of rows among themselves.
    struct SelfAttention: Sendable {
        /// Query, key and value side by side.
        let projection: Linear
        let output: Linear

        init(_ file: WeightsFile, _ name: String, width: Int) throws {
            let parts = try AttentionWeights(file, name + ".self", width: width)
            projection = Linear(fused: [parts.query, parts.key, parts.value])
            output = parts.output
        }
    }

    struct FeedForward: Sendable {
        let up: Linear
        let down: Linear

        init(_ file: WeightsFile, _ name: String, _ sizes: CodeDecoderConfiguration) throws {
            up = try Linear(file, name + ".ffn.0", inputs: sizes.width, outputs: sizes.ffn)
            down = try Linear(file, name + ".ffn.1", inputs: sizes.ffn, outputs: sizes.width)
        }

        func callAsFunction(_ input: Matrix) -> Matrix {
            var inner = up(input)
            Activation.gelu(&inner)
            return down(inner)
        }
    }

    struct Layer: Sendable {
        let attention: SelfAttention
        let cross: AttentionWeights
        let norms: [LayerNorm]
        let feedForward: FeedForward
    }

    struct Reader: Sendable {
        let attention: SelfAttention
        let norms: [LayerNorm]
        let feedForward: FeedForward
    }

    /// The variance floor that the decoder was trained with.
    private static let epsilon: Float = 1e-5

    /// [tokens, width].
    let token: Matrix
    /// [positions, width].
    let position: Matrix
    /// Of a prompt's pieces: what they mean in context, which they are, and where.
    let memoryPrompt: Linear
    let memoryPiece: Linear
    /// [prompt positions, width].
    let memoryPosition: Matrix
    let memoryItem: Linear
    /// [3, width]: prompt pieces, workspace items, earlier turns as a whole.
    let memoryType: Matrix
    /// [orders, width], counted from the first item.
    let memoryOrder: Matrix
    /// [orders, width], counted from the last item.
    let memoryRecency: Matrix
    /// [mentions, width].
    let memoryMention: Matrix
    /// [turns, width]: pieces of earlier turns, counted from the last one.
    let memoryTurn: Matrix
    let readers: [Reader]
    let layers: [Layer]
    let norm: LayerNorm
    let output: Linear
    let pointerQuery: Linear
    let pointerInput: Linear

    init(_ file: WeightsFile, _ sizes: CodeDecoderConfiguration) throws {
        let width = sizes.width
        func table(_ name: String, _ rows: Int) throws -> Matrix {
            try file.matrix(named: name + ".weight", rows: rows, columns: width)
        }
        func linear(_ name: String, _ inputs: Int, _ outputs: Int) throws -> Linear {
            try Linear(file, name, inputs: inputs, outputs: outputs)
        }
        token = try table("token", sizes.tokens)
        position = try table("position", sizes.positions)
        memoryPrompt = try linear("memory.prompt", sizes.memory, width)
        memoryPiece = try linear("memory.piece", sizes.memory, width)
        memoryPosition = try table("memory.position", sizes.promptPositions)
        memoryItem = try linear("memory.item", sizes.memory, width)
        memoryType = try table("memory.type", 3)
        memoryOrder = try table("memory.order", sizes.orders)
        memoryRecency = try table("memory.recency", sizes.orders)
        memoryMention = try table("memory.mention", sizes.mentions)
        memoryTurn = try table("memory.turn", sizes.turns)
        func norms(_ name: String, _ count: Int) throws -> [LayerNorm] {
            try (1...count).map { part in
                try LayerNorm(file, "\(name).norm\(part)", width: width, epsilon: Self.epsilon)
            }
        }
        readers = try (0..<sizes.readers).map { number in
            let name = "memory.layers.\(number)"
            return Reader(
                attention: try SelfAttention(file, name, width: width),
                norms: try norms(name, 2), feedForward: try FeedForward(file, name, sizes))
        }
        layers = try (0..<sizes.layers).map { number in
            let name = "layers.\(number)"
            return Layer(
                attention: try SelfAttention(file, name, width: width),
                cross: try AttentionWeights(file, name + ".cross", width: width),
                norms: try norms(name, 3), feedForward: try FeedForward(file, name, sizes))
        }
        norm = try LayerNorm(file, "norm", width: width, epsilon: Self.epsilon)
        output = try linear("output", width, sizes.tokens)
        pointerQuery = try linear("pointer.query", width, width)
        pointerInput = try linear("pointer.input", width, width)
    }
}
