import Foundation
import Session
import Terminal

extension InteractiveSession {
    /// Lists what a folder holds; loads the only scan in it, else asks which.
    func loadFolder(_ path: String, as given: String?) {
        do {
            let folder = try FolderListing.folder(at: path, console: console)
            for line in FolderListing.lines(of: folder) { console.result([line]) }
            let scans = folder.scans
            if scans.count == 1 {
                load(scans[0].path, as: given ?? name(of: scans[0], among: scans))
            } else if scans.count > 1, reader.isInteractive {
                for item in try chosen(of: scans) {
                    load(item.path, as: name(of: item, among: scans))
                }
            }
        } catch {
            fail("\(error)")
        }
    }

    private func name(of item: ScanFolder.Item, among items: [ScanFolder.Item]) -> String {
        FolderListing.name(of: item, among: items, taken: workspace.takenNames)
    }

    private func chosen(of scans: [ScanFolder.Item]) throws -> [ScanFolder.Item] {
        let question =
            StyledText("Load which? ", .emphasis) + StyledText("numbers, all, [Enter] none ", .hint)
        guard case .line(let line) = try reader.readLine(prompt: question) else { return [] }
        if line.trimmingCharacters(in: .whitespaces) == "all" { return scans }
        let words = line.split { $0 == " " || $0 == "," }
        let numbers = words.compactMap { Int($0) }.filter { (1...scans.count).contains($0) }
        if numbers.count < words.count {
            fail("Numbers go from 1 to \(scans.count).")
            return []
        }
        return numbers.map { scans[$0 - 1] }
    }
}

/// What a folder of scans looks like to a reader.
enum FolderListing {
    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    /// Looks into a folder; where it holds DICOM and no other scans, they are converted first, into
    /// a folder that only the user can read.
    ///
    /// - Throws: `VolumeError`, `DICOMFolder.Failure`.
    static func folder(at path: String, console: Console) throws -> ScanFolder {
        let folder = try ScanFolder(path: path)
        guard folder.scans.isEmpty, !folder.dicomFolders.isEmpty else { return folder }
        let target =
            UserFolder.state.path(environment: console.environment) + "/converted/"
            + folder.fingerprint
        if let known = try? ScanFolder(path: target), !known.scans.isEmpty { return known }
        for dicom in folder.dicomFolders {
            console.say("Converting the DICOM files in \(dicom) with dcm2niix.", .hint)
            try DICOMFolder.convert(dicom, to: target, environment: console.environment)
        }
        let converted = try ScanFolder(path: target)
        if converted.scans.isEmpty { throw DICOMFolder.Failure.nothing(folder: path) }
        return converted
    }

    /// A line for each scan: its number, path, and what its name and the data set say.
    static func lines(of folder: ScanFolder) -> [StyledText] {
        if folder.scans.isEmpty {
            return [StyledText("There is no scan in \(folder.path).", .hint)]
        }
        let paths = folder.scans.map { String($0.path.trimmingPrefix(folder.path + "/")) }
        let width = min(60, paths.map { TextWidth.columns(of: $0) }.max() ?? 0)
        let digits = String(folder.scans.count).count
        var lines = zip(folder.scans, paths).enumerated().map { index, pair in
            let (item, path) = pair
            let number = String(index + 1)
            let facts = [item.name?.person, item.name?.suffix, item.date].compactMap { $0 }
            return StyledText(
                String(repeating: " ", count: digits - number.count) + number + "  ", .dim)
                + StyledText(facts.isEmpty ? path : TextWidth.padded(path, to: width), .emphasis)
                + StyledText(facts.isEmpty ? "" : "  " + facts.joined(separator: ", "))
        }
        if folder.isCutShort {
            lines.append(StyledText("There is more, which was not looked at.", .hint))
        }
        return lines
    }

    /// A name for one of several scans: by its contrast, and by subject and session where those
    /// differ.
    static func name(
        of item: ScanFolder.Item, among items: [ScanFolder.Item], taken: Set<String>
    ) -> String {
        guard let bids = item.name else { return ScanNaming.name(for: item.path, taken: taken) }
        var name = ScanNaming.name(for: item.path, taken: [])
        if Set(items.map { $0.name?.subject }).count > 1, let subject = bids.subject {
            name += "_sub" + subject.replacing("+", with: "")
        }
        if Set(items.map { $0.name?.session }).count > 1, let session = bids.session {
            name += "_ses" + session.replacing("+", with: "")
        }
        guard taken.contains(name) else { return name }
        return (2...).lazy.map { "\(name)_\($0)" }.first { !taken.contains($0) } ?? name
    }
}
