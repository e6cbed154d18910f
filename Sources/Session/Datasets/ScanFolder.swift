import Foundation
import Volumes

/// What a folder holds that can be loaded.
package struct ScanFolder: Sendable {
    package struct Item: Sendable, Hashable {
        /// As it can be loaded: the folder's path and the way from it.
        package let path: String
        /// What the name says; nil where it is none of BIDS.
        package let name: BIDSName?
        /// The day of the acquisition, YYYY-MM-DD.
        package let date: String?
    }

    package let path: String
    /// Sorted by path.
    package let scans: [Item]
    /// Folders with DICOM files, sorted.
    package let dicomFolders: [String]
    /// Whether there was more than is looked at.
    package let isCutShort: Bool

    /// Files and folders looked at, and folders in folders.
    private static let mostEntries = 20_000
    private static let deepest = 8

    /// - Throws: `VolumeError` when the folder cannot be read.
    package init(path: String) throws {
        self.path = path
        var scans: [Item] = []
        var dicom: [String] = []
        var count = 0
        var isCutShort = false
        var waiting = [(path: path, depth: 0)]
        while let folder = waiting.popLast() {
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            } catch {
                // A folder inside that cannot be read hides only what is in it.
                if folder.depth > 0 { continue }
                throw VolumeError(.unreadable(reason: "\(error.localizedDescription)"), path: path)
            }
            var looksForDICOM = true
            for name in names where !name.hasPrefix(".") {
                count += 1
                guard count <= Self.mostEntries else {
                    isCutShort = true
                    break
                }
                let file = folder.path == "." ? name : folder.path + "/" + name
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
                    continue
                }
                if isFolder.boolValue {
                    if folder.depth < Self.deepest {
                        waiting.append((file, folder.depth + 1))
                    } else {
                        isCutShort = true
                    }
                } else if Self.isScan(name) {
                    scans.append(
                        Item(
                            path: file, name: BIDSName(path: name),
                            date: AcquisitionDay.day(ofScanAt: file)))
                } else if looksForDICOM, Self.mayBeDICOM(name) {
                    // One file tells for its folder.
                    if DICOMFolder.isDICOM(file) { dicom.append(folder.path) }
                    looksForDICOM = false
                }
            }
        }
        self.scans = scans.sorted { $0.path < $1.path }
        dicomFolders = dicom.sorted()
        self.isCutShort = isCutShort
    }

    /// Of a pair of header and image, the header stands for both.
    private static func isScan(_ name: String) -> Bool {
        let lower = name.lowercased()
        return ScanEnding.all.contains { ending in
            !ending.hasPrefix(".img") && lower.hasSuffix(ending)
        }
    }

    /// DICOM files end in .dcm or .ima, or have no ending at all, or numbers behind points.
    private static func mayBeDICOM(_ name: String) -> Bool {
        let ending = NSString(string: name).pathExtension.lowercased()
        return ["", "dcm", "ima"].contains(ending) || ending.allSatisfy(\.isNumber)
    }

    /// Tells this folder's DICOM files from others: their names and sizes, as a checksum.
    package var fingerprint: String {
        let files = dicomFolders.flatMap { folder -> [String] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.sorted().map { name in
                var information = stat()
                stat(folder + "/" + name, &information)
                return "\(name) \(information.st_size) \(information.st_mtim.tv_sec)"
            }
        }
        return String(
            Checksum.sha256(of: Array(files.joined(separator: "\n").utf8)).prefix(16))
    }
}
