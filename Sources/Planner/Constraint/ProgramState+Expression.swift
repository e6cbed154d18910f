import Script

extension ProgramState {
    /// An expression: operands and operators in turn, with what its value may be.
    struct Expression: Sendable {
        /// Kinds that the whole expression may have.
        let allowed: Kind
        /// The value is walked through, so that it must be known what it holds.
        var needsElements = false
        /// Only a string of this purpose will do.
        var quotation: Quotation.Purpose?
        /// What a list may hold here.
        var elements: Kind = [.int, .float, .string, .mask, .volume]
        /// What the values of a dict may be here.
        var values: Kind = [.int, .float]

        /// The value so far; nil while an operand is expected.
        var value: ValueType?
        /// Kinds of the numbers joined so far.
        private(set) var joined: Kind = []
        private(set) var isDivided = false
        /// After an operator or a minus only a number will do.
        private(set) var needsNumber = false
        private(set) var isNegated = false
        private(set) var isDivisor = false
        private(set) var isCompared = false
        private(set) var isLogical = false
        private(set) var isInverted = false
        /// After an operator behind an image an image or a number will do.
        private(set) var joinsImage = false
        /// After an operator between masks, or before a mask, only a mask will do.
        private(set) var needsMask = false
        private(set) var isComplement = false
        /// A volume is multiplied by a mask.
        private(set) var isMasked = false
        /// The value is a dict variable, of which a key may pick a value.
        private(set) var takesKey = false
        /// It must: a dict itself will not do.
        private(set) var needsKey = false
        /// An operand of several tokens is being written, above this on the stack.
        private(set) var isServed = false

        init(_ kinds: Kind) {
            var kinds = kinds.subtracting(.none)
            // A whole number does wherever a number with a fraction does.
            if kinds.contains(.float) { kinds.insert(.int) }
            allowed = kinds
        }

        private static let numbers: Kind = [.int, .float]

        /// Kinds of numbers that may take part.
        var numbers: Kind {
            if allowed.contains(.float) || allowed.contains(.bool) { return Self.numbers }
            return allowed.intersection(.int)
        }

        /// Kinds that the operand expected next may have.
        var operands: Kind {
            if joinsImage { return .volume.union(Self.numbers) }
            if needsMask { return .mask }
            if needsNumber { return numbers }
            if isLogical { return [.bool, .int, .float] }
            return allowed.union(numbers)
        }

        /// Whether a comparison may follow, or must before the expression can end.
        var takesComparison: Bool { !isCompared && allowed.contains(.bool) && isNumber }
        var takesArithmetic: Bool { isNumber }
        var takesDivision: Bool { isNumber && numbers.contains(.float) }
        /// Whether an image or a number may be added to the image before it, taken from it, or divide it.
        var takesImageArithmetic: Bool {
            value?.kind == .volume && allowed.contains(.volume) && !needsElements
        }
        /// Whether `&` or `|` may follow.
        var takesMask: Bool { allowed.contains(.mask) && value?.kind == .mask }
        /// Whether a volume may be cut out by a mask.
        var takesMasking: Bool { !isMasked && value?.kind == .volume }
        /// Whether `~` may stand before the operand.
        var takesComplement: Bool {
            value == nil && operands.contains(.mask) && !isComplement && quotation == nil
        }
        var takesLogic: Bool { allowed.contains(.bool) && isTruth }
        var takesNot: Bool {
            value == nil && allowed.contains(.bool) && !needsNumber && !isInverted
                && !needsMask && !joinsImage && quotation == nil
        }
        var takesMinus: Bool {
            value == nil && !isNegated && !needsMask && !joinsImage && !numbers.isEmpty
                && quotation == nil
        }

        private var isNumber: Bool {
            guard let value else { return false }
            return Self.numbers.isSuperset(of: value.kind) && !value.kind.isEmpty
        }

        /// A comparison or a truth value stands where a truth value must.
        private var isTruth: Bool {
            guard let value else { return false }
            return isCompared || value.kind == .bool
        }

        /// Whether the expression may end here.
        var isWhole: Bool {
            guard let value, !needsKey else { return false }
            if isCompared || value.kind == .bool { return allowed.contains(.bool) }
            if isLogical { return false }
            return allowed.isSuperset(of: value.kind)
        }

        /// A number alone is not enough: a comparison has to follow.
        var comparesNumbers: Bool {
            guard allowed.contains(.bool), !isCompared else { return false }
            return isLogical || allowed.isDisjoint(with: Self.numbers)
        }

        /// The type of the whole expression.
        var result: ValueType {
            if isCompared || isLogical { return ValueType(kind: .bool) }
            return value ?? ValueType(kind: .none)
        }

        mutating func take(operand: ValueType) {
            value = operand
            if Self.numbers.isSuperset(of: operand.kind) {
                joined.formUnion(operand.kind)
                value = ValueType(kind: isDivided ? .float : joined)
            }
            // A volume with nothing left outside a mask.
            if isMasked, needsMask { value = ValueType(kind: .volume) }
            if joinsImage { value = ValueType(kind: .volume) }
            needsNumber = false
            joinsImage = false
            needsMask = false
            isComplement = false
            isNegated = false
            isDivisor = false
            isInverted = false
            isServed = false
        }

        /// Takes a dict variable.
        ///
        /// - Parameters:
        ///   - takesKey: whether one of its values will do.
        ///   - isOperand: whether the dict itself will.
        mutating func take(dict: ValueType, takesKey: Bool, isOperand: Bool) {
            value = dict
            self.takesKey = takesKey
            needsKey = !isOperand
        }

        mutating func takeKey() {
            value = nil
            takesKey = false
            needsKey = false
            isServed = true
        }

        mutating func serve() {
            isServed = true
        }

        mutating func takeMaskOperator() {
            value = nil
            needsMask = true
        }

        /// The same after a `*` that a mask follows.
        var masked: Self {
            var result = self
            result.takeMasking()
            return result
        }

        mutating func takeMasking() {
            isMasked = true
            takeMaskOperator()
        }

        /// The same after a `~`.
        var complemented: Self {
            var result = self
            result.takeComplement()
            return result
        }

        mutating func takeComplement() {
            isComplement = true
            needsMask = true
        }

        mutating func takeMinus() {
            isNegated = true
            needsNumber = true
        }

        mutating func takeNot() {
            isInverted = true
            isLogical = true
        }

        mutating func takeArithmetic(divides: Bool) {
            value = nil
            needsNumber = true
            isDivisor = divides
            isDivided = isDivided || divides
        }

        mutating func takeImageArithmetic(divides: Bool) {
            value = nil
            joinsImage = true
            isDivisor = divides
            isMasked = false
        }

        mutating func takeComparison() {
            value = nil
            needsNumber = true
            isCompared = true
            joined = []
            isDivided = false
        }

        mutating func takeLogic() {
            value = nil
            isLogical = true
            isCompared = false
            joined = []
            isDivided = false
        }
    }
}
