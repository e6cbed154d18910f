import Foundation
import Volumes

extension PromptJudge {
    /// What is wrong with the files that were saved.
    var files: [String] {
        var shortfalls: [String] = []
        if let wanted = expected.saved {
            let differences = found.files.map { Self.difference($0, wanted) }
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

    private static func difference(_ path: String, _ wanted: Expectation.Image) -> String? {
        let name = NSString(string: path).lastPathComponent
        if let expected = wanted.name, name != expected { return "\(name), not \(expected)" }
        if let ending = wanted.ending, !name.hasSuffix(ending) { return "\(name) as a file" }
        if name.hasSuffix(".csv") || name.hasSuffix(".tsv") {
            return tableDifference(path, wanted)
        }
        guard let volume = (try? VolumeFile.readVolume(at: path))?.volume else {
            return "\(name) is no image"
        }
        let image = ImagePrint(volume)
        if let mL = wanted.mL, abs(image.mL - mL) > 0.005 * mL {
            return "\(image.mL) mL, not \(mL)"
        }
        return image.difference(from: wanted)
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
