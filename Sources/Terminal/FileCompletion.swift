import Foundation

/// Names of files and folders that begin like a path.
package enum FileCompletion {
    /// The word before the cursor, up to the last space or quote, completed as a path.
    package static func answer(to request: CompletionRequest) -> CompletionAnswer {
        let before = Array(request.line.utf8.prefix(request.cursor))
        let breaks = Array(" \t\n'\"=(,".utf8)
        let start = before.lastIndex(where: breaks.contains).map { $0 + 1 } ?? 0
        let word = String(decoding: before[start...], as: UTF8.self)
        return CompletionAnswer(start: start, candidates: candidates(for: word))
    }

    /// Paths that begin with the text given; folders end in a slash. Hidden files only when asked
    /// for with a point. `~` stands for the home folder and is kept as typed.
    ///
    /// - Parameters:
    ///   - path: What was typed so far.
    ///   - accepts: Which names of files to offer; folders always are.
    package static func candidates(
        for path: String, accepts: (String) -> Bool = { _ in true }
    ) -> [CompletionCandidate] {
        let split = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let folder = String(path[..<split])
        let beginning = String(path[split...])
        if folder.isEmpty, beginning == "~" { return [CompletionCandidate("~/")] }

        let place = folder.isEmpty ? "." : (folder as NSString).expandingTildeInPath
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasPrefix(beginning), !name.hasPrefix(".") || beginning.hasPrefix(".") else {
                return nil
            }
            var folderMark: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: place + "/" + name, isDirectory: &folderMark)
            let isFolder = exists && folderMark.boolValue
            guard isFolder || accepts(name) else { return nil }
            let shown = isFolder ? name + "/" : name
            return CompletionCandidate(folder + shown, display: shown)
        }
    }
}
