import Foundation

/// Patterns of paths as a shell has them: `*`, `?`, `[…]` and `~`.
package enum PathPattern {
    /// The files that a pattern means, sorted by name; folders are left out.
    package static func files(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        let expanded = NSString(string: pattern).expandingTildeInPath
        guard glob(expanded, GLOB_NOSORT | GLOB_MARK, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { index in
            found.gl_pathv[index].map { String(cString: $0) }
        }
        .filter { !$0.hasSuffix("/") }.sorted()
    }
}
