/// Names for what operators give.
extension VariableNamer {
    func name(
        ofSign sign: String, _ left: Definition, _ right: Definition, _ names: [Int: String]
    ) -> String {
        func common(_ definitions: [Definition], _ word: String) -> String {
            commonName(definitions, names).map { "\($0)_\(word)" } ?? word
        }
        switch sign {
        case "&":
            if case .complement(let outside) = right {
                return Self.identifier(
                    "\(name(of: left, names)) without \(name(of: outside, names))")
            }
            return Self.identifier("\(name(of: left, names)) in \(name(of: right, names))")
        case "|": return Self.identifier("\(name(of: left, names)) and \(name(of: right, names))")
        case "*" where isMask(right): return "masked_" + name(of: left, names)
        case "-": return common([left, right], "difference")
        case "+": return common(terms(.binary("+", left, right)), "total")
        case "*":
            let factors = [left, right].filter { !$0.isNumber }
            return factors.first.map { "scaled_" + name(of: $0, names) } ?? "product"
        case "/":
            return quotient(left, right, names, common)
        case "<", "<=": return common([left, right], "is_smaller")
        case ">", ">=": return common([left, right], "is_larger")
        case "==": return common([left, right], "is_equal")
        case "!=": return common([left, right], "differs")
        default: return "condition"
        }
    }

    /// Ratios, percentages, averages and the asymmetry index.
    private func quotient(
        _ left: Definition, _ right: Definition, _ names: [Int: String],
        _ common: ([Definition], String) -> String
    ) -> String {
        if right.isNumber {
            let summands = terms(left)
            return summands.count > 1
                ? common(summands, "average") : "scaled_" + name(of: left, names)
        }
        guard case .binary("*", .number("100"), let part) = left else {
            return common([left, right], "ratio")
        }
        if case .binary("-", let first, let second) = part {
            if case .binary("/", .binary("+", _, _), .number) = right {
                return common([first, second], "asymmetry")
            }
            return common([first, second], "change_percent")
        }
        return name(of: part, names) + "_percent"
    }

    /// The summands of a sum.
    private func terms(_ definition: Definition) -> [Definition] {
        guard case .binary("+", let left, let right) = definition else { return [definition] }
        return terms(left) + terms(right)
    }
}
