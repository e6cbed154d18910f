import Foundation
import Script

/// What the planner knows besides the prompt: what the workspace holds and what was said before.
///
/// It holds names, kinds and descriptions, never voxels, paths or anything from a file's header.
package struct PlanningContext: Sendable, Equatable {
    /// One name of the workspace.
    package struct Item: Sendable, Equatable {
        package let name: String
        /// Exactly one kind.
        package let kind: Kind
        /// What the name holds, in words: "left hippocampus" for a mask; empty where the name says
        /// it all.
        package let details: String
        /// An image that a program made, not a scan: no question means it unless it is named.
        package let isDerived: Bool
        /// A dict whose values are all numbers, and its keys texts.
        package let holdsNumbers: Bool

        package init(
            name: String, kind: Kind, details: String = "", isDerived: Bool = false,
            holdsNumbers: Bool = false
        ) {
            self.name = name
            self.kind = kind
            self.details = details
            self.isDerived = isDerived
            self.holdsNumbers = holdsNumbers
        }

        /// The word for the kind that the decoder was trained with.
        fileprivate var kindWord: String {
            if Kind.number.isSuperset(of: kind) { return "number" }
            switch kind {
            case .volume: return isDerived ? "image" : "scan"
            case .labelMap: return "labels"
            default: return kind.description
            }
        }
    }

    /// An earlier prompt of the conversation whose program ran.
    package struct Turn: Sendable, Equatable {
        package let prompt: String
        /// The program that ran.
        package let code: String

        package init(prompt: String, code: String = "") {
            self.prompt = prompt
            self.code = code
        }
    }

    /// In the order of the workspace: oldest first.
    package let items: [Item]

    /// Oldest first.
    package let earlier: [Turn]

    /// How many earlier prompts the decoder looks at, the latest ones.
    static let turnsSeen = 3

    /// Whether the prompt changes the program of the last turn, which has not run.
    package let isRevision: Bool

    package init(items: [Item], earlier: [Turn] = [], isRevision: Bool = false) {
        self.items = items
        self.earlier = earlier
        self.isRevision = isRevision
    }

    /// The scans, in workspace order.
    package var scans: [Item] { items.filter { $0.kind == .volume && !$0.isDerived } }

    /// What the text encoder reads of an item: name, kind and details, of a mask the structure that
    /// it is made of.
    func description(of item: Item) -> String {
        let details = item.kind == .mask ? structure(in: item.details) : item.details
        return [item.name, item.kindWord, details].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The first structure of the expression that made a mask: "left putamen" of
    /// "erode(left putamen, 2)".
    private func structure(in expression: String) -> String {
        let marks = CharacterSet(charactersIn: "(),&|~")
        var rest = Substring(expression)
        while !rest.isEmpty {
            let part = rest.prefix { !$0.unicodeScalars.contains(where: marks.contains) }
            rest = rest.dropFirst(part.count)
            let isFunction = rest.first == "("
            rest = rest.dropFirst()
            let text = part.trimmingCharacters(in: .whitespaces)
            let isName = items.contains { $0.name == text && $0.kind != .mask }
            if isFunction || isName || text.first?.isLetter != true || text.contains("=") {
                continue
            }
            return text
        }
        return ""
    }

    /// All names in lower case.
    var names: Set<String> { Set(items.map { $0.name.lowercased() }) }

    /// The masks, in workspace order.
    package var masks: [Item] { items.filter { $0.kind == .mask } }
}
