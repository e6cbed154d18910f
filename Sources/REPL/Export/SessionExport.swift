import Analysis
import Foundation
import Session
import Synchronization
import Terminal
import Viewer

/// What a session can be turned into.
package enum ExportForm: String, CaseIterable, Hashable, Sendable {
    case script, methods, html

    /// By the ending of a file's name; nil for another.
    package init?(ending path: String) {
        switch NSString(string: path).pathExtension.lowercased() {
        case "py": self = .script
        case "md", "txt": self = .methods
        case "html", "htm": self = .html
        default: return nil
        }
    }
}

/// Turns a session file into a script, a paragraph of methods or a page.
struct SessionExport {
    let path: String
    let models: Models
    let console: Console

    /// A page runs the session again for its pictures; where that cannot be done it has none, and
    /// that is said.
    ///
    /// - Throws: `SessionError` when there is no such session.
    func text(
        _ form: ExportForm, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> String {
        let document = try SessionDocument(path: path)
        switch form {
        case .script: return SessionScript(document, path: path).text
        case .methods: return MethodsText(document, path: path).text
        case .html:
            let pictures = pictures(of: document, isCancelled: isCancelled)
            let file = NSString(string: path).lastPathComponent
            return SessionPage(document: document, file: file, pictures: pictures).html
        }
    }

    private static let mostPictures = 4

    /// What the steps show, as the program shows it: what they call for, else their new masks.
    private func pictures(
        of document: SessionDocument, isCancelled: @escaping @Sendable () -> Bool
    ) -> [Int: [SlicePicture]] {
        let replay = Replay(
            document, path: path, engine: models.engine, weights: models.folder.checksums(),
            precision: models.precisionName)
        guard !replay.steps.isEmpty else { return [:] }
        let bar = ProgressBar(environment: console.environment)
        defer { bar.finish() }
        let shown = Mutex<[Showing]>([])
        var pictures: [Int: [SlicePicture]] = [:]
        do {
            _ = try replay.run(
                shown: { showing in shown.withLock { $0.append(showing) } },
                finished: { done in
                    var showings = shown.withLock { showings in
                        defer { showings = [] }
                        return showings
                    }
                    if showings.isEmpty {
                        showings = Preview.showing(done.newMasks).map { [$0] } ?? []
                    }
                    pictures[done.step.number] = showings.prefix(Self.mostPictures).map {
                        SlicePicture(Preview.slices($0))
                    }
                },
                progress: { bar.update(stage: $0.stage, fraction: $0.fraction) },
                isCancelled: isCancelled,
                found: { event in
                    bar.finish()
                    switch event {
                    case .changedInput, .changedWeights, .missingWeights, .different, .failed:
                        console.warn(event.text)
                    default: break
                    }
                })
        } catch {
            console.warn("The page has no pictures: \(error)")
        }
        return pictures
    }
}

extension Replay.Finished {
    /// The masks that the step made or changed.
    fileprivate var newMasks: [MaskValue] {
        names.compactMap { workspace.mask(named: $0) }
    }
}
