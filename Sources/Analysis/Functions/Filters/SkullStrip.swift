import Script
import Volumes

/// `skull_strip(scan)`.
enum SkullStrip: BuiltIn {
    static let signature = Signature(
        name: "skull_strip",
        summary: "Sets everything outside the brain to 0.",
        parameters: [Parameter("scan", .volume, "the scan")],
        result: .volume,
        resultSummary:
            "the scan inside the brain and its ventricles, 0 elsewhere, on the same grid",
        examples: [
            "show(skull_strip(t1))",
            "save(skull_strip(t1), \"t1_brain.nii.gz\")",
        ],
        runsNetwork: true)

    static let details = [
        "The brain is what `segment` marks as \"brain\" together with the \"ventricular system\", "
            + "where the scan's label map has one. The fluid between brain and skull is no part of "
            + "it. No value inside changes, NaN included.",
        "Errors: no voxel of the brain is found. A brain that touches the edge of the scan gives a "
            + "warning.",
    ]

    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value {
        let scan = try arguments.scan(named: "scan")
        let effects = binding.effects
        let control = arguments.control(binding)
        func mask(_ structure: String) throws -> Mask {
            switch binding.resolver.read(structure) {
            case .success(let reading):
                return try binding.segmenters.segmenter(for: scan)
                    .segment(scan, reading, control: control).mask
            case .failure(let refusal): throw AnalysisError.phrase(refusal)
            }
        }
        let tissue = try mask("brain")
        var ventricles: Mask?
        do {
            ventricles = try mask("ventricular system")
        } catch AnalysisError.notInLabelMap {}
        let brain = MaskValue(computed: union(tissue, ventricles), name: "brain", scan: scan)
        for flag in brain.flags {
            if flag == .empty {
                throw AnalysisError.emptyMask(function: signature.name, mask: brain.name)
            }
            effects.warn("brain in \(scan.name): \(flag)")
        }
        return scan.made(by: signature.name, scan.volume.masked(by: brain.mask))
    }

    private static func union(_ first: Mask, _ second: Mask?) -> Mask {
        guard let second else { return first }
        let voxels = zip(first.voxels, second.voxels).map { $0 | $1 }
        return Mask(geometry: first.geometry, voxels: voxels, header: first.header)
    }
}
