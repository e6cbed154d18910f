import Analysis
import Foundation
import Synchronization

/// Takes a program's effects without changing a file that anybody knows: what it saves goes into a
/// folder that is removed with the host.
final class ReplayHost: ProgramHost {
    private let told: @Sendable (Analysis.Progress) -> Void
    private let shown: @Sendable (Showing) -> Void
    private let folder: URL
    private let paths = Mutex<[String]>([])

    /// - Parameters:
    ///   - shown: Told what the steps show.
    ///   - progress: Told how far a long computation is.
    init(
        shown: @escaping @Sendable (Showing) -> Void = { _ in },
        progress: @escaping @Sendable (Analysis.Progress) -> Void
    ) {
        self.shown = shown
        told = progress
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("voxelprompt-replay-\(UUID().uuidString)")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Takes the files that were not written, as the program names them.
    func takeUnwritten() -> [String] {
        paths.withLock { paths in
            defer { paths = [] }
            return paths
        }
    }

    func destination(of path: String) throws -> String {
        let index = paths.withLock {
            $0.append(path)
            return $0.count
        }
        // A folder for each, since a program may save several files of one name.
        let place = folder.appendingPathComponent("\(index)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        return place.appendingPathComponent(NSString(string: path).lastPathComponent).path
    }

    func decideOverwrite(of path: String) throws -> OverwriteDecision { .overwrite }

    func saved(_ file: SavedFile) throws {
        // Pictures are not drawn again.
        if FileManager.default.fileExists(atPath: file.path) {
            try FileManager.default.removeItem(atPath: file.path)
        }
    }

    func printed(_ text: String) {}
    func show(_ showing: Showing) throws { shown(showing) }
    func draw(_ showing: Showing, to path: String, replacing: Bool) throws {}
    func plot(_ plotting: Plotting) throws {}
    func report(_ result: ReportedResult) throws {}
    func note(_ text: String) {}
    func warn(_ text: String) {}
    func progress(_ progress: Analysis.Progress) { told(progress) }
}
