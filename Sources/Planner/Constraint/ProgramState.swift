import Script

/// What the grammar still expects, as a stack of symbols, and what the program has defined so far.
package struct ProgramState: Sendable {
    /// What a value is known to be.
    struct ValueType: Sendable, Equatable {
        var kind: Kind
        /// What a list holds, or the values of a dict are; empty where it is not known or neither.
        var element: Kind = []
        /// What a text says, or each text of a list, or each key of a dict.
        var wording = Wording.free
    }

    /// The statements of one block.
    struct Block: Sendable {
        enum Opener: Sendable { case program, ifBranch, elifBranch, elseBranch, loop }
        let opener: Opener
        /// Variables that could be read when the block began, one bit each.
        let outside: UInt32
        var isEmpty = true
        /// After an `if` or `elif` block: `elif` or `else` may follow.
        var mayBranch = false
        /// Variables that every branch so far has defined, one bit each.
        var common: UInt32 = 0
    }

    /// The arguments of a call, from its opening parenthesis on.
    struct Call: Sendable {
        enum Place: Sendable { case open, afterArgument, afterComma }
        let shape: Int
        var place = Place.open
        /// Positional arguments written.
        var positional = 0
        /// Slots filled, one bit each.
        var filled: UInt32 = 0
        var usesKeywords = false
        /// The kind of the argument that the call gives back as it was given it.
        var kept: Kind?
        /// Kinds that it may have, where only they will do as the result.
        var wanted: Kind?
    }

    /// A list literal, from its opening bracket on.
    struct List: Sendable {
        /// What the first element may be.
        let elements: Kind
        var count = 0
        var element: Kind = []
        var wording: Wording?
        var isAfterElement = false
    }

    /// A dict literal with texts as keys, from its opening brace on.
    struct Dict: Sendable {
        enum Place: Sendable { case key, colon, value, afterValue }
        /// What the first value may be.
        let values: Kind
        /// What a list among the values may hold.
        let elements: Kind
        var count = 0
        var value: Kind = []
        var wording: Wording?
        var place = Place.key
    }

    /// A list or dict with a value for each element of a list, from its `for` on.
    struct Comprehension: Sendable {
        let isDict: Bool
        /// The variable that stands for the element.
        let variable: Int
        /// Variables that could be read when it began, one bit each.
        let outside: UInt32
    }

    /// A variable where only one of a sort will do.
    enum Choice: Sendable {
        /// A text that picks a value of a dict, and the kind of that value.
        case key(of: Kind)
        /// A dict of numbers, whose keys are put in order: one of them is the result, or a list.
        case ranked(Kind)
        /// The same where its key is to be a structure.
        case rankedStructure
    }

    /// A string, from its opening quote on.
    struct Quotation: Sendable {
        enum Purpose: Sendable { case text, phrase, path, label }
        let purpose: Purpose
        var parts = 0
        /// The value that a phrase is looked for in, as the action that named it.
        var scan: Int?
        /// The token of a phrase's side.
        var side: Int?
        /// Nothing but the closing quote may follow.
        var isWhole = false
        /// All there is is one copied span.
        var isOneCopy = false
        /// What the parts say so far.
        private(set) var wording = Wording.free

        /// Takes one more part.
        mutating func take(_ part: Wording) {
            wording = parts == 0 ? part : wording.followed(by: part)
            parts += 1
        }

        /// What a phrase asks for that ends with a structure.
        func asked(_ structure: Int) -> Asked {
            Asked(scan: scan, side: side, structure: structure)
        }
    }

    /// A structure that a program asks for, by its tokens.
    struct Asked: Hashable, Sendable {
        let scan: Int?
        let side: Int?
        let structure: Int
    }

    /// A span being copied, from `<copy>` on.
    struct Copy: Sendable {
        enum Purpose: Sendable {
            case text
            case path
            case number(wholeOnly: Bool, nonZero: Bool)
        }
        let purpose: Purpose
        var first: Int?
    }

    enum Symbol: Sendable {
        case intent
        case token(Int)
        case statements(Block)
        case expression(Expression)
        case arguments(Call)
        case list(List)
        case dict(Dict)
        case comprehension(Comprehension)
        case choice(Choice)
        case quotation(Quotation)
        case copy(Copy)
        /// The variable of a `for`, and what it walks through.
        case loopVariable(Expression)
        // Actions that read nothing:
        /// The last value becomes a variable.
        case define(Int)
        /// An element of the last value becomes a variable.
        case defineElement(Int)
        /// The last value becomes the operand of the expression below.
        case operand
    }

    /// The next symbol is last.
    var stack: [Symbol] = [.intent]
    /// Actions written.
    var written = 0
    /// Type of the value that was completed last.
    var value = ValueType(kind: .none)
    /// Types by variable number, for all numbers given so far.
    var variables: [ValueType] = []
    /// Variables that can be read here, one bit each.
    var visible: UInt32 = 0
    /// The action that named the last value.
    var lastNamed: Int?
    /// The structures asked for so far.
    var asked: Set<Asked> = []
    /// Whether the program shows, reports or saves something.
    var hasEffect = false

    /// Whether nothing is expected any more.
    var isComplete: Bool { stack.isEmpty }

    /// Blocks around the present place.
    var blocks: Int {
        stack.reduce(0) { depth, symbol in
            if case .statements = symbol { depth + 1 } else { depth }
        }
    }

    func isVisible(_ variable: Int) -> Bool { visible & (1 << UInt32(variable)) != 0 }

    /// Variables that can be read here, with their numbers.
    var readable: [(number: Int, type: ValueType)] {
        variables.enumerated().filter { isVisible($0.offset) }.map { ($0.offset, $0.element) }
    }

    /// A symbol of the stack and how deep it lies.
    struct Place {
        let state: ProgramState
        let symbol: Symbol
        /// Calls, parentheses and lists around the symbol.
        let nesting: Int
    }

    /// The symbols from the bottom of the stack to its top.
    var places: [Place] {
        // What a comprehension names is out of sight below it.
        var states: [ProgramState] = []
        var state = self
        for symbol in stack.reversed() {
            states.append(state)
            if case .comprehension(let comprehension) = symbol {
                state.visible = comprehension.outside
            }
        }
        var nesting = 0
        return zip(stack, states.reversed()).map { symbol, state in
            if case .operand = symbol { nesting += 1 }
            return Place(state: state, symbol: symbol, nesting: nesting)
        }
    }

    /// Changes the symbol on top.
    mutating func replaceTop(_ symbol: Symbol) {
        stack[stack.count - 1] = symbol
    }
}
