/// One parameter of a host function: what the checker, help and reference page know of it.
package struct Parameter: Sendable {
    package let name: String
    /// Every kind that is accepted.
    package let kind: Kind
    package let summary: String
    /// The unit of a number, as users read it ("mm"); nil where it has none.
    package let unit: String?
    /// What is passed when the call leaves the argument out; nil makes the argument required.
    package let defaultValue: Value?
    /// An anatomy phrase, resolved when the program is checked.
    package let isPhrase: Bool
    /// Takes all remaining positional arguments, as a list.
    package let isVariadic: Bool

    package init(
        _ name: String, _ kind: Kind, _ summary: String, unit: String? = nil,
        defaultValue: Value? = nil, isPhrase: Bool = false, isVariadic: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.summary = summary
        self.unit = unit
        self.defaultValue = defaultValue
        self.isPhrase = isPhrase
        self.isVariadic = isVariadic
    }

    package var isRequired: Bool { defaultValue == nil && !isVariadic }
}

extension Sequence<Signature> {
    /// Where functions take an anatomy phrase: the place of the parameter, by function.
    package var phrasePlaces: [String: Int] {
        var places: [String: Int] = [:]
        for signature in self {
            places[signature.name] = signature.parameters.firstIndex(where: \.isPhrase)
        }
        return places
    }
}

/// What a host function is called with and what it gives.
package struct Signature: Sendable {
    /// What a call does beside giving a value.
    package enum Effect: Sendable {
        case shows, reports, writesFile
    }

    package let name: String
    package let summary: String
    package let parameters: [Parameter]
    package let result: Kind
    package let resultSummary: String
    /// What a list or tuple that it gives holds, where that is known.
    package let resultElement: Kind
    /// The unit of a number it gives; nil where it has none.
    package let resultUnit: String?
    /// Whole programs, each of which runs.
    package let examples: [String]
    /// Whether a call may run the vision network, which takes seconds.
    package let runsNetwork: Bool
    /// nil for a function that only gives a value.
    package let effect: Effect?

    package init(
        name: String, summary: String, parameters: [Parameter], result: Kind,
        resultSummary: String = "", resultElement: Kind = [], resultUnit: String? = nil,
        examples: [String] = [], runsNetwork: Bool = false, effect: Effect? = nil
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.result = result
        self.resultSummary = resultSummary
        self.resultElement = resultElement
        self.resultUnit = resultUnit
        self.examples = examples
        self.runsNetwork = runsNetwork
        self.effect = effect
    }

    /// The call as help shows it: `dilate(mask, radius_mm=1.0)`.
    package var synopsis: String {
        let words = parameters.map { parameter in
            if parameter.isVariadic { return "*" + parameter.name }
            guard let value = parameter.defaultValue else { return parameter.name }
            return "\(parameter.name)=\(value.literal)"
        }
        return "\(name)(\(words.joined(separator: ", ")))"
    }
}
