/// One token that the code decoder can write.
package struct CodeToken: Sendable, Hashable, Decodable {
    /// What sort of token it is; a text may occur once in each sort.
    package enum Sort: String, Sendable, Hashable, Decodable {
        case special, intent, layout, punctuation, keyword, function, parameter, variable
        case number, quote, word
    }

    package let text: String
    package let sort: Sort

    enum CodingKeys: String, CodingKey {
        case text
        case sort = "class"
    }

    package init(_ text: String, _ sort: Sort) {
        self.text = text
        self.sort = sort
    }
}

/// What the decoder decides to do about a prompt: its first token.
package enum Intent: String, Sendable, Hashable, CaseIterable {
    case program = "<program>"
    case refuseScope = "<refuse:scope>"
    case refuseScan = "<refuse:scan>"
    case askScan = "<ask:scan>"
    case askStructure = "<ask:structure>"
    case help = "<help>"
    case workspace = "<workspace>"
    case history = "<history>"
}
