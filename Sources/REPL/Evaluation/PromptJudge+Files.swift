import Foundation
import Volumes

extension PromptJudge {
    /// What is wrong with the files that were saved.
    var files: [String] {
        var shortfalls: [String] = []
        if let wanted = expected.saved {
            let differences = found.files.map { difference($0, wanted) }
            if differences.isEmpty {
                shortfalls.append("nothing is saved")
            } else if !differences.contains(where: { $0 == nil }) {
                shortfalls.append("saved: " + (differences.compactMap(\.self).first ?? ""))
            }
        }
        if let volumes = expected.savedFiles {
            let found = found.files.compactMap {
                (try? VolumeFile.readVolume(at: $0)).map(\.volume)
            }
            .map { ImagePrint($0).mL }
            let isRight =
                found.count == volumes.count
                && zip(found.sorted(), volumes.sorted()).allSatisfy { abs($0 - $1) <= 0.005 * $1 }
            if !isRight { shortfalls.append("saved: files of \(found) mL, not \(volumes)") }
        }
        let names = found.files.map { NSString(string: $0).lastPathComponent }
        for name in expected.savedNames ?? [] where !names.contains(name) {
            shortfalls.append("\(name) is not saved")
        }
        return shortfalls
    }

    private func difference(_ path: String, _ wanted: Expectation.Image) -> String? {
        let name = NSString(string: path).lastPathComponent
        if let expected = wanted.name, name != expected { return "\(name), not \(expected)" }
        if let ending = wanted.ending, !name.hasSuffix(ending) { return "\(name) as a file" }
        if name.hasSuffix(".csv") || name.hasSuffix(".tsv") {
            return Self.tableDifference(path, wanted)
        }
        guard let volume = (try? VolumeFile.readVolume(at: path))?.volume else {
            return "\(name) is no image"
        }
        if let mL = wanted.mL {
            let found = ImagePrint(volume).mL
            guard abs(found - mL) <= 0.005 * mL else { return "\(found) mL, not \(mL)" }
        }
        return difference(volume, wanted)
    }

    /// What differs between an image and the expectation, in words.
    func difference(_ image: Volume, _ wanted: Expectation.Image) -> String? {
        let orientation = image.geometry.orientation.description
        if let expected = wanted.orientation, orientation != expected {
            return "axes \(orientation), not \(expected)"
        }
        if let path = wanted.like {
            let file = NSString(string: folder).appendingPathComponent(path)
            guard let other = (try? VolumeFile.readVolume(at: file))?.volume else {
                return "\(path) of the suite cannot be read"
            }
            guard other.geometry.shape == image.geometry.shape else { return "another grid" }
            let gap = zip(image.voxels, other.voxels).reduce(0.0) { $0 + Double(abs($1.0 - $1.1)) }
            let mean = gap / Double(image.voxels.count)
            guard mean <= wanted.difference ?? 0 else { return "\(mean) from \(path) on average" }
        }
        return ImagePrint(image).difference(from: wanted)
    }

    private static func tableDifference(_ path: String, _ wanted: Expectation.Image) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return "no file" }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        if let rows = wanted.rows, lines.count - 1 != rows {
            return "\(lines.count - 1) rows, not \(rows)"
        }
        let numbers = lines.flatMap { line in
            line.split { $0 == "," || $0 == "\t" }.compactMap { Double($0) }
        }
        // A table may hold mm³ as well as mL.
        let missing = (wanted.numbers ?? []).first { number in
            !numbers.contains {
                abs($0 - number) <= 0.001 * abs(number)
                    || abs($0 / 1000 - number) <= 0.001 * abs(number)
            }
        }
        return missing.map { "a table without \($0)" }
    }
}
