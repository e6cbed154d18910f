import Foundation

/// DICOM files of a folder, turned into NIfTI by dcm2niix where that is installed.
package enum DICOMFolder {
    package enum Failure: Error, Hashable, CustomStringConvertible {
        case notInstalled(folder: String)
        case failed(folder: String, reason: String)
        case nothing(folder: String)

        package var description: String {
            switch self {
            case .notInstalled(let folder):
                "\(folder) holds DICOM files, which dcm2niix turns into NIfTI, and dcm2niix is not "
                    + "installed. Install it (apt-get install dcm2niix) and load the folder again, "
                    + "or convert it yourself."
            case .failed(let folder, let reason):
                "dcm2niix could not convert \(folder): \(reason). Convert it yourself and load the "
                    + "result."
            case .nothing(let folder): "dcm2niix found no image in \(folder)."
            }
        }
    }

    /// Whether a file is of DICOM: 128 bytes of anything, then DICM (PS3.10, 7.1).
    static func isDICOM(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        guard let head = try? handle.read(upToCount: 132), head.count == 132 else { return false }
        return head.suffix(4) == Data("DICM".utf8)
    }

    /// The path of dcm2niix; nil where it is not installed.
    package static func converter(environment: [String: String]) -> String? {
        (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
            .map { "\($0)/dcm2niix" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Converts a folder. Files are named by the number of their series alone: descriptions are
    /// free text, which may tell of a patient.
    ///
    /// - Parameter target: A folder for the result, made for the user alone.
    /// - Throws: `Failure`.
    package static func convert(
        _ folder: String, to target: String, environment: [String: String]
    ) throws {
        guard let converter = converter(environment: environment) else {
            throw Failure.notInstalled(folder: folder)
        }
        do {
            try FileManager.default.createDirectory(
                atPath: target, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: converter)
            // -ba y leaves names and dates of birth out of the JSON files.
            process.arguments = [
                "-z", "y", "-b", "y", "-ba", "y", "-w", "2", "-f", "series-%s", "-o", target,
                folder,
            ]
            process.standardOutput = output
            process.standardError = output
            process.standardInput = FileHandle.nullDevice
            try process.run()
            let text = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                let last = String(decoding: text, as: UTF8.self).split(separator: "\n").last
                throw Failure.failed(
                    folder: folder,
                    reason: last.map(String.init) ?? "code \(process.terminationStatus)")
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure.failed(folder: folder, reason: error.localizedDescription)
        }
    }
}
