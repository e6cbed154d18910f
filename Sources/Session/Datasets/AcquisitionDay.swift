import Foundation

/// The day on which a scan was made, where the data set says so (BIDS 1.9): in the JSON file beside
/// the scan, in the subject's or the visit's `scans.tsv`, or in the subject's `sessions.tsv`.
///
/// Nothing else is taken from those files, which may hold a patient's data.
enum AcquisitionDay {
    /// YYYY-MM-DD; nil where nothing is said that can be read.
    static func day(ofScanAt path: String) -> String? {
        let folder = SessionPath.folder(of: path)
        let name = NSString(string: path).lastPathComponent
        let sidecar = folder + "/" + ScanEnding.stem(of: name) + ".json"
        return day(inSidecar: sidecar)
            ?? BIDSName(path: name).flatMap { bids in
                day(inTablesOf: bids, file: path)
            }
    }

    private static let keys = ["AcquisitionDateTime", "AcquisitionDate"]

    private static func day(inSidecar path: String) -> String? {
        guard let data = small(path),
            let fields = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { return nil }
        return keys.lazy.compactMap { fields[$0] as? String }
            .compactMap(CalendarDay.day).first
    }

    /// `scans.tsv` lies in the folder of the visit or the subject and names files from there;
    /// `sessions.tsv` in that of the subject.
    private static func day(inTablesOf bids: BIDSName, file: String) -> String? {
        guard let subject = bids.subject else { return nil }
        var folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        var below = URL(fileURLWithPath: file).lastPathComponent
        for _ in 0..<3 {
            let person = "sub-\(subject)"
            let visit = bids.session.map { "\(person)_ses-\($0)" } ?? person
            for name in Set([visit, person]).sorted(by: >) {
                let path = folder.appendingPathComponent(name + "_scans.tsv").path
                if let day = day(in: path, row: below, of: "filename") { return day }
            }
            if let session = bids.session {
                let path = folder.appendingPathComponent(person + "_sessions.tsv").path
                if let day = day(in: path, row: "ses-" + session, of: "session_id") { return day }
            }
            below = folder.lastPathComponent + "/" + below
            folder.deleteLastPathComponent()
        }
        return nil
    }

    private static func day(in path: String, row: String, of column: String) -> String? {
        guard let data = small(path) else { return nil }
        let rows = SeparatedValues.rows(
            of: String(decoding: data, as: UTF8.self), separator: "\t")
        guard let names = rows.first, let key = names.firstIndex(of: column),
            let time = names.firstIndex(of: "acq_time")
        else { return nil }
        return rows.dropFirst().first { $0.count > max(key, time) && $0[key] == row }
            .flatMap { CalendarDay.day(of: $0[time]) }
    }

    /// A file that is no larger than such files are.
    private static func small(_ path: String) -> Data? {
        var information = stat()
        guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
            information.st_size < 4 << 20
        else { return nil }
        return FileManager.default.contents(atPath: path)
    }
}
