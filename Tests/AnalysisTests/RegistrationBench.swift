import Script
import SyntheticScans
import Testing

@testable import Analysis
@testable import Volumes

/// A host with two scans of the smooth head: t1, and t2, which was moved.
struct RegistrationBench {
    let effects: RecordingEffects
    let binding: AnalysisBinding
    let t1: ScanValue
    let t2: ScanValue

    /// - Parameter hasLabels: Whether label maps of both stand in for the network.
    init(
        motion: Affine = SimpleITKReference.recorded.motion(), isFLAIR: Bool = false,
        hasLabels: Bool = true, folder: String = "."
    ) {
        let (first, second) = (SmoothHead(), SmoothHead(motion: motion, isFLAIR: isFLAIR))
        func scan(_ head: SmoothHead, _ name: String) -> ScanValue {
            ScanValue(
                volume: head.scan(), name: name,
                file: .init(path: "\(name).nii.gz", checksum: "checksum of \(name)"))
        }
        t1 = scan(first, "t1")
        t2 = scan(second, "t2")
        effects = RecordingEffects(folder: folder)
        var segmenters: [String: any Segmenter] = [:]
        if hasLabels {
            for (name, head) in [("t1", first), ("t2", second)] {
                segmenters[name] = LabelMapSegmenter(
                    head.labels(), name: "\(name)_seg.nii", vocabulary: Samples.vocabulary)
            }
        }
        binding = AnalysisBinding(
            resolver: Samples.resolver, segmenters: Named(segmenters: segmenters),
            effects: effects)
    }

    private struct Named: SegmenterProvider {
        let segmenters: [String: any Segmenter]

        func segmenter(for scan: ScanValue) throws -> any Segmenter {
            segmenters[scan.name] ?? MissingNetwork(reason: "there is none.")
        }
    }

    /// Calls a function with positional arguments and the declared defaults.
    @discardableResult
    func call(_ name: String, _ arguments: Value...) throws -> Value {
        let function = try #require(Catalogue.functions(binding: binding)[name])
        let rest = function.signature.parameters.dropFirst(arguments.count)
        let values = try arguments + rest.map { try #require($0.defaultValue) }
        let start = SourcePosition.start
        return try function.body(
            Arguments(
                signature: function.signature, values: values,
                span: SourceSpan(start: start, end: start), context: FreeContext()))
    }

    func transform(_ arguments: Value...) throws -> TransformValue {
        let value =
            arguments.count == 2
            ? try call("register", arguments[0], arguments[1])
            : try call("register", arguments[0], arguments[1], arguments[2])
        guard case .object(let object) = value, let transform = object as? TransformValue else {
            throw Missing()
        }
        return transform
    }

    struct Missing: Error {}
}
