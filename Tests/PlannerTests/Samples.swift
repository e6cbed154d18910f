import Foundation
import LanguageModel
import Script

@testable import Planner

/// A catalogue, tokens and workspaces for the tests, as the first built-ins have them.
enum Samples {
    static let structures = [
        StructureName(name: "hippocampus", isSided: true, synonyms: ["hippocampi"]),
        StructureName(name: "thalamus", isSided: true),
        StructureName(name: "lateral ventricle", isSided: true, synonyms: ["LV"]),
        StructureName(name: "third ventricle", isSided: false),
        StructureName(name: "brain", isSided: true),
    ]

    static let catalogue = [
        Signature(
            name: "segment", summary: "Marks a structure.",
            parameters: [
                Parameter("scan", .volume, "a scan"),
                Parameter("phrase", .string, "a structure", isPhrase: true),
            ], result: .mask, runsNetwork: true),
        Signature(
            name: "volume_ml", summary: "Volume of a mask.",
            parameters: [Parameter("mask", .mask, "a mask")], result: .float, resultUnit: "mL"),
        Signature(
            name: "mean", summary: "Mean intensity.",
            parameters: [
                Parameter("scan", .volume, "a scan"),
                Parameter("mask", [.mask, .none], "a mask", defaultValue: .nothing),
            ], result: .float),
        Signature(
            name: "show", summary: "Shows a scan or mask.",
            parameters: [
                Parameter("scan", .volume, "a scan"),
                Parameter("mask", [.mask, .none], "a mask", defaultValue: .nothing),
            ], result: .none),
        Signature(
            name: "report", summary: "Reports a value.",
            parameters: [
                Parameter("label", .string, "what it is"),
                Parameter("value", [.number, .string], "the value"),
                Parameter("unit", .string, "its unit", defaultValue: .text("")),
            ], result: .none),
        Signature(
            name: "save", summary: "Saves a mask.",
            parameters: [
                Parameter("value", [.mask, .volume], "what to save"),
                Parameter("path", .string, "a file"),
            ], result: .none),
        Signature(
            name: "plot", summary: "Draws numbers.",
            parameters: [Parameter("data", [.list, .dict], "numbers")], result: .none),
        Signature(
            name: "halfway", summary: "Brings two scans halfway to each other.",
            parameters: [
                Parameter("first", .volume, "a scan"), Parameter("second", .volume, "a scan"),
            ], result: .tuple, resultElement: .volume),
        Signature(
            name: "table", summary: "Makes a table.",
            parameters: [Parameter("data", [.dict, .list], "columns")], result: .table),
    ]

    /// The tokens in the order of the training code's table.
    static let tokens: [CodeToken] = {
        func all(_ sort: CodeToken.Sort, _ texts: [String]) -> [CodeToken] {
            texts.map { CodeToken($0, sort) }
        }
        return all(.special, ["<start>", "<end>", "<copy>", "<label>"])
            + all(.intent, Intent.allCases.map(\.rawValue))
            + all(.layout, ["<newline>", "<indent>", "<dedent>"])
            + all(
                .punctuation,
                [
                    "(", ")", "[", "]", "{", "}", ",", "=", ":", "+", "-", "*", "/", "<", "<=", ">",
                    ">=",
                    "==", "!=", "&", "|", "~",
                ])
            + all(
                .keyword, ["if", "else", "elif", "for", "in", "and", "or", "not", "True", "False"])
            + all(
                .function,
                [
                    "segment", "volume_ml", "mean", "show", "report", "save", "plot", "halfway",
                    "print", "abs", "min", "max", "round", "len", "table", "argmax", "argmin",
                    "ascending", "descending", "dilate", "threshold", "asymmetry_index", "smooth",
                ])
            + all(
                .parameter, ["scan=", "phrase=", "mask=", "label=", "value=", "unit=", "path="])
            + all(.variable, (0..<20).map { "<v\($0)>" })
            + all(.number, ["0", "1", "2", "100", "0.5", "1000"])
            + all(.quote, ["<quote>", "</quote>"])
            + all(.word, ["left", "right"] + structures.map(\.name))
            + all(
                .word,
                [
                    "volume", "mean intensity", "ratio", "difference", "smaller than", "of", "and",
                    "in", "or", "mL", "%", ".nii.gz", ".csv", "largest", "structure",
                ])
    }()

    static let prompt = "Is the left dentate gyrus in t1 above 2.5mL or 1,250 mm³, \"really\"?"

    /// Pieces as the real tokenizer would cut them: words, numbers and marks apart.
    static func pieces(of prompt: String) -> [Piece] {
        var pieces = [Piece(id: 2, range: 0..<0)]
        var offset = 0
        var open: (start: Int, isNumber: Bool)?
        func close(_ end: Int) {
            if let start = open?.start { pieces.append(Piece(id: 5, range: start..<end)) }
            open = nil
        }
        for character in prompt.unicodeScalars {
            let width = UTF8.width(character)
            let isNumber = character.properties.numericType == .decimal
            if isNumber || character.properties.isAlphabetic {
                if open == nil || open?.isNumber != isNumber {
                    close(offset)
                    open = (offset, isNumber)
                }
            } else {
                close(offset)
                if !character.properties.isWhitespace {
                    pieces.append(Piece(id: 6, range: offset..<offset + width))
                }
            }
            offset += width
        }
        close(offset)
        pieces.append(Piece(id: 3, range: 0..<0))
        return pieces
    }

    static let workspaces: [String: PlanningContext] = [
        "empty": PlanningContext(items: []),
        "one scan": PlanningContext(items: [.init(name: "t1", kind: .volume)]),
        "two scans and results": PlanningContext(items: [
            .init(name: "t1", kind: .volume), .init(name: "flair", kind: .volume),
            .init(name: "left_hippocampus", kind: .mask, details: "left hippocampus"),
            .init(name: "lesion_volume", kind: .float), .init(name: "is_larger", kind: .bool),
            .init(name: "title", kind: .string), .init(name: "atlas", kind: .labelMap),
        ]),
        "only a mask": PlanningContext(items: [.init(name: "tumour", kind: .mask)]),
        "only a number": PlanningContext(items: [.init(name: "age", kind: .int)]),
    ]

    static func constraint(
        _ context: PlanningContext, prompt: String = Samples.prompt, limit: Int = 191,
        tokens: [CodeToken] = tokens, catalogue: [Signature] = catalogue
    ) throws -> ProgramConstraint {
        let pieces = pieces(of: prompt)
        let table = try CodeTokenTable(tokens: tokens)
        return ProgramConstraint(
            tokens: table, catalogue: catalogue, structures: structures, context: context,
            prompt: prompt, pieces: pieces, memoryCount: pieces.count + max(1, context.items.count),
            limit: limit)
    }

    /// Accepts the table's names with and without a side, and every span of the prompt.
    struct Resolver: PhraseResolver {
        let prompt: String

        func resolve(_ phrase: String) -> PhraseResolution {
            var words = phrase
            for side in ["left ", "right "] where words.hasPrefix(side) {
                words.removeFirst(side.count)
            }
            if structures.contains(where: { $0.name == words }) {
                return .accepted(canonical: phrase)
            }
            return prompt.contains(words)
                ? .readAs(canonical: words, confidence: 0.9)
                : .refused(reason: "no structure \(words)", suggestions: [])
        }
    }
}

/// A generator with a seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
