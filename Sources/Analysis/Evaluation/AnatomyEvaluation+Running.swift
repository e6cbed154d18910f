import Foundation
import Volumes

extension AnatomyEvaluation {
    /// One folder of a data set: a scan and its true labels.
    package struct Item: Hashable, Sendable {
        package let name: String
        package let scan: String
        package let labels: String
    }

    /// Every `DIR/*/{t1,labels}.nii.gz`, in the order of the folders' names.
    ///
    /// - Throws: `EvaluationError` when the folder cannot be read or holds no such pair.
    package static func items(in directory: String) throws -> [Item] {
        let files = FileManager.default
        guard let names = try? files.contentsOfDirectory(atPath: directory) else {
            throw EvaluationError.unreadable(directory: directory)
        }
        let items = names.sorted().compactMap { name -> Item? in
            let scan = "\(directory)/\(name)/t1.nii.gz"
            let labels = "\(directory)/\(name)/labels.nii.gz"
            guard files.fileExists(atPath: scan), files.fileExists(atPath: labels) else {
                return nil
            }
            return Item(name: name, scan: scan, labels: labels)
        }
        if items.isEmpty { throw EvaluationError.noPairs(directory: directory) }
        return items
    }

    /// Segments and scores every scan of a folder.
    ///
    /// - Parameters:
    ///   - scored: Called after each scan, e.g. to print its line.
    /// - Throws: `EvaluationError`, `VolumeError`, `AnalysisError`.
    package static func run(
        directory: String, segmenter: any Segmenter, vocabulary: Vocabulary,
        control: RunControl = RunControl(), scored: (Scan) -> Void = { _ in }
    ) throws -> AnatomyEvaluation {
        let items = try items(in: directory)
        var scans: [Scan] = []
        for (index, item) in items.enumerated() {
            try control.check()
            let done = Double(index)
            let part = RunControl(
                progress: { progress in
                    let fraction = (done + progress.fraction) / Double(items.count)
                    control.progress(
                        Progress(stage: "\(item.name): \(progress.stage)", fraction: fraction))
                },
                isCancelled: control.isCancelled)
            let scan = try EvaluationScan.read(item.scan).renamed(item.name)
            let truth = try VolumeFile.readLabelMap(at: item.labels)
            let clock = ContinuousClock()
            let start = clock.now
            let predicted = try segmenter.labelMap(of: [scan], control: part)
            let time = clock.now - start
            let seconds =
                Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
            let result = try score(
                name: item.name, truth: truth, predicted: predicted, seconds: seconds)
            scans.append(result)
            scored(result)
        }
        return AnatomyEvaluation(
            scans: scans, vocabulary: vocabulary, peakMemory: PeakMemory.bytes())
    }
}

/// Why an evaluation cannot run.
package enum EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(directory: String)
    case noPairs(directory: String)
    case noContrasts(directory: String)
    case noLesions(directory: String)
    case nothingToRegister(directory: String)

    package var description: String {
        switch self {
        case .unreadable(let directory):
            "\(directory): the folder cannot be read. Give a folder that holds one folder for "
                + "each scan."
        case .noPairs(let directory):
            "\(directory): no folder in it holds both t1.nii.gz and labels.nii.gz. Give the folder "
                + "above those of the scans."
        case .noContrasts(let directory):
            "\(directory): the folder holds no two scans of one person. Name them t1.nii.gz, "
                + "t2.nii.gz, flair.nii.gz or pd.nii.gz."
        case .noLesions(let directory):
            "\(directory): the folder holds no lesions.nii.gz beside a scan on its grid. Name the scans "
                + "flair.nii.gz, t2.nii.gz, t1.nii.gz or pd.nii.gz."
        case .nothingToRegister(let directory):
            "\(directory): the folder holds neither folders with t1.nii.gz, nor t1.nii.gz beside "
                + "t2.nii.gz or flair.nii.gz, nor raw/study1_FLAIR.nii.gz, study2_FLAIR.nii.gz and, "
                + "in coregistered/, their transforms and brainmask.nii.gz."
        }
    }
}

/// The highest resident memory of this process so far.
enum PeakMemory {
    /// Bytes, from the kernel's own account; `nil` where there is none.
    static func bytes() -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        else { return nil }
        for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            return line.split(whereSeparator: \.isWhitespace).dropFirst().first
                .flatMap { Int($0) }.map { $0 * 1024 }
        }
        return nil
    }
}
