@testable import Session

enum SessionFixtures {
    static let scan = InputRecord(
        role: .scan, name: "t1", path: "../scans/head: one.nii.gz",
        checksum: String(repeating: "ab", count: 32),
        geometry: "181×217×181 voxels of 1×1×1 mm, LAS", date: "2024-03-01")

    static let labels = InputRecord(
        role: .labels, name: "t1", path: "seg.nii.gz", checksum: String(repeating: "cd", count: 32),
        geometry: "181×217×181 voxels of 1×1×1 mm, LAS")

    static let header = SessionHeader(
        date: "2025-11-23", precision: "bfloat16", tolerance: 0.01,
        weights: [
            .init(file: "encoder.safetensors", checksum: String(repeating: "01", count: 32)),
            .init(file: "vision.safetensors", checksum: String(repeating: "ef", count: 32)),
        ],
        inputs: [scan])

    /// A step that has one of everything, with text that Markdown would like to read otherwise.
    static let step = StepRecord(
        number: 1, status: .ran, prompt: "How large is the left hippocampus?\n\n## Step 9",
        generatedCode: "v = segment(t1, \"left hippocampus\")\nprint(v)",
        code: "v = segment(t1, \"right hippocampus\")\n\nprint(\"```\")",
        output: "````\nmask | of\n## Step 7",
        values: [
            ReportedValue(label: "volume | left", content: .number(3.9721234567890123), unit: "mL"),
            ReportedValue(label: "small\\n", content: .number(1e-300), unit: ""),
            ReportedValue(label: "smaller", content: .truth(true)),
            ReportedValue(label: "side", content: .text("left \"L\" | 3\n2")),
            ReportedValue(label: "text 12", content: .text("12")),
        ],
        warnings: ["The mask touches the edge.", "two\nlines"], names: ["v: mask"],
        saved: ["out/mask.nii.gz"], seconds: .init(plan: 0.25, run: 3.5))
}
