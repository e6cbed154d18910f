import Terminal
import Volumes

extension OrthogonalPreview {
    /// What a plane is and where, as long as there is room for it.
    func title(_ plane: SlicePlane, room: Int) -> String {
        let position = Self.millimetres(focus.world[plane.axis])
        let long = "\(plane.name) \(plane.axisName) \(position) mm"
        if long.count <= room { return long }
        let middle = "\(plane.name) \(position)"
        return middle.count <= room ? middle : "\(plane.axisName) \(position)"
    }

    /// Position, window, convention and masks, in lines of at most so many columns.
    func captionLines(columns: Int, isCompact: Bool, planes: [SlicePlane]) -> [StyledText] {
        let window = renderer.window
        let voxel = "\(focus.voxel.x) \(focus.voxel.y) \(focus.voxel.z)"
        if isCompact || columns < 60 {
            let side = renderer.convention == .radiological ? "R is left" : "R is right"
            let range = "\(Self.number(window.low))..\(Self.number(window.high))"
            return lines(of: ["voxel \(voxel)", "window \(range)", side], columns: columns)
                + legend(columns)
        }
        let position = (0..<3).map { Self.millimetres(focus.world[$0]) }.joined(separator: " ")
        return lines(
            of: [
                "at \(position) mm (x y z, RAS)", "voxel \(voxel) (i j k, from 0)",
                windowText(window), renderer.convention.description,
            ], columns: columns) + legend(columns)
    }

    private func windowText(_ window: IntensityWindow) -> String {
        switch window.origin {
        case .empty: return "no voxel holds a number"
        case .constant: return "all voxels are \(Self.number(window.low))"
        default:
            return "window \(Self.number(window.low)) to \(Self.number(window.high)) "
                + "(\(window.origin.rawValue))"
        }
    }

    /// A line per few masks: their signs, in their colours, and their names.
    private func legend(_ columns: Int) -> [StyledText] {
        var lines: [StyledText] = []
        for (number, overlay) in renderer.overlays.enumerated() {
            var entry = StyledText()
            let sign = renderer.mode == .ascii ? SliceRenderer.glyph(ofMask: number) : "\u{2588}"
            entry.append(String(sign), .overlay(number))
            // One name must not fill the screen.
            let clean = TextWidth.sanitised(overlay.name)
            let name = renderer.mode.shown(clean)
            let state = overlay.isEmpty ? " (empty)" : ""
            let room = max(4, columns - 2 - state.count)
            entry.append(" " + TextWidth.truncated(name, to: room) + state)
            if let last = lines.last, last.width + 2 + entry.width <= columns {
                lines[lines.count - 1] = last + StyledText("  ") + entry
            } else {
                lines.append(entry)
            }
        }
        return lines
    }

    /// Parts put on lines, broken between them where that is possible.
    private func lines(of parts: [String], columns: Int) -> [StyledText] {
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, last.count + 2 + part.count <= columns {
                lines[lines.count - 1] = last + "; " + part
            } else {
                lines.append(contentsOf: TextWidth.wrapped(part, to: columns))
            }
        }
        return lines.map { StyledText($0) }
    }

    /// One digit after the point and always a sign, so that left and right do not change the width.
    static func millimetres(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "?" }
        let tenths = Int((abs(value) * 10).rounded())
        let sign = value < 0 && tenths > 0 ? "-" : "+"
        return "\(sign)\(tenths / 10).\(tenths % 10)"
    }

    /// Three digits that count, without an exponent where that stays short.
    static func number(_ value: Float) -> String {
        guard value.isFinite else { return "?" }
        let size = abs(value)
        if size == 0 { return "0" }
        if size >= 1e7 || size < 1e-3 { return "\(value)" }
        if size >= 100 { return "\(Int(value.rounded()))" }
        let places = size >= 10 ? 1 : size >= 1 ? 2 : 4
        var factor = 1.0
        for _ in 0..<places { factor *= 10 }
        let rounded = (Double(value) * factor).rounded() / factor
        let text = "\(rounded)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
