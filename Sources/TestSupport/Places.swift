import Foundation

/// Where tests find things.
package enum Places {
    /// The folder that holds `Package.swift`.
    package static let package: URL = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of this checkout's trained weights.
    package static var models: URL { package.appendingPathComponent("models") }

    /// The folder next to the checkout that holds scans too large for it.
    package static var shared: URL {
        package.deletingLastPathComponent().appendingPathComponent("shared")
    }

    /// A file beside the tests of a target: `Tests/<target>/<path>`.
    package static func fixture(_ path: String, of target: String) -> URL {
        package.appendingPathComponent("Tests").appendingPathComponent(target)
            .appendingPathComponent(path)
    }
}

/// The path of an executable that was built with the tests.
///
/// - Throws: `MissingProduct` when it was not built.
package func locateProduct(named name: String) throws -> String {
    var folders: [URL] = []
    // The test bundle lies next to the products; its runner may lie elsewhere.
    for path in ["/proc/self/exe"] + CommandLine.arguments {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        folders.append(file.deletingLastPathComponent())
    }
    folders.append(Places.package.appendingPathComponent(".build/debug"))
    folders.append(Places.package.appendingPathComponent(".build/release"))
    for folder in folders {
        let candidate = folder.appendingPathComponent(name).path
        if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    throw MissingProduct(name: name, folders: folders.map(\.path))
}

package struct MissingProduct: Error, CustomStringConvertible {
    package let name: String
    package let folders: [String]

    package var description: String {
        "The executable \(name) is in none of \(folders.joined(separator: ", ")). "
            + "Build it with `swift build --product \(name)`."
    }
}

/// The path of something in `../shared`, or `nil`, with a line on standard error, where the
/// machine does not have it: such a test is skipped there.
package func requireShared(_ relative: String, function: String = #function) -> String? {
    let path = Places.shared.appendingPathComponent(relative).path
    if FileManager.default.fileExists(atPath: path) { return path }
    FileHandle.standardError.write(
        Data("skipped: \(function) needs \(path), which is not here\n".utf8))
    return nil
}
