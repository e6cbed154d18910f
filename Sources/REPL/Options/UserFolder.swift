import Foundation

/// The folders in which programs keep what belongs to a user, by the XDG Base Directory standard.
package enum UserFolder {
    /// What can be made anew.
    case cache
    /// Settings that people edit.
    case configuration
    /// What the program learned.
    case data
    /// History and sessions.
    case state

    /// The folder of this program.
    package func path(environment: [String: String]) -> String {
        // The standard asks to ignore paths that are not absolute.
        if let folder = environment[variable], folder.hasPrefix("/") {
            return folder + "/voxelprompt"
        }
        return (environment["HOME"] ?? NSHomeDirectory()) + usual + "/voxelprompt"
    }

    /// Makes the folder, for the user alone, and gives the path of a file in it; nil when it cannot
    /// be made.
    func file(_ name: String, environment: [String: String]) -> String? {
        let folder = path(environment: environment)
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return FileManager.default.isWritableFile(atPath: folder) ? folder + "/" + name : nil
    }

    private var variable: String {
        switch self {
        case .cache: "XDG_CACHE_HOME"
        case .configuration: "XDG_CONFIG_HOME"
        case .data: "XDG_DATA_HOME"
        case .state: "XDG_STATE_HOME"
        }
    }

    private var usual: String {
        switch self {
        case .cache: "/.cache"
        case .configuration: "/.config"
        case .data: "/.local/share"
        case .state: "/.local/state"
        }
    }
}
