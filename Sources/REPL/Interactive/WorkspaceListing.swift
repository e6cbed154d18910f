import Analysis
import Foundation
import Script
import Session
import Terminal
import Volumes

/// What `:list`, `:info` and "what is loaded?" show.
enum WorkspaceListing {
    /// One line for each name, cut to the width.
    static func lines(of workspace: Workspace, columns: Int) -> [StyledText] {
        guard !workspace.entries.isEmpty else {
            return [StyledText("Nothing is loaded. :load PATH loads a scan.", .hint)]
        }
        let rows = workspace.entries.map { entry in
            (
                entry.name, entry.kind.description, HeldBytes.of(entry.value),
                details(entry, labels: workspace.labels[entry.name])
            )
        }
        let nameWidth = min(24, rows.map { TextWidth.columns(of: $0.0) }.max() ?? 0)
        let kindWidth = rows.map { TextWidth.columns(of: $0.1) }.max() ?? 0
        let sizes = rows.map { $0.2 >= noteworthy ? Prose.bytes($0.2) : "" }
        let sizeWidth = sizes.map(\.count).max() ?? 0
        let total = workspace.entries.map(\.value).filter { !HeldBytes.isOnDisk($0) }
            .reduce(0) { $0 + HeldBytes.of($1) }
        let sum =
            total >= noteworthy
            ? [StyledText("\(Prose.bytes(total)) held; :drop NAME frees memory", .hint)] : []
        return zip(rows, sizes).map { row, size in
            let (name, kind, _, details) = row
            var line = StyledText(
                TextWidth.padded(TextWidth.truncated(name, to: nameWidth), to: nameWidth), .emphasis
            )
            line.append("  " + TextWidth.padded(kind, to: kindWidth), .dim)
            if sizeWidth > 0 { line.append("  " + size.leftPadded(to: sizeWidth), .dim) }
            let room = max(10, columns - line.width - 2)
            line.append("  " + TextWidth.truncated(details, to: room))
            return line
        } + sum
    }

    /// Bytes from which memory is spoken of.
    private static let noteworthy = 100_000

    /// Everything that is known of a name.
    static func facts(
        _ entry: Workspace.Entry, labels: LabelSource?
    ) -> [(name: String, text: String)] {
        var facts = [("name", entry.name), ("kind", entry.kind.description)]
        var geometry: Geometry?
        switch entry.value {
        case .object(let scan as ScanValue): geometry = scan.store.geometry
        case .object(let mask as MaskValue):
            geometry = mask.mask.geometry
            facts.append(("mask of", mask.name))
            if let scan = mask.scan { facts.append(("on", scan.name)) }
            facts.append(
                (
                    "size",
                    "\(mask.mask.count) voxels, "
                        + "\(NumberText.short(mask.mask.volumeInMillilitres)) mL"
                ))
            if let origin = mask.origin { facts.append(("found by", origin)) }
            if let confidence = mask.confidence {
                facts.append(("certainty", "\(NumberText.short((100 * confidence).rounded())) %"))
            }
            for flag in mask.flags { facts.append(("beware", flag.description)) }
        case .object(let map as LabelMapValue): geometry = map.store.geometry
        case .object(let other): facts.append(("value", other.summary))
        default: facts.append(("value", entry.value.literal))
        }
        if let geometry { facts.append(("geometry", geometry.summary)) }
        if let labels, entry.kind == .volume { facts.append(("labels", labels.file.path)) }
        switch entry.provenance {
        case .scan(let file), .labels(let file):
            facts.append(("file", file.path))
            facts.append(("sha256", file.checksum))
            if let date = file.date { facts.append(("date", date)) }
        case .step(let number, let prompt, let program):
            facts.append(("step", "\(number)"))
            if let prompt { facts.append(("prompt", prompt)) }
            if let program { facts.append(("program", program)) }
        }
        let place = HeldBytes.isOnDisk(entry.value) ? ", on disk" : ""
        facts.append(("memory", Prose.bytes(HeldBytes.of(entry.value)) + place))
        return facts
    }

    /// What a name holds and where it comes from, on one line.
    static func details(_ entry: Workspace.Entry, labels: LabelSource?) -> String {
        let content: String
        switch entry.value {
        case .object(let scan as ScanValue): content = scan.store.geometry.summary
        case .object(let mask as MaskValue):
            let place = mask.scan.map { " on \($0.name)" } ?? ""
            content =
                "\(mask.name)\(place), \(NumberText.short(mask.mask.volumeInMillilitres)) mL"
        case .object(let map as LabelMapValue): content = map.store.geometry.summary
        case .object(let table as TableValue): content = table.shape
        case .object(let other): content = other.summary
        default: content = entry.value.literal
        }
        var parts = [content]
        switch entry.provenance {
        case .scan(let file), .labels(let file):
            parts.append(NSString(string: file.path).lastPathComponent)
            if let date = file.date { parts.append(date) }
        case .step(let number, let prompt, let program):
            let file = program.map { NSString(string: $0).lastPathComponent }
            let words = prompt.map { "“\($0)”" } ?? file
            parts.append((["step \(number)"] + [words].compactMap { $0 }).joined(separator: " "))
        }
        if let labels, entry.kind == .volume { parts.append("labels \(labels.title)") }
        return parts.joined(separator: "; ")
    }
}
