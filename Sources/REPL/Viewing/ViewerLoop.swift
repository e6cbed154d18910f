import Terminal
import Viewer
import Volumes

/// What the viewer cannot do by itself. The screen is closed while it is done.
protocol ViewerHost {
    /// Answers words about what is under the crosshair.
    ///
    /// - Throws: What ends the program.
    func answer(_ words: String, in state: inout ViewerState) throws
    /// Finds a structure by its name and shows it, or says why not.
    func locate(_ words: String, in state: inout ViewerState) throws
}

/// Shows the viewer on the terminal and hands it keys until the user leaves it.
struct ViewerLoop {
    let environment: [String: String]
    let host: any ViewerHost

    /// The level of display of the terminal on standard output.
    static func mode(environment: [String: String]) -> DisplayMode {
        DisplayMode.best(
            for: StandardStream.output.colorLevel(environment: environment),
            environment: environment)
    }

    /// - Throws: `TerminalError.unusableScreen`; what the host throws.
    func run(_ state: inout ViewerState) throws {
        var screen = try open(&state)
        defer { screen.close() }
        while true {
            screen.show(state.canvas)
            guard var key = screen.key() else { continue }
            while true {
                if let request = take(key, &state, screen) {
                    if request == .quit { return }
                    if case .save(let path, let replacing) = request {
                        save(state, to: path, replacing: replacing, &state)
                    } else {
                        screen.close()
                        try carryOut(request, &state)
                        screen = try open(&state)
                    }
                }
                // Keys that wait already are taken before anything is drawn.
                guard let next = screen.key(within: 0) else { break }
                key = next
            }
        }
    }

    private func open(_ state: inout ViewerState) throws -> Screen {
        let screen = try Screen(environment: environment, watchesMouse: true)
        state.size = screen.size
        return screen
    }

    private func take(
        _ key: Key, _ state: inout ViewerState, _ screen: Screen
    ) -> ViewerRequest? {
        guard key == .resize else { return state.handle(key) }
        state.size = screen.size
        state.cellAspect = TerminalSize.cellAspect() ?? SliceRenderer.usualCellAspect
        return nil
    }

    private func carryOut(_ request: ViewerRequest, _ state: inout ViewerState) throws {
        switch request {
        case .ask(let words): try host.answer(words, in: &state)
        case .locate(let words): try host.locate(words, in: &state)
        case .quit, .save: break
        }
    }

    private func save(
        _ shown: ViewerState, to path: String, replacing: Bool, _ state: inout ViewerState
    ) {
        do {
            if path.lowercased().hasSuffix(".txt") {
                try TextFile.write(shown.text + "\n", to: path, overwrite: replacing)
            } else if path.lowercased().hasSuffix(".png") {
                try shown.picture.write(
                    to: path, remarks: PictureRemarks.of(shown.title), overwrite: replacing)
            } else {
                state.message = "a picture is written as .png, or as .txt in characters"
                return
            }
            state.message = "saved as \(path)"
        } catch let error as VolumeError where error.problem == .exists {
            state.askToReplace(path)
        } catch {
            state.message = "\(error)"
        }
    }
}
