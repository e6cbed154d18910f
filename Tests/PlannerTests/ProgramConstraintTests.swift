import LanguageModel
import Script
import Testing

@testable import Planner

/// What may be written where, by the texts of the tokens.
struct ProgramConstraintTests {
    static let rich = "two scans and results"

    /// A grammar and a way to write into it by token texts and workspace names.
    struct Writing {
        let constraint: ProgramConstraint
        var state: ProgramState
        /// What has been written.
        private(set) var actions: [Int] = []

        init(_ workspace: String = rich, prompt: String = Samples.prompt) throws {
            let context = try #require(Samples.workspaces[workspace])
            try self.init(Samples.constraint(context, prompt: prompt))
        }

        init(_ constraint: ProgramConstraint) {
            self.constraint = constraint
            state = constraint.initialState
        }

        /// Everything legal, as texts: tokens, `@name` for items, `#n` for pieces.
        var legal: Set<String> {
            Set(
                constraint.legalActions(in: state).members.map { action in
                    if let item = constraint.item(action) { return "@" + item.name }
                    if let piece = constraint.piece(action) { return "#\(piece)" }
                    return constraint.tokens.tokens[action].text
                })
        }

        mutating func write(_ texts: String...) throws {
            try write(all: texts)
        }

        mutating func write(all texts: [String]) throws {
            for text in texts {
                let fitting = constraint.legalActions(in: state).members.filter { action in
                    if let item = constraint.item(action) { return "@" + item.name == text }
                    if let piece = constraint.piece(action) { return "#\(piece)" == text }
                    return constraint.tokens.tokens[action].text == text
                }
                let action = try #require(fitting.first, "\(text) is not among \(legal.sorted())")
                constraint.advance(&state, by: action)
                actions.append(action)
            }
        }
    }

    @Test func anAnswerThatIsNoProgramEndsAtOnce() throws {
        var writing = try Writing()
        #expect(writing.legal.contains("<ask:scan>"))
        try writing.write("<help>")
        #expect(writing.legal == ["<end>"])
        try writing.write("<end>")
        #expect(writing.constraint.isComplete(writing.state))
    }

    @Test func whichScanIsAskedOnlyWhereThereAreSeveral() throws {
        #expect(try !Writing("one scan").legal.contains("<ask:scan>"))
    }

    @Test func nothingIsSegmentedWithoutAScan() throws {
        var writing = try Writing("only a mask")
        try writing.write("<program>", "<v0>", "=")
        #expect(!writing.legal.contains("segment"))
        #expect(writing.legal.contains("volume_ml"))
        var empty = try Writing("empty")
        try empty.write("<program>", "<v0>", "=")
        #expect(empty.legal.isDisjoint(with: ["segment", "volume_ml", "mean"]))
    }

    @Test func argumentsHaveTheKindsOfTheirParameters() throws {
        var writing = try Writing()
        try writing.write("<program>", "<v0>", "=", "segment", "(")
        #expect(writing.legal == ["@t1", "@flair", "scan=", "phrase=", "(", "abs"])
        try writing.write("@t1")
        #expect(writing.legal == [",", "*", "+", "-", "/"])
        try writing.write(",")
        #expect(writing.legal == ["<quote>", "phrase="])
        try writing.write("<quote>", "left")
        #expect(writing.legal.isSuperset(of: ["hippocampus", "third ventricle", "<copy>"]))
        #expect(writing.legal.isDisjoint(with: ["left", "right", "volume", "</quote>"]))
        try writing.write("hippocampus")
        #expect(writing.legal == ["</quote>"])
        try writing.write("</quote>", ")")
        #expect(writing.legal == ["<newline>", "&", "|"])
        try writing.write("<newline>", "report", "(", "<quote>", "volume", "</quote>", ",")
        try writing.write("volume_ml", "(")
        #expect(writing.legal.isSuperset(of: ["<v0>", "@left_hippocampus", "segment"]))
        #expect(writing.legal.isDisjoint(with: ["@t1", "@lesion_volume", "0"]))
    }

    @Test func noStructureIsAskedForTwice() throws {
        var writing = try Writing("one scan")
        let phrase = ["segment", "(", "@t1", ",", "<quote>"]
        try writing.write("<program>", "<v0>", "=")
        for text in phrase + ["left", "hippocampus", "</quote>", ")", "<newline>"] {
            try writing.write(text)
        }
        try writing.write("<v1>", "=")
        for text in phrase { try writing.write(text) }
        #expect(writing.legal.isSuperset(of: ["hippocampus", "left", "right"]))
        var same = writing
        try same.write("left")
        #expect(!same.legal.contains("hippocampus"))
        #expect(same.legal.contains("thalamus"))
        try writing.write("right")
        #expect(writing.legal.contains("hippocampus"))
    }

    @Test func namedArgumentsStayNamed() throws {
        var writing = try Writing()
        try writing.write("<program>", "show", "(", "mask=", "@left_hippocampus", ",")
        #expect(writing.legal == ["scan="])
        try writing.write("scan=", "@t1")
        #expect(writing.legal == [")", "*", "+", "-", "/"])
    }

