import Foundation

/// Paths as a session file holds them: relative to the folder of the file, so that folder and
/// data can move together and no user name stands in the file.
package enum SessionPath {
    /// The way from a folder to a file, both relative to the current folder or absolute. What
    /// belongs to the system lies in the same place on every machine: its path stays absolute.
    package static func relative(_ path: String, to folder: String) -> String {
        let target = components(path)
        if target.first == "usr" { return "/" + target.joined(separator: "/") }
        let base = components(folder)
        let shared = zip(target, base).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: base.count - shared)
        let parts = up + target[shared...]
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// The path that a session file's entry stands for.
    ///
    /// - Parameter folder: The folder of the session file.
    package static func resolved(_ path: String, from folder: String) -> String {
        if path.hasPrefix("/") { return path }
        if folder.isEmpty || folder == "." { return path }
        return NSString(string: folder).appendingPathComponent(path)
    }

    /// The folder that a file lies in; "." for a bare name.
    package static func folder(of path: String) -> String {
        let folder = NSString(string: path).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// A message without what shows where its files lie: no way to a folder, no user's home.
    package static func hidingFolders(_ text: String, besides folder: String) -> String {
        let own = URL(fileURLWithPath: folder).standardizedFileURL.path
        let current = FileManager.default.currentDirectoryPath
        let home = NSHomeDirectory()
        let places = [(own, ""), (current, ""), (home, "~/")]
        return places.reduce(text) { text, place in
            place.0 == "/" ? text : replacing(place.0 + "/", with: place.1, in: text)
        }
    }

    /// Replaces a folder where a path begins with it, not where it stands inside another.
    private static func replacing(
        _ folder: String, with replacement: String, in text: String
    ) -> String {
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: folder) {
            let before = rest[..<range.lowerBound]
            let last = before.last ?? result.last
            let isInside = last.map { $0.isLetter || $0.isNumber || "/._-~".contains($0) } ?? false
            result += before + (isInside ? folder : replacement)
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    /// The parts of the absolute path. Links are followed as far as the path exists, because `..`
    /// leads elsewhere behind a link.
    private static func components(_ path: String) -> [String] {
        let expanded = NSString(string: path).expandingTildeInPath
        var url = URL(fileURLWithPath: expanded).standardizedFileURL
        var tail: [String] = []
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" {
            tail.insert(url.lastPathComponent, at: 0)
            url.deleteLastPathComponent()
        }
        let real = url.resolvingSymlinksInPath().path
        return real.split(separator: "/").map(String.init) + tail
    }
}
