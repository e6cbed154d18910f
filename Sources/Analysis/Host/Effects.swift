import Foundation
import Script
import Volumes

/// Where everything goes that a program shows, reports or saves: implemented by the interactive
/// session and by the batch commands.
///
/// Calls come from the thread of the run, one at a time.
package protocol Effects: Sendable {
    /// Shows an image, with masks drawn over it.
    func show(_ showing: Showing) throws
    /// Draws an image, with masks over it, into a file: as pixels or, where the path ends in .txt,
    /// as characters.
    ///
    /// - Parameter replacing: Whether a file that is there may be replaced.
    func draw(_ showing: Showing, to path: String, replacing: Bool) throws
    /// Draws a diagram.
    func plot(_ plotting: Plotting) throws
    /// Takes a result.
    func report(_ result: ReportedResult) throws
    /// Whether a file that exists already may be replaced. Hosts without a user answer
    /// `.forbidden`.
    func decideOverwrite(of path: String) throws -> OverwriteDecision
    /// Where a path written in a program leads: hosts may resolve it against a folder or refuse it.
    func destination(of path: String) throws -> String
    /// Learns that a file was written.
    func saved(_ file: SavedFile) throws
    /// Tells the reader something that changes no result.
    func note(_ text: String)
    /// Tells the reader something that makes a result doubtful.
    func warn(_ text: String)
    /// How far a long computation is. May be called from any thread.
    func progress(_ progress: Progress)
}

extension Effects {
    package func decideOverwrite(of path: String) throws -> OverwriteDecision { .forbidden }
    package func destination(of path: String) throws -> String { path }

    /// Asks for a file that is there already.
    ///
    /// - Returns: Whether one is there, to be replaced.
    /// - Throws: `AnalysisError` where it has to stay.
    func replaces(_ path: String) throws -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        switch try decideOverwrite(of: path) {
        case .overwrite: return true
        case .keep: throw AnalysisError.keptFile(path: path)
        case .forbidden: throw AnalysisError.fileExists(path: path)
        }
    }
}

/// What happens to a file that exists already.
package enum OverwriteDecision: Hashable, Sendable {
    /// The user allowed it.
    case overwrite
    /// The user was asked and said no.
    case keep
    /// There is nobody to ask: an error.
    case forbidden
}

/// An image to look at.
package struct Showing: Sendable {
    package enum Image: Sendable {
        case scan(ScanValue)
        /// A mask whose scan is not known.
        case mask(MaskValue)
        case labelMap(LabelMapValue)
    }

    package let image: Image
    /// Drawn over the image; on its grid.
    package let masks: [MaskValue]
    /// The only plane to draw, large: "sagittal", "coronal" or "axial"; nil for all three.
    package let plane: String?

    package init(image: Image, masks: [MaskValue], plane: String? = nil) {
        self.image = image
        self.masks = masks
        self.plane = plane
    }
}

/// One result of a program.
package struct ReportedResult: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case int(Int)
        case float(Double)
        case bool(Bool)
        case string(String)
    }

    package let label: String
    package let content: Content
    /// Empty when the result has no unit.
    package let unit: String

    package init(label: String, content: Content, unit: String) {
        self.label = label
        self.content = content
        self.unit = unit
    }

    /// "left hippocampus: 3.972 mL".
    package var text: String {
        let words =
            switch content {
            case .int(let number): String(number)
            case .float(let number): NumberText.short(number)
            case .bool(let truth): truth ? "yes" : "no"
            case .string(let text): text
            }
        return "\(label): \(words)" + (unit.isEmpty ? "" : " \(unit)")
    }
}

/// A file that a program wrote.
package struct SavedFile: Hashable, Sendable {
    package let path: String
    /// What it holds, e.g. "mask of left hippocampus".
    package let content: String
    /// Whether a file of that name was replaced.
    package let replaced: Bool

    package init(path: String, content: String, replaced: Bool) {
        self.path = path
        self.content = content
        self.replaced = replaced
    }
}

/// How far a long computation is.
package struct Progress: Hashable, Sendable {
    /// What is being done, in words a reader knows: "reading t1", "encoding t1".
    package let stage: String
    /// 0 to 1.
    package let fraction: Double

    package init(stage: String, fraction: Double) {
        self.stage = stage
        self.fraction = fraction
    }
}

extension Showing.Image {
    /// The image's grid and how messages call it.
    var place: (geometry: Geometry, name: String) {
        switch self {
        case .scan(let scan): (scan.volume.geometry, scan.name)
        case .mask(let mask): (mask.mask.geometry, "the mask of \(mask.name)")
        case .labelMap(let labels): (labels.labelMap.geometry, labels.name)
        }
    }
}
