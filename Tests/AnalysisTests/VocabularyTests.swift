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
            #expect(Set(left.cells).isDisjoint(with: right.cells))
            let midline = both.cells.filter { $0.side == .both }
            #expect(Set(left.cells + right.cells + midline) == Set(both.cells))
            #expect(Set(both.cells).count == both.cells.count)
            #expect(!left.cells.isEmpty && left.cells.count == right.cells.count)
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

    @Test func aLobeIsMadeOfParcelsOfItsSide() throws {
        #expect(vocabulary.parcels.count == 68)
        let lobe = try #require(vocabulary.target(named: "occipital lobe", side: .left))
        #expect(lobe.leaves.isEmpty)
        #expect(
            lobe.parcels.map(\.description) == [
                "left cuneus", "left lateral occipital cortex", "left lingual gyrus",
                "left pericalcarine cortex",
            ])
        let cortex = try #require(vocabulary.target(named: "cerebral cortex"))
        #expect(cortex.parcels.isEmpty)
    }

    /// FreeSurfer's wiki, "CorticalParcellation": four lobes, cingulate cortex and insula.
    @Test func theLobesCingulateCortexAndInsulaDivideTheParcels() throws {
        let names = [
            "frontal lobe", "parietal lobe", "temporal lobe", "occipital lobe", "cingulate cortex",
            "insula",
        ]
        let parts = try names.flatMap {
            try #require(vocabulary.target(named: $0, side: .right)).parcels
        }
        #expect(Set(parts).count == parts.count)
        #expect(Set(parts) == Set(vocabulary.parcels.filter { $0.side == .right }))
    }

    @Test func theHeadAndTheAirDivideTheLeaves() throws {
        let head = try #require(vocabulary.target(named: "head")).leaves
        let air = try #require(vocabulary.target(named: "background")).leaves
        #expect(Set(head).isDisjoint(with: air))
        #expect(Set(head + air) == Set(vocabulary.leaves))
        let cavity = try #require(vocabulary.target(named: "intracranial volume")).leaves
        #expect(Set(cavity).isSubset(of: head))
        for name in ["brain", "ventricular system", "cerebrospinal fluid", "grey matter"] {
            #expect(Set(try #require(vocabulary.target(named: name)).leaves).isSubset(of: cavity))
        }
        for name in ["skull", "scalp", "blood vessels", "eyes", "spinal cord"] {
            let outside = try #require(vocabulary.target(named: name)).leaves
            #expect(Set(outside).isDisjoint(with: cavity))
        }
    }

    @Test func anUnsidedStructureHasNoLeftSide() throws {
        let ventricle = try #require(vocabulary.structure(named: "third ventricle"))
        #expect(vocabulary.target(ventricle, side: .left) == nil)
        #expect(vocabulary.target(ventricle, side: .both)?.leaves.count == 1)
    }

    @Test func labelNumbersLeadToTheirLeaf() {
        #expect(vocabulary.leaf(ofLabel: 17)?.description == "left hippocampus")
        #expect(vocabulary.leaf(ofLabel: 57)?.description == "right white matter lesion")
        #expect(vocabulary.leaf(ofLabel: 2030)?.description == "right superior temporal gyrus")
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
            (
                #"{"version":1,"structures":[{"name":"a","sided":false,"leaf":true,"labels":[1]}],"#
                    + #""outside":["the A"]}"#,
                "“the A” stands under “outside” and names a"
            ),
            (
                #"{"version":1,"structures":[{"name":"a","sided":false,"leaf":true,"labels":[1]}],"#
                    + #""outside":"b"}"#,
                "“outside” of the table is not a list of texts"
            ),
            (
                #"{"version":1,"structures":[{"name":"a","sided":false,"leaf":true,"labels":[1]},"#
                    + #"{"name":"b","sided":false,"leaf":false,"parcel":true,"labels":[2]},"#
                    + #"{"name":"c","sided":false,"leaf":false,"parts":["a","b"]}]}"#,
                "c is made of leaves and of cortical parcels"
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