    @Test func variablesAreNumberedInOrderAndKnownBeforeUse() throws {
        var writing = try Writing()
        try writing.write("<program>")
        #expect(writing.legal.contains("<v0>") && !writing.legal.contains("<v1>"))
        try writing.write("<v0>", "=")
        #expect(!writing.legal.contains("<v0>"))
        try writing.write("0.5", "<newline>")
        #expect(writing.legal.isSuperset(of: ["<v0>", "<v1>"]))
        #expect(!writing.legal.contains("<v2>"))
    }

    @Test func whatABlockDefinesIsSeenInItAlone() throws {
        var writing = try Writing()
        try writing.write("<program>", "if", "@is_larger", ":", "<newline>", "<indent>")
        #expect(!writing.legal.contains("<dedent>"), "a block is not empty")
        try writing.write("<v0>", "=", "@left_hippocampus", "<newline>", "<dedent>")
        #expect(writing.legal.isSuperset(of: ["else", "elif"]))
        var alone = writing
        try alone.write("show", "(", "@t1", ",")
        #expect(!alone.legal.contains("<v0>"))
        try writing.write("else", ":", "<newline>", "<indent>")
        try writing.write("<v0>", "=", "@left_hippocampus", "<newline>", "<dedent>")
        #expect(!writing.legal.contains("else"))
        try writing.write("show", "(", "@t1", ",")
        #expect(writing.legal.contains("<v0>"), "every branch has defined it")
    }

    @Test func aLoopWalksThroughOneSortOfThing() throws {
        var writing = try Writing()
        try writing.write("<program>", "for", "<v0>", "in", "[", "@left_hippocampus", ",")
        #expect(writing.legal.isDisjoint(with: ["@t1", "0", "<quote>", "<v0>"]))
        try writing.write("@left_hippocampus", "]", ":", "<newline>", "<indent>", "show", "(")
        try writing.write("@t1", ",", "<v0>", ")", "<newline>", "<dedent>")
        try writing.write("show", "(", "@t1", ",")
        #expect(!writing.legal.contains("<v0>"))
    }

    @Test func aConditionComparesNumbers() throws {
        var writing = try Writing()
        try writing.write("<program>", "if", "@lesion_volume")
        #expect(!writing.legal.contains(":"))
        try writing.write(">", "2")
        #expect(writing.legal.contains(":") && !writing.legal.contains("<"))
        try writing.write("and", "@is_larger")
        #expect(writing.legal == [":", "and", "or"])
    }

    @Test func nothingIsDividedByZero() throws {
        var writing = try Writing()
        try writing.write("<program>", "print", "(", "1", "/")
        #expect(!writing.legal.contains("0") && writing.legal.contains("2"))
    }

    @Test func aProgramEndsOnlyAfterItHasToldSomething() throws {
        var writing = try Writing()
        try writing.write("<program>", "<v0>", "=", "1", "<newline>")
        #expect(!writing.legal.contains("<end>"))
        try writing.write("print", "(", "<v0>", ",", "<v0>", ")", "<newline>")
        #expect(writing.legal.contains("<end>"))
    }

    @Test func fileNamesEndLikeFiles() throws {
        var writing = try Writing()
        try writing.write("<program>", "save", "(", "@left_hippocampus", ",")
        #expect(writing.legal == ["<quote>", "path="])
        try writing.write("<quote>")
        #expect(!writing.legal.contains("</quote>") && !writing.legal.contains(".nii.gz"))
        try writing.write("volume")
        #expect(!writing.legal.contains("</quote>"))
        try writing.write(".nii.gz")
        #expect(writing.legal == ["</quote>"])
    }

    @Test func aFileThatThePromptNamesIsCalledThat() throws {
        var writing = try Writing(prompt: "save it as out.csv please")
        try writing.write("<program>", "save", "(", "@left_hippocampus", ",", "<quote>")
        #expect(writing.legal == ["<copy>"])
        try writing.write("<copy>")
        // Marks and words: 0 [CLS], 1 save, 2 it, 3 as, 4 out, 5 ".", 6 csv.
        #expect(writing.legal == ["#4"])
        try writing.write("#4", "#6")
        #expect(writing.legal.contains("</quote>"))
    }

    @Test func copiedSpansAreWordsAndNumbersAreNumbers() throws {
        // 0 [CLS], 1 more, 2 than, 3 "1", 4 ",", 5 "250", 6 "mm", 7 of, 8 "2", 9 ".", 10 "5".
        var writing = try Writing(prompt: "more than 1,250mm of 2.5")
        try writing.write("<program>", "print", "(", "<copy>")
        #expect(writing.legal == ["#3", "#8"])
        try writing.write("#3")
        #expect(writing.legal == ["#5"], "1 alone is half a number")
        try writing.write("#5", ",", "<copy>", "#8", "#10", ",", "<quote>", "<copy>", "#2")
        #expect(!writing.legal.contains("#1") && writing.legal.contains("#7"))
    }

    @Test func aPromptWithoutNumbersOffersNone() throws {
        var writing = try Writing(prompt: "how large is it")
        try writing.write("<program>", "<v0>", "=")
        #expect(!writing.legal.contains("<copy>"))
    }
}
