import COneDNN

/// One prepared oneDNN operation: the owner of its handle.
///
/// Safe to share: the handle is immutable, and each run brings its own scratch memory.
final class Operation: @unchecked Sendable {
    private let handle: OpaquePointer

    /// For messages, such as "a 3x3x3 convolution from 16 to 32 channels".
    let name: String

    /// Bytes of scratch memory one run needs.
    let scratchBytes: Int

    /// That a run uses; nil for all. The library plans an operation for the threads it has when
    /// it is made.
    private let threads: Int?

    /// - Throws: `TensorsError.unavailable` where the library gave no handle.
    init(_ handle: OpaquePointer?, threads: Int? = nil, name: String) throws {
        guard let handle else { throw TensorsError(.unavailable(operation: name)) }
        self.handle = handle
        self.name = name
        self.threads = threads
        scratchBytes = vp_dnn_scratch_bytes(handle)
    }

    deinit { vp_dnn_operation_destroy(handle) }

    /// The library's name for the implementation it chose.
    var implementation: String { String(cString: vp_dnn_implementation(handle)) }

    func run(_ arguments: vp_dnn_arguments) throws {
        Threads.prepare(count: threads)
        let succeeded = withUnsafePointer(to: arguments) { vp_dnn_run(handle, $0) }
        guard succeeded else { throw TensorsError(.failed(operation: name)) }
    }

    /// Convolution weights in this operation's layout.
    ///
    /// - Parameter values: output channel, input channel, depth, height, width.
    func pack(_ values: [Float]) throws -> PackedWeights {
        Threads.prepare(count: threads)
        guard let packed = vp_dnn_weights_create(handle, values) else {
            throw TensorsError(.failed(operation: "the weights of \(name)"))
        }
        return PackedWeights(packed)
    }

    func accepts(_ weights: PackedWeights) -> Bool { vp_dnn_weights_fit(weights.handle, handle) }
}

/// Convolution weights in a layout of the library's choice: the owner of their memory.
final class PackedWeights: @unchecked Sendable {
    // Safe to share: never written after creation.
    let handle: OpaquePointer

    fileprivate init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { vp_dnn_weights_destroy(handle) }
}

/// An operation between two regions of an arena, prepared for their shapes.
package protocol PlannedOperation: Sendable {
    /// Bytes of scratch memory a run needs.
    var scratchBytes: Int { get }

    /// Rough cost of a run, in multiplications and additions.
    var work: Double { get }

    /// Names of the implementations the library chose; for measurements.
    var implementations: [String] { get }

    /// Runs and waits.
    ///
    /// - Parameters:
    ///   - scratch: at least `scratchBytes`.
    ///   - isCancelled: asked before each slab.
    /// - Throws: `CancellationError`, or `TensorsError` if the library fails.
    func run(
        in arena: Arena, from source: Region, to destination: Region, scratch: Region,
        isCancelled: () -> Bool) throws
}
