import Analysis
import Foundation
import Script
import Session
import Terminal

/// What `:list` and "what is loaded?" show.
enum WorkspaceListing {
    /// One line for each name, cut to the width.
    static func lines(of workspace: Workspace, columns: Int) -> [StyledText] {
        guard !workspace.entries.isEmpty else {
            return [StyledText("Nothing is loaded. :load PATH loads a scan.", .hint)]
        }
        let rows = workspace.entries.map { entry in
            (
                entry.name, entry.kind.description,
                details(entry, labels: workspace.labels[entry.name])
            )
        }
        let nameWidth = min(24, rows.map { TextWidth.columns(of: $0.0) }.max() ?? 0)
        let kindWidth = rows.map { TextWidth.columns(of: $0.1) }.max() ?? 0
        return rows.map { name, kind, details in
            var line = StyledText(
                TextWidth.padded(TextWidth.truncated(name, to: nameWidth), to: nameWidth), .emphasis
            )
            line.append("  " + TextWidth.padded(kind, to: kindWidth), .dim)
            let room = max(10, columns - line.width - 2)
            line.append("  " + TextWidth.truncated(details, to: room))
            return line
        }
    }

    /// What a name holds and where it comes from, on one line.
    static func details(_ entry: Workspace.Entry, labels: LabelSource?) -> String {
        let content: String
        switch entry.value {
        case .object(let scan as ScanValue): content = scan.volume.geometry.summary
        case .object(let mask as MaskValue):
            let place = mask.scan.map { " on \($0.name)" } ?? ""
            content =
                "\(mask.name)\(place), \(NumberText.short(mask.mask.volumeInMillilitres)) mL"
        case .object(let map as LabelMapValue): content = map.labelMap.geometry.summary
        case .object(let table as TableValue): content = table.shape
        case .object(let other): content = other.summary
        default: content = entry.value.literal
        }
        var parts = [content]
        switch entry.provenance {
        case .scan(let file), .labels(let file):
            parts.append(NSString(string: file.path).lastPathComponent)
            if let date = file.date { parts.append(date) }
        case .step(let number, _): parts.append("step \(number)")
        }
        if let labels, entry.kind == .volume { parts.append("labels \(labels.title)") }
        return parts.joined(separator: "; ")
    }
}
