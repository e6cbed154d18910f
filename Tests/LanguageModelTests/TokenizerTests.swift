import Foundation
import LanguageModel
import Testing

struct TokenizerTests {
    struct Cases: Decodable {
        struct Case: Decodable, CustomTestStringConvertible {
            let text: String
            let ids: [Int]
            let ranges: [[Int]]
            var testDescription: String { String(text.prefix(30)) }
        }
        let vocabulary: [String]
        let cases: [Case]
    }

    @Test func everyTextGivesTheReferencePieces() throws {
        let fixture = try Fixture.json("tokenizer.json", as: Cases.self)
        let tokenizer = try Tokenizer(vocabulary: fixture.vocabulary)
        #expect(fixture.cases.count >= 20)
        for reference in fixture.cases {
            let pieces = tokenizer.encode(reference.text)
            #expect(pieces.map(\.id) == reference.ids, "\(reference.text)")
            let ranges = pieces.map { [$0.range.lowerBound, $0.range.upperBound] }
            #expect(ranges == reference.ranges, "\(reference.text)")
        }
    }

    @Test func rangesCopyTheOriginalCharacters() throws {
        let fixture = try Fixture.json("tokenizer.json", as: Cases.self)
        let tokenizer = try Tokenizer(vocabulary: fixture.vocabulary)
        let text = "the LEFT Volume, émigré"
        let utf8 = Array(text.utf8)
        let pieces = tokenizer.encode(text)
        let copied = pieces.filter { !$0.isMark }.map {
            String(decoding: utf8[$0.range], as: UTF8.self)
        }
        #expect(copied.prefix(4) == ["the", "LEFT", "Volume", ","])
        #expect(copied.dropFirst(4).joined() == "émigré")
    }

    @Test func longTextsKeepBothMarks() throws {
        let fixture = try Fixture.json("tokenizer.json", as: Cases.self)
        let tokenizer = try Tokenizer(vocabulary: fixture.vocabulary)
        let pieces = tokenizer.encode(String(repeating: "volume ", count: 500), limit: 128)
        #expect(pieces.count == 128)
        #expect(pieces.first?.id == tokenizer.classification)
        #expect(pieces.last?.id == tokenizer.separator)
    }

    @Test func aVocabularyWithoutItsMarksIsRefused() {
        #expect(throws: LanguageModelError.missingPiece("[UNK]")) {
            try Tokenizer(vocabulary: ["[PAD]", "[CLS]", "[SEP]", "a"])
        }
    }
}
