import Foundation

/// What the numbers of label maps mean.
package enum LabelNames {
    /// The JSON file of names that belongs to a label map: "map.json" for "map.nii.gz".
    package static func path(besides path: String) -> String {
        let endings = [".nii.gz", ".nii", ".hdr.gz", ".hdr", ".img.gz", ".img", ".mgz", ".mgh"]
        let ending = endings.first { path.lowercased().hasSuffix($0) } ?? ""
        return path.dropLast(ending.count) + ".json"
    }

    /// The names beside a label map, if there is such a file.
    ///
    /// - Returns: the names, and how many entries were no names: such files often hold other
    ///   facts about a map too.
    /// - Throws: `VolumeError` when the file is there but is no JSON object.
    static func besides(_ path: String) throws -> (names: [Int32: String], ignored: Int) {
        let sidecar = Self.path(besides: path)
        guard FileReader.exists(sidecar) else { return ([:], 0) }
        let bytes = try FileReader(path: sidecar).bytes()
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)),
            let entries = object as? [String: Any]
        else {
            throw VolumeError(.badLabelNames(reason: "no JSON object"), path: sidecar)
        }
        var names: [Int32: String] = [:]
        for (key, value) in entries {
            guard let number = Int32(key), let name = value as? String else { continue }
            names[number] = name
        }
        return (names, entries.count - names.count)
    }
}
