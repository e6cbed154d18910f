import Script
import Testing

@testable import Planner

@Suite struct PlanningContextTests {
    /// The decoder was taught the structure that a mask is made of, not how it was made.
    @Test(arguments: [
        ("left putamen", "left putamen"),
        ("erode(left putamen, 2)", "left putamen"),
        ("largest(dilate(white matter lesion, 1.5))", "white matter lesion"),
        ("threshold(t1, 100) & left amygdala", "left amygdala"),
        ("cerebrum & ~dilate(lateral ventricle, 3)", "cerebrum"),
        ("threshold(t1, low=100)", ""),
        ("", ""),
    ])
    func aMaskIsDescribedByItsStructure(details: String, structure: String) {
        let mask = PlanningContext.Item(name: "result", kind: .mask, details: details)
        let context = PlanningContext(items: [.init(name: "t1", kind: .volume), mask])
        let words = structure.isEmpty ? "result mask" : "result mask \(structure)"
        #expect(context.description(of: mask) == words)
    }

    @Test func imagesAreScansUntilAProgramMadeThem() {
        let scan = PlanningContext.Item(name: "t1", kind: .volume)
        let image = PlanningContext.Item(name: "t1_smooth", kind: .volume, isDerived: true)
        let context = PlanningContext(items: [scan, image])
        #expect(context.items.map(context.description) == ["t1 scan", "t1_smooth image"])
    }
}
