import Analysis
import Foundation
import Script
import Session
import Terminal
import Viewer
import Volumes

extension InteractiveSession {
    /// `:view NAME [NAME...]`.
    func view(_ names: [String]) throws {
        let entries = names.compactMap(entry)
        guard entries.count == names.count else { return }
        do {
            let content = try ViewerContent(entries, in: workspace, vocabulary: models.vocabulary)
            var state = content.state(environment: console.environment)
            let host = SessionViewerHost(session: self, scan: content.scans[0])
            try ViewerLoop(environment: console.environment, host: host).run(&state)
        } catch let mistake as ViewerContent.Mistake {
            fail("\(mistake)")
        } catch let error as TerminalError {
            fail("\(error)")
        }
    }
}

/// Answers what is asked in the viewer by the session that opened it: prompts go the way of every
/// prompt, outside of the screen.
struct SessionViewerHost: ViewerHost {
    let session: InteractiveSession
    let scan: ScanValue
    /// What prompts call something that is shown; nil for what they have no name for.
    var nameInPrompts: (String) -> String? = { $0 }

    func answer(_ words: String, in state: inout ViewerState) throws {
        let seen = state.namesUnderCrosshair
        if !seen.isEmpty, case .answer(let text) = PointedWords.read(words, names: seen) {
            state.message = text
            return
        }
        var names = seen.compactMap(nameInPrompts)
        if names.isEmpty, PointedWords.points(words) {
            do {
                names = try structure(at: state.crosshair).map { [$0] } ?? []
            } catch {
                state.message = "\(error)"
                return
            }
        }
        switch PointedWords.read(words, names: names) {
        case .prompt(let prompt):
            try run(&state) {
                session.console.say(StyledText("> ", .prompt) + StyledText(prompt))
                try session.answer(prompt)
            }
            // What was printed is read before the screen covers it again.
            _ = try session.reader.readLine(
                prompt: StyledText("[Enter] back to the viewer ", .hint))
        case .answer(let text): state.message = text
        }
    }

    func locate(_ words: String, in state: inout ViewerState) throws {
        if case .object(let mask as MaskValue)? = session.workspace[name: words]?.value {
            state.show(SliceOverlay(mask: mask.mask, name: mask.name))
            return
        }
        switch session.engine.resolver(in: session.workspace).read(words) {
        case .failure(let refusal): state.message = refusal.message
        case .success(let reading):
            let phrase = reading.anatomy.name
            let name = PointedWords.identifier(phrase)
            // Names of the table hold no quotes.
            let code = "\(name) = segment(\(scan.name), \"\(phrase)\")"
            // Going to a structure asks for exactly this.
            try run(&state) {
                try session.carryOut(code: code, prompt: nil, order: "going to \(phrase)")
            }
        }
    }

    /// Runs something and shows the masks that it made on this scan.
    private func run(_ state: inout ViewerState, _ body: () throws -> Void) throws {
        let before = session.workspace
        try body()
        for entry in session.workspace.entries {
            guard case .object(let mask as MaskValue) = entry.value,
                mask.scan?.identity == scan.identity,
                before[name: entry.name]?.provenance != entry.provenance
            else { continue }
            state.show(SliceOverlay(mask: mask.mask, name: mask.name))
        }
    }

    /// What the network takes the point for; nil outside of the head.
    ///
    /// - Throws: `AnalysisError`.
    private func structure(at world: SIMD3<Double>) throws -> String? {
        session.interrupts.clear()
        let interrupts = session.interrupts
        let bar = ProgressBar(environment: session.console.environment)
        defer { bar.finish() }
        let map = try session.models.segmenter.labelMap(
            of: [scan],
            control: RunControl(
                progress: { bar.update(stage: $0.stage, fraction: $0.fraction) },
                isCancelled: { interrupts.isRaised }))
        let voxel = SliceFocus(world: world, in: map.geometry).voxel
        return session.models.vocabulary.leaf(ofLabel: map[voxel.x, voxel.y, voxel.z])?.description
    }
}
