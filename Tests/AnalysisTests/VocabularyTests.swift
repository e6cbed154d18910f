import Analysis
import Foundation
import Testing

@Suite struct VocabularyTests {
    private let vocabulary = Samples.vocabulary

    @Test func leavesPartitionTheHeadInTheOrderOfTheFile() {
        #expect(vocabulary.leaves.first == Leaf(structure: "cerebral white matter", side: .left))
        #expect(vocabulary.leaves[1] == Leaf(structure: "cerebral white matter", side: .right))
        #expect(vocabulary.leaves.last == Leaf(structure: "background", side: .both))
        #expect(Set(vocabulary.leaves).count == vocabulary.leaves.count)
        #expect(!vocabulary.leaves.contains { $0.structure == "white matter lesion" })
    }

    @Test func leftAndRightMakeTheWholeOfASidedStructure() throws {
        for structure in vocabulary.structures where structure.isSided {
            let left = try #require(vocabulary.target(structure, side: .left))
            let right = try #require(vocabulary.target(structure, side: .right))
            let both = try #require(vocabulary.target(structure, side: .both))
            #expect(Set(left.leaves).isDisjoint(with: right.leaves))
            let midline = both.leaves.filter { $0.side == .both }
            #expect(Set(left.leaves + right.leaves + midline) == Set(both.leaves))
            #expect(Set(both.leaves).count == both.leaves.count)
        }
    }

    @Test func compositesExpandThroughComposites() throws {
        let brain = try #require(vocabulary.target(named: "brain", side: .left))
        #expect(brain.name == "left brain")
        #expect(brain.leaves.contains(Leaf(structure: "hippocampus", side: .left)))
        #expect(!brain.leaves.contains(Leaf(structure: "brainstem", side: .both)))
        let whole = try #require(vocabulary.target(named: "brain"))
        #expect(whole.leaves.contains(Leaf(structure: "brainstem", side: .both)))
    }

    @Test func anUnsidedStructureHasNoLeftSide() throws {
        let ventricle = try #require(vocabulary.structure(named: "third ventricle"))
        #expect(vocabulary.target(ventricle, side: .left) == nil)
        #expect(vocabulary.target(ventricle, side: .both)?.leaves.count == 1)
    }

    @Test func labelNumbersLeadToTheirLeaf() {
        #expect(vocabulary.leaf(ofLabel: 17)?.description == "left hippocampus")
        #expect(vocabulary.leaf(ofLabel: 57)?.description == "right white matter lesion")
        #expect(vocabulary.leaf(ofLabel: 9999) == nil)
        #expect(
            vocabulary.labels(of: Leaf(structure: "lateral ventricle", side: .left)) == [4, 136])
    }

    @Test(
        "Every fault of a vocabulary file is named",
        arguments: [
            ("{", "is not JSON"),
            ("[]", "holds no list “structures”"),
            (#"{"version":2,"structures":[{}]}"#, "has version 2"),
            (#"{"version":1,"structures":[{"sided":true}]}"#, "row 1 has no “name”"),
            (
                #"{"version":1,"structures":[{"name":"a","sided":1.5,"leaf":true}]}"#,
                "“sided” of “a” is not true or false"
            ),
            (
                #"{"version":1,"structures":[{"name":"a","sided":true,"leaf":true,"left":[1]}]}"#,
                "“a” has no “right”"
            ),
            (
                #"{"version":1,"structures":[{"name":"a","sided":false,"leaf":true,"labels":[]}]}"#,
                "“a” has no label numbers"
            ),
            (
                #"{"version":1,"structures":[{"name":"a","sided":false,"leaf":false,"parts":["b"]}]}"#,
                "a has the part “b”, which no structure is named"
            ),
            (
                #"{"version":1,"structures":[{"name":"a","sided":false,"leaf":false,"parts":["a"]}]}"#,
                "a contains itself"
            ),
            (
                #"{"version":1,"structures":[{"name":"a","sided":false,"leaf":true,"labels":[1]},"#
                    + #"{"name":"b","sided":false,"leaf":true,"labels":[2],"synonyms":["The A"]}]}"#,
                "“The A” names both a and b"
            ),
            (
                #"{"version":1,"structures":[{"name":"a","sided":false,"leaf":true,"labels":[1]},"#
                    + #"{"name":"b","sided":false,"leaf":true,"labels":[1]}]}"#,
                "label 1 belongs to both a and b"
            ),
        ])
    func faultyFiles(json: String, expected: String) throws {
        let error = try #require(throws: VocabularyError.self) {
            try Vocabulary(json: Data(json.utf8), path: "table.json")
        }
        #expect(error.message.contains(expected), "\(error.message)")
        #expect(error.message.contains("table.json"))
    }

    @Test func aMissingFileIsNamed() throws {
        let error = try #require(throws: VocabularyError.self) {
            try Vocabulary(path: "/nowhere/vocabulary.json")
        }
        #expect(error.message.contains("there is no such file"))
    }
}
