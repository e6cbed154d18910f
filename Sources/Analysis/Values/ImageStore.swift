import Foundation
import Synchronization
import Volumes

/// What an image of one kind is made of besides its voxels.
package protocol StorableImage: Sendable {
    /// A plain number.
    associatedtype Voxel: BitwiseCopyable & Sendable

    var geometry: Geometry { get }
    var voxels: [Voxel] { get }
    /// Makes the image anew from its voxels; holds all of the image but those.
    var rebuilder: @Sendable ([Voxel]) -> Self { get }
}

/// Images that can be written to disk while nobody looks at them, whatever their kind.
package protocol SpillableStore: AnyObject, Sendable {
    /// Bytes of the voxels.
    var bytes: Int { get }
    var isInMemory: Bool { get }
    /// Grows with every use of any image.
    var lastUse: UInt64 { get }
    /// Writes the voxels to a nameless file in a folder and lets go of them.
    ///
    /// - Throws: `ImageSpillError`; the image stays in memory.
    func spill(into folder: String) throws
}

/// Why an image stays in memory.
package struct ImageSpillError: Error, Hashable, CustomStringConvertible {
    package let folder: String
    package let reason: String

    package var description: String {
        "Images could not be written to \(folder) to free memory: \(reason). They stay in memory; "
            + ":drop NAME frees some."
    }
}

/// The voxels of one image, in memory or on disk; everything that holds the image shares it.
package final class ImageStore<Image: StorableImage>: SpillableStore {
    private struct State {
        /// nil while the voxels are on disk only.
        var image: Image?
        var file: SpillFile?
        var lastUse: UInt64
    }

    package let geometry: Geometry
    package let bytes: Int
    private let rebuild: @Sendable ([Image.Voxel]) -> Image
    private let state: Mutex<State>

    package init(_ image: Image) {
        geometry = image.geometry
        bytes = image.voxels.count * MemoryLayout<Image.Voxel>.stride
        rebuild = image.rebuilder
        state = Mutex(State(image: image, lastUse: UseClock.next()))
    }

    /// The image; read back where it was on disk.
    package var image: Image {
        state.withLock { state in
            state.lastUse = UseClock.next()
            if let image = state.image { return image }
            guard let file = state.file else { preconditionFailure("an image without voxels") }
            let image = rebuild(file.read(count: geometry.voxelCount))
            state.image = image
            return image
        }
    }

    package var isInMemory: Bool { state.withLock { $0.image != nil } }
    package var lastUse: UInt64 { state.withLock { $0.lastUse } }

    package func spill(into folder: String) throws {
        try state.withLock { state in
            guard let image = state.image else { return }
            // What was written once never changes.
            if state.file == nil { state.file = try SpillFile(image.voxels, in: folder) }
            state.image = nil
        }
    }
}

/// Counts uses, so that they can be put in order.
private enum UseClock {
    private static let count = Atomic<UInt64>(0)

    static func next() -> UInt64 { count.wrappingAdd(1, ordering: .relaxed).newValue }
}

/// A file without a name, which goes with the process that holds it.
private final class SpillFile: Sendable {
    private let descriptor: Int32

    /// - Throws: `ImageSpillError`.
    init<Voxel: BitwiseCopyable>(_ voxels: [Voxel], in folder: String) throws {
        let path = "\(folder)/image-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        func failure() -> ImageSpillError {
            ImageSpillError(folder: folder, reason: String(cString: strerror(errno)))
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        unlink(path)
        let isWritten = voxels.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
                let count = write(descriptor, piece.baseAddress, piece.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
        guard isWritten else {
            let error = failure()
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// - Precondition: so many voxels were written. A disk that fails to give back what it took
    ///   leaves nothing to go on with.
    func read<Voxel: BitwiseCopyable>(count: Int) -> [Voxel] {
        [Voxel](unsafeUninitializedCapacity: count) { target, filled in
            let bytes = UnsafeMutableRawBufferPointer(target)
            let end = count * MemoryLayout<Voxel>.stride
            var start = 0
            while start < end {
                let piece = UnsafeMutableRawBufferPointer(
                    rebasing: bytes[start..<min(end, start + (1 << 30))])
                let got = pread(descriptor, piece.baseAddress, piece.count, off_t(start))
                if got < 0, errno == EINTR { continue }
                precondition(got > 0, "an image on disk cannot be read back")
                start += got
            }
            filled = count
        }
    }
}

extension Volume: StorableImage {
    package var rebuilder: @Sendable ([Float]) -> Volume {
        { [geometry, header] in Volume(geometry: geometry, voxels: $0, header: header) }
    }
}

extension Mask: StorableImage {
    package var rebuilder: @Sendable ([UInt8]) -> Mask {
        { [geometry, header] in Mask(geometry: geometry, voxels: $0, header: header) }
    }
}

extension LabelMap: StorableImage {
    package var rebuilder: @Sendable ([Int32]) -> LabelMap {
        { [geometry, names, header] in
            LabelMap(geometry: geometry, voxels: $0, names: names, header: header)
        }
    }
}

/// A value whose images may go to disk.
package protocol SpillableValue {
    var stores: [any SpillableStore] { get }
}
