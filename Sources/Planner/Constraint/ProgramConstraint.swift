import LanguageModel
import Script

/// The grammar of what the code decoder writes: a push-down automaton over its tokens.
///
/// It holds the syntax, the function catalogue with positional and keyword parameters, the kinds of
/// arguments, of the variables defined so far and of the workspace names, and which spans of the
/// prompt can be copied. Whatever is written under it parses, passes the checker (but for anatomy
/// phrases, which are the resolver's to accept) and calls only what exists; and it ends within the
/// limit, because near the limit only moves that still leave room to close everything are legal.
package struct ProgramConstraint: DecodingConstraint {
    package typealias State = ProgramState

    /// Calls, parentheses and lists inside one another at most.
    static let deepestNesting = 8
    /// Blocks inside one another at most, the program itself included.
    static let deepestBlocks = 4
    static let longestList = 12
    /// Words and spans in one string at most.
    static let longestQuotation = 16

    let tokens: CodeTokenTable
    /// Functions that the token table and the catalogue both know.
    let shapes: [CallShape]
    /// Indices into `shapes` by token.
    let shapesByToken: [Int: Int]
    /// Tokens of the functions, ascending.
    let functionTokens: [Int]
    /// Word tokens of structures. Whether one has sides is for the phrase resolver to say: a user
    /// who asks for the left third ventricle is told so, and gets no other structure instead.
    let structures: Set<Int>
    let items: [PlanningContext.Item]
    let spans: PromptSpans
    /// Whether the prompt speaks of what lies beyond a bound: see `Expansion`.
    let leavesBoundsOut: Bool
    /// Whether the prompt changes a program.
    let isRevision: Bool
    /// Memory index of the first workspace item.
    let firstItem: Int
    /// Actions: tokens and pointers.
    let actionCount: Int
    /// Actions at most, the start not counted.
    let limit: Int
    let costs: Costs

    let sides: Set<Int>
    /// Tokens for the key of the greatest and of the smallest number of a dict.
    let ranks: Set<Int>
    /// Tokens for the keys of a dict in the order of its numbers.
    let orders: Set<Int>
    /// Tokens that end the name of a file.
    let fileEndings: Set<Int>
    private let scanCount: Int

    /// A grammar for one prompt in one workspace.
    ///
    /// - Parameters:
    ///   - tokens: the decoder's tokens.
    ///   - catalogue: the host's functions.
    ///   - structures: what anatomy phrases may name.
    ///   - context: the workspace.
    ///   - prompt: the prompt's text.
    ///   - pieces: its pieces, marks included.
    ///   - memoryCount: entries of the decoder's memory.
    ///   - limit: actions at most, the start not counted.
    package init(
        tokens: CodeTokenTable, catalogue: [Signature], structures: [StructureName],
        context: PlanningContext, prompt: String, pieces: [Piece], memoryCount: Int, limit: Int
    ) {
        self.tokens = tokens
        var shapes: [CallShape] = []
        var byToken: [Int: Int] = [:]
        var known: Set<String> = []
        for signature in catalogue + LanguageFunctions.signatures + ResultPart.signatures {
            guard let id = tokens.functions[signature.name],
                known.insert(signature.name).inserted
            else { continue }
            byToken[id] = shapes.count
            shapes.append(CallShape(signature))
        }
        self.shapes = shapes
        shapesByToken = byToken
        functionTokens = byToken.keys.sorted()
        self.structures = Set(structures.compactMap { tokens.words[$0.name] })
        items = context.items
        spans = PromptSpans(prompt: prompt, pieces: pieces)
        leavesBoundsOut = Expansion.leavesBoundsOut(prompt)
        isRevision = context.isRevision
        firstItem = pieces.count
        actionCount = tokens.count + memoryCount
        self.limit = limit
        sides = Set(["left", "right"].compactMap { tokens.words[$0] })
        ranks = Set(["argmax", "argmin"].compactMap { tokens.functions[$0] })
        orders = Set(["ascending", "descending"].compactMap { tokens.functions[$0] })
        fileEndings = Set([".nii.gz", ".csv"].compactMap { tokens.words[$0] })
        scanCount = context.scans.count
        costs = Costs(
            shapes: shapes, items: context.items, structures: self.structures, tokens: tokens,
            spans: spans)
    }

    package var startAction: Int { tokens.marks.start }
    package var initialState: ProgramState { ProgramState() }
    package func isComplete(_ state: ProgramState) -> Bool { state.isComplete }

    /// What may be written next: what the grammar allows and the room left permits.
    package func legalActions(in state: ProgramState) -> ActionSet {
        var legal = ActionSet(count: actionCount)
        for place in state.places.reversed() {
            insertActions(at: place, into: &legal)
            if !mayBeEmpty(place.symbol) { break }
        }
        if limit - state.written > cost(of: state) + costs.greatestStep { return legal }
        for action in legal.members {
            var next = state
            advance(&next, by: action)
            if next.written + cost(of: next) > limit { legal.remove(action) }
        }
        return legal
    }

    /// Whether a symbol can end without reading anything more.
    private func mayBeEmpty(_ symbol: ProgramState.Symbol) -> Bool {
        switch symbol {
        case .expression(let expression): expression.isWhole
        case .define, .defineElement, .operand: true
        default: false
        }
    }

    /// Whether a program can be written at all, and a question about scans makes sense.
    func isPossible(_ intent: Intent) -> Bool {
        switch intent {
        case .program: costs.statement < Costs.impossible
        case .askScan: scanCount > 1
        // What changes a program asks for one.
        default: !isRevision
        }
    }

    /// The workspace item that an action points at, or nil.
    func item(_ action: Int) -> PlanningContext.Item? {
        let index = action - tokens.count - firstItem
        return items.indices.contains(index) ? items[index] : nil
    }

    /// The prompt's piece that an action points at, or nil.
    func piece(_ action: Int) -> Int? {
        let index = action - tokens.count
        return index >= 0 && index < firstItem ? index : nil
    }
}
