import Analysis
import Foundation
import Planner
import Script
import Session

/// Finds the remembered program that answers a prompt, and brings it to the present names.
struct Recollection {
    /// Cosine from which two prompts may mean the same.
    static let nearness: Float = 0.85

    /// A remembered program for a prompt.
    struct Found: Hashable {
        let program: RememberedProgram
        /// With the names of the present workspace.
        let code: String
        /// Cosine of the two prompts, at most 1.
        let similarity: Float
    }

    /// What a prompt is, for the search.
    struct Query {
        let prompt: String
        let embedding: [Float]
        let facts: PromptFacts
        /// What the planner writes for it; nil where it writes nothing.
        let planned: String?
    }

    let workspace: Workspace
    let facts: (String) -> PromptFacts

    /// The nearest one that answers the same question; nil where none does.
    func find(_ query: Query, among programs: [RememberedProgram]) -> Found? {
        let ranked = programs.compactMap { program -> (RememberedProgram, Float)? in
            guard let features = program.features, features.count == query.embedding.count else {
                return nil
            }
            let similarity = zip(features, query.embedding).reduce(0) { $0 + $1.0 * $1.1 }
            return similarity >= Self.nearness ? (program, similarity) : nil
        }
        for (program, similarity) in ranked.sorted(by: { $0.1 > $1.1 })
        where answersTheSame(program, query) {
            if let code = adapted(program, to: query.planned) {
                return Found(program: program, code: code, similarity: min(1, similarity))
            }
        }
        return nil
    }

    /// Whether the words ask for the same: the same things named, and the planner reads both alike.
    private func answersTheSame(_ program: RememberedProgram, _ query: Query) -> Bool {
        guard facts(program.prompt) == query.facts else { return false }
        guard let planned = query.planned else {
            // A prompt that lives by what was said before says too little to be known again.
            return !query.facts.structures.isEmpty
        }
        return ProgramPrint(planned) == ProgramPrint(program.generated)
    }

    // MARK: - Names

    /// The code with present names in the place of those it was made with; nil where one has no
    /// counterpart.
    func adapted(_ program: RememberedProgram, to planned: String?) -> String? {
        var substitutes: [String: String] = [:]
        // Where the planner used one name then and uses another now, so shall the program.
        if let planned {
            let old = Self.names(in: program.generated, of: Set(program.names.keys))
            let new = Self.names(in: planned, of: Set(workspace.names))
            if old.count == new.count {
                for (one, other) in zip(old, new) { substitutes[one] = other }
            }
        }
        for (name, kind) in program.names where substitutes[name] == nil {
            if workspace[name: name]?.kind.description == kind {
                substitutes[name] = name
                continue
            }
            let alike = workspace.entries.filter { $0.kind.description == kind }
            let loaded = alike.filter { !$0.provenance.isStep }
            guard let only = alike.count == 1 ? alike.first : loaded.count == 1 ? loaded.first : nil
            else { return nil }
            substitutes[name] = only.name
        }
        for (name, substitute) in substitutes
        where workspace[name: substitute]?.kind.description != program.names[name] { return nil }
        return Self.renaming(substitutes, in: program.code)
    }

    /// Names of a set that a code mentions, in its order.
    static func names(in code: String, of known: Set<String>) -> [String] {
        var found: [String] = []
        for token in nameTokens(in: code) where known.contains(token.text) {
            if !found.contains(token.text) { found.append(token.text) }
        }
        return found
    }

    /// All at once, so that two names may change places.
    static func renaming(_ substitutes: [String: String], in code: String) -> String {
        var bytes = Array(code.utf8)
        for token in nameTokens(in: code).reversed() {
            guard let new = substitutes[token.text], new != token.text else { continue }
            bytes.replaceSubrange(token.range, with: Array(new.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The names in a code that are no attributes and no keywords of calls.
    private static func nameTokens(in code: String) -> [(text: String, range: Range<Int>)] {
        let bytes = Array(code.utf8)
        var depth = 0
        return Highlighter.tokens(of: Source(name: "code", text: code)).compactMap { token in
            let range = token.span.start.offset..<token.span.end.offset
            guard range.upperBound <= bytes.count else { return nil }
            let text = String(decoding: bytes[range], as: UTF8.self)
            if token.tokenClass == .operator {
                if "([{".contains(text) { depth += 1 }
                if ")]}".contains(text) { depth -= 1 }
            }
            guard token.tokenClass == .name else { return nil }
            let before = bytes[..<range.lowerBound].last { $0 != UInt8(ascii: " ") }
            if before == UInt8(ascii: ".") { return nil }
            let after = bytes[range.upperBound...].drop { $0 == UInt8(ascii: " ") }
            let isKeyword =
                depth > 0 && after.starts(with: "=".utf8) && !after.starts(with: "==".utf8)
            return isKeyword ? nil : (text, range)
        }
    }
}

/// What a program does, whatever its variables and labels are called: its calls, with the phrases
/// and numbers that they are given.
struct ProgramPrint: Hashable {
    private let calls: [String]

    init(_ code: String) {
        let (program, _) = Parser.parse(Source(name: "code", text: code))
        calls = ProgramOutline(program).calls.compactMap { call in
            // What is shown and how it is called does not change what is asked.
            guard let signature = call.signature, signature.effect == nil else { return nil }
            let given = call.arguments.compactMap { argument -> String? in
                guard let constant = argument.constant else { return nil }
                return "\(argument.name ?? "")=\(constant)"
            }
            return "\(call.name)(\(given.joined(separator: ",")))"
        }
    }
}
