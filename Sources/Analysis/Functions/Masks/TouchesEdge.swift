import Script

/// `touches_edge(mask)`.
enum TouchesEdge: BuiltIn {
    static let signature = Signature(
        name: "touches_edge",
        summary: "Whether a mask reaches the edge of the scan.",
        parameters: [
            Parameter("mask", .mask, "the mask")
        ],
        result: .bool,
        resultSummary: "True where part of the structure may be cut off; False for an empty mask",
        examples: [
            "report(\"cut off\", touches_edge(segment(t1, \"left hippocampus\")))",
            """
            bright = t1 > 50
            if touches_edge(bright):
                print("the field of view is too small")
            report("bright", volume_ml(bright), "mL")
            """,
        ])

    static let details = [
        "Whether a voxel of the mask is one of the outermost in any direction. Along an axis "
            + "of one voxel there is no edge: that is a slice."
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let mask = try arguments.mask(named: "mask")
        return .bool(
            mask.flags.contains { flag in
                if case .touchesFieldOfView = flag { return true }
                return false
            })
    }
}
