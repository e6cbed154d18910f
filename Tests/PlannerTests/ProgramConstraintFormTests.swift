import Script
import Testing

@testable import Planner

/// Where masks are combined, lists and dicts made of lists, and values picked by their keys.
struct ProgramConstraintFormTests {
    typealias Writing = ProgramConstraintTests.Writing

    @Test func masksAreJoinedToMasks() throws {
        var writing = try Writing()
        try writing.write("<program>", "show", "(", "@t1", ",", "@left_hippocampus", "&")
        #expect(writing.legal.isSuperset(of: ["~", "(", "@left_hippocampus", "segment"]))
        #expect(writing.legal.isDisjoint(with: ["@t1", "1", "-", "not", "@lesion_volume"]))
        try writing.write("~")
        #expect(!writing.legal.contains("~"))
        try writing.write("@left_hippocampus")
        #expect(writing.legal == ["&", "|", ")"])
    }

    @Test func aVolumeIsCutOutByAMaskOnce() throws {
        var writing = try Writing()
        try writing.write("<program>", "show", "(", "@t1", "*")
        #expect(writing.legal.isDisjoint(with: ["@t1", "2", "@lesion_volume"]))
        try writing.write("@left_hippocampus")
        #expect(writing.legal == [",", ")", "+", "-", "/"])
        var other = try Writing()
        try other.write("<program>", "show", "(")
        #expect(!other.legal.contains("@left_hippocampus"))
    }

    @Test func imagesAreJoinedWithImagesAndNumbers() throws {
        for sign in ["+", "-", "/"] {
            var writing = try Writing()
            try writing.write("<program>", "show", "(", "@t1", sign)
            #expect(writing.legal.isSuperset(of: ["@t1", "@flair", "(", "@lesion_volume", "mean"]))
            #expect(writing.legal.isDisjoint(with: ["@left_hippocampus", "-", "not", "~"]))
            try writing.write("@lesion_volume")
            #expect(writing.legal.isSuperset(of: [")", sign]))
            // What comes out is an image: nothing to be compared.
            #expect(writing.legal.isDisjoint(with: ["<", "and", "&"]))
        }
    }

    @Test func anImageInParenthesesIsDivided() throws {
        var writing = try Writing()
        try writing.write(
            "<program>", "show", "(", "(", "@t1", "-", "mean", "(", "@t1", ",",
            "@left_hippocampus", ")", ")", "/", "mean", "(", "@t1", ",", "@left_hippocampus", ")")
        #expect(writing.legal.contains(")"))
    }

    /// Weights made before these tokens were known go on as they were.
    @Test func tokensThatATableLacksAreNeverLegal() throws {
        let fresh: Set<String> = ["&", "|", "~", "argmax", "argmin", "ascending", "descending"]
        let context = try #require(Samples.workspaces[ProgramConstraintTests.rich])
        let constraint = try Samples.constraint(
            context, tokens: Samples.tokens.filter { !fresh.contains($0.text) })
        var writing = Writing(constraint)
        try writing.write("<program>", "show", "(", "@t1")
        #expect(writing.legal == [",", ")", "+", "-", "/"])
        try writing.write(",")
        #expect(!writing.legal.contains("("))
    }

    private static let dict = [
        "{", "for", "<v1>", "in", "[", "<quote>", "thalamus", "</quote>", "]", ":", "volume_ml",
        "(",
        "segment", "(", "@t1", ",", "<v1>", ")", ")", "}", "<newline>",
    ]

    @Test func aVariableOfADictIsSeenInItAlone() throws {
        var writing = try Writing()
        try writing.write("<program>", "<v0>", "=")
        try writing.write(all: Self.dict)
        #expect(writing.legal.contains("<v2>"))
        #expect(!writing.legal.contains("<v1>"), "no later line takes it up")
        try writing.write("report", "(")
        #expect(writing.legal == ["<quote>", "<label>", "label=", "value=", "unit="])
    }

    @Test func aDictOfNumbersIsOrderedAndAKeyPicksItsValue() throws {
        var writing = try Writing()
        try writing.write("<program>", "<v0>", "=")
        #expect(writing.legal.isDisjoint(with: ["argmax", "descending"]))
        try writing.write(all: Self.dict)
        try writing.write("<v2>", "=", "argmax", "(")
        #expect(writing.legal == ["<v0>"])
        try writing.write("<v0>", ")", "<newline>", "report", "(", "<v2>", ",", "<v0>")
        #expect(writing.legal == ["["], "a dict is no number")
        try writing.write("[")
        #expect(writing.legal == ["<v2>"])
        try writing.write("<v2>", "]", ")", "<newline>", "for", "<v3>", "in", "descending", "(")
        try writing.write("<v0>", ")", ":", "<newline>", "<indent>", "report", "(", "<v3>")
    }

    /// A phrase gets no second side and no word that is no structure.
    @Test func whatAVariableSaysDecidesWhereItStandsInAPhrase() throws {
        func phrase(_ words: String...) throws -> Set<String> {
            var writing = try Writing()
            try writing.write("<program>", "for", "<v0>", "in", "[", "<quote>")
            try writing.write(all: words)
            try writing.write("</quote>", "]", ":", "<newline>", "<indent>", "<v1>", "=")
            try writing.write("segment", "(", "@t1", ",")
            var places: Set<String> = writing.legal.contains("<v0>") ? ["alone"] : []
            try writing.write("<quote>")
            if writing.legal.contains("<v0>") { places.insert("first") }
            try writing.write("left")
            if writing.legal.contains("<v0>") { places.insert("after a side") }
            return places
        }
        #expect(try phrase("left") == ["first"])
        #expect(try phrase("thalamus") == ["alone", "first", "after a side"])
        #expect(try phrase("left", "thalamus") == ["alone", "first"])
        #expect(try phrase("volume") == [])
        #expect(try phrase("thalamus", "volume") == [])
    }

    @Test func aTableHasColumns() throws {
        var writing = try Writing()
        try writing.write("<program>", "<v0>", "=", "table", "(", "{")
        #expect(!writing.legal.contains("for"))
        try writing.write("<quote>", "structure", "</quote>", ":")
        #expect(writing.legal.isDisjoint(with: ["1", "volume_ml", "{"]))
        try writing.write("[")
        #expect(writing.legal.isSuperset(of: ["for", "<quote>", "1"]))
        #expect(writing.legal.isDisjoint(with: ["@left_hippocampus", "@t1"]))
    }
}
