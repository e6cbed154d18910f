import Terminal
import Volumes

extension ViewerState {
    /// Takes a key of the line that is being typed.
    mutating func type(_ key: Key) -> ViewerRequest? {
        guard var line = entry else { return nil }
        switch key {
        case .character(let character): line.text.append(character)
        case .backspace, .delete:
            if line.text.isEmpty {
                entry = nil
                return nil
            }
            line.text.removeLast()
        case .control("u"): line.text = ""
        case .escape, .control("c"), .control("d"):
            entry = nil
            return nil
        case .enter:
            entry = nil
            return finish(line)
        default: return nil
        }
        entry = line
        return nil
    }

    /// Asks before a file is replaced.
    package mutating func askToReplace(_ path: String) {
        entry = ViewerEntry(purpose: .replacement(of: path))
    }

    private mutating func finish(_ line: ViewerEntry) -> ViewerRequest? {
        let words = line.text.split(separator: " ").joined(separator: " ")
        guard !words.isEmpty else { return nil }
        switch line.purpose {
        case .prompt: return .ask(words)
        case .picture: return .save(path: words, replacing: false)
        case .replacement(let path):
            if ["y", "yes"].contains(words.lowercased()) {
                return .save(path: path, replacing: true)
            }
            message = "\(path) was kept"
            return nil
        case .place: return go(to: words)
        }
    }

    /// A position in mm, a voxel, or a mask by its name or the beginning of it.
    private mutating func go(to words: String) -> ViewerRequest? {
        let parts = words.split { $0 == " " || $0 == "," }.map(String.init)
        let isVoxel = parts.first == "v"
        let numbers = parts.dropFirst(isVoxel ? 1 : 0).map(Double.init)
        if numbers.count == 3, let x = numbers[0], let y = numbers[1], let z = numbers[2] {
            let point = SIMD3(x, y, z)
            go(to: point, asVoxel: isVoxel)
            return nil
        }
        let wanted = words.lowercased()
        let names = masks.map { $0.name.lowercased() }
        if let index = names.firstIndex(of: wanted)
            ?? names.firstIndex(where: { $0.hasPrefix(wanted) })
        {
            select(index)
            return nil
        }
        return .locate(words)
    }

    private mutating func go(to point: SIMD3<Double>, asVoxel: Bool) {
        let world = asVoxel ? scan.geometry.world(point) : point
        guard (world * 0) == .zero else { return }
        place(world)
        if crosshair != world { message = "that is outside of the scan; this is its edge" }
    }
}
