import Foundation
import Synchronization

extension NetworkSegmenter {
    /// Progress under the names of the scans.
    func named(_ scans: [ScanValue], _ control: RunControl) -> RunControl {
        let names = scans.names
        return RunControl(
            progress: { [self] in
                let report = Progress(stage: "\(names): \($0.stage)", fraction: $0.fraction)
                latest.withLock { $0 = report }
                control.progress(report)
            },
            isCancelled: control.isCancelled)
    }

    /// Waits for the network without becoming deaf to a request to stop, and reports on the run that
    /// it waits for.
    func inTurn<Result: Sendable>(
        _ control: RunControl, _ body: () throws -> Result
    ) throws -> Result {
        while true {
            try control.check()
            let result = try turn.withLockIfAvailable { _ in
                defer { latest.withLock { $0 = nil } }
                return try body()
            }
            if let result { return result }
            if let report = latest.withLock({ $0 }) { control.progress(report) }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }
}
