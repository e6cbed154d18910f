import Script
import Volumes

/// `merge(masks)`.
enum Merge: BuiltIn {
    static let signature = Signature(
        name: "merge",
        summary: "Makes one label map of several masks.",
        parameters: [
            Parameter("masks", [.list, .tuple], "masks on one grid, 1 to 32767 of them")
        ],
        result: .labelMap,
        resultSummary: "label 1 for the first mask, 2 for the second, …; 0 for what is in none",
        examples: [
            """
            parts = [segment(t1, f"{side} hippocampus") for side in ["left", "right"]]
            save(merge(parts), "hippocampi.nii.gz")
            """,
            """
            thalamus = segment(t1, "thalamus")
            labels = merge([thalamus, segment(t1, "hippocampus")])
            report("label 1", volume_ml(labels == 1), "mL")
            """,
        ])

    static let details = [
        "The labels bear the masks' names. A voxel that lies in several masks gets the label of the "
            + "first of them. To unite masks into one mask, use `a | b`.",
        "An empty mask leaves its label without a voxel. Errors: an empty list, an item that is no "
            + "mask, masks on different grids.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let masks = try arguments.items(named: "masks").map { item in
            guard case .object(let object) = item, let mask = object as? MaskValue else {
                throw AnalysisError.notAnImage(
                    function: signature.name, parameter: "masks", found: item.kind.description)
            }
            return mask
        }
        guard let first = masks.first, masks.count <= Int(Int16.max) else {
            throw ImageError.outOfRange(
                function: signature.name, parameter: "masks", found: "\(masks.count)",
                allowed: "1 to \(Int16.max) masks")
        }
        let grid = first.mask.geometry
        var voxels = [Int32](repeating: 0, count: grid.voxelCount)
        var names: [Int32: String] = [:]
        for (number, mask) in masks.enumerated() {
            try arguments.context.poll()
            try GridCheck.require(grid, first.name, mask.mask.geometry, mask.name)
            let label = Int32(number + 1)
            names[label] = mask.name
            voxels.withUnsafeMutableBufferPointer { target in
                mask.mask.voxels.withUnsafeBufferPointer { inside in
                    for index in 0..<inside.count where inside[index] != 0 && target[index] == 0 {
                        target[index] = label
                    }
                }
            }
        }
        let map = LabelMap(
            geometry: grid, voxels: voxels, names: names, header: first.mask.header)
        let title = masks.map(\.name).joined(separator: ", ")
        return .object(LabelMapValue(map, name: ScanValue.shortened("merge(\(title))")))
    }
}
