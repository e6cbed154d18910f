import Analysis
import Foundation
import Session
import Synchronization

/// Puts scans through the network while the user still reads and types, so that the first question
/// about them often finds the work done.
///
/// It never speaks: what fails here fails again, with a message, when the scan is asked about.
final class BackgroundPreparation: Sendable {
    private struct State {
        var waiting: [ScanValue] = []
        var isWorking = false
        /// Raised with every request to stop: work that began before it ends.
        var epoch = 0
    }

    private let segmenter: any Segmenter
    private let state = Mutex(State())

    init(_ segmenter: any Segmenter) { self.segmenter = segmenter }

    /// Begins with the scans that no label map answers for.
    func start(_ names: [String], in workspace: Workspace) {
        let scans = names.compactMap { name -> ScanValue? in
            guard workspace.labels[name] == nil,
                case .object(let object)? = workspace[name: name]?.value,
                let scan = object as? ScanValue, scan.file != nil
            else { return nil }
            return scan
        }
        let starts = state.withLock { state in
            state.waiting += scans
            guard !state.waiting.isEmpty, !state.isWorking else { return false }
            state.isWorking = true
            return true
        }
        guard starts else { return }
        let thread = Thread { self.work() }
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Asks the work to end; scans that wait are forgotten.
    func cancel() {
        state.withLock { state in
            state.waiting = []
            state.epoch += 1
        }
    }

    /// Ends the work and waits for it, but no longer than a moment: libraries must not be torn down
    /// under it.
    func stop() {
        cancel()
        let limit = Date(timeIntervalSinceNow: 0.5)
        while state.withLock({ $0.isWorking }), Date() < limit {
            Thread.sleep(forTimeInterval: 0.005)
        }
    }

    private func work() {
        Self.yieldToOthers()
        while true {
            let next = state.withLock { state -> (scan: ScanValue, epoch: Int)? in
                guard !state.waiting.isEmpty else {
                    state.isWorking = false
                    return nil
                }
                return (state.waiting.removeFirst(), state.epoch)
            }
            guard let next else { return }
            let control = RunControl(isCancelled: { [self] in
                state.withLock { $0.epoch != next.epoch }
            })
            try? segmenter.prepare(next.scan, control: control)
        }
    }

    /// Lets the threads that the user waits for go first. On Linux the value is this thread's own,
    /// and the threads that it starts inherit it.
    private static func yieldToOthers() {
        #if os(Linux)
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        #endif
    }
}
