import Foundation
import Terminal

/// `:tour`: a few lines to try, each put on the prompt for the user to run, change or leave.
struct Tour {
    struct Stop: Hashable {
        /// What there is to see.
        let words: String
        /// What stands on the line.
        let line: String
    }

    /// Where the demo scan may lie: Debian's mricron-data.
    static let demoScan = "/usr/share/mricron/templates/ch2.nii.gz"

    let stops: [Stop]

    /// - Parameters:
    ///   - scan: The name of a scan that is loaded already; nil loads the demo scan.
    ///   - name: The name that the demo scan gets.
    init(scan: String?, name: String) {
        let loading = Stop(
            words: "A scan first. Tab completes paths; your own loads in the same way.",
            line: ":load \(Self.demoScan) as \(name)")
        let scan = scan ?? name
        stops =
            (scan == name ? [loading] : []) + [
                Stop(
                    words: "Ask in your own words. What comes back is code: Enter runs it. The "
                        + "network goes through the scan once; later questions take no time.",
                    line: "how big is the left hippocampus in \(scan)?"),
                Stop(
                    words: "Go on from there. At the question about the code, x explains it line "
                        + "by line, e edits it, r changes it in words, ? shows every key.",
                    line: "and the right one?"),
                Stop(
                    words: "Comparisons, tables, distances: ask. Ctrl-R finds earlier lines again.",
                    line: "is the left hippocampus smaller than the right?"),
                Stop(words: "What there is now, and where it came from.", line: ":list"),
                Stop(
                    words: "Nothing is lost: a step can be taken back, and :redo brings it again.",
                    line: ":undo"),
                Stop(
                    words: "Every function, structure and command is explained.",
                    line: ":help segment"),
            ]
    }
}

extension InteractiveSession {
    func tour() throws -> Next {
        let scan = workspace.entries.first { entry in
            if case .scan = entry.provenance { true } else { false }
        }
        if scan == nil, !FileManager.default.fileExists(atPath: Tour.demoScan) {
            fail(
                "The tour needs a scan, and the demo scan \(Tour.demoScan) is not here. Load one "
                    + "with :load PATH, or install the Debian package mricron-data.")
            return .goOn
        }
        let name = workspace.takenNames.contains("t1") ? "demo" : "t1"
        let stops = Tour(scan: scan?.name, name: name).stops
        console.say(
            "A tour of \(stops.count) stops. Each puts a line on the prompt: Enter runs it, and you "
                + "may change it first. Ctrl-C ends the tour.", .hint)
        for (index, stop) in stops.enumerated() {
            console.say()
            console.say("\(index + 1)/\(stops.count)  \(stop.words)", .note)
            interrupts.clear()
            guard
                case .line(let line) = try reader.readLine(
                    prompt: StyledText("> ", .prompt), initialText: stop.line)
            else { break }
            let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
            if text.isEmpty { continue }
            reader.remember(text)
            if try handle(text) == .leave { return .leave }
        }
        console.say()
        console.say("The tour is over. :help lists the commands, Ctrl-D leaves.", .hint)
        return .goOn
    }
}
