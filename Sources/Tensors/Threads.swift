import COneDNN
import COpenBLAS
import Foundation
import Synchronization

/// The one owner of the thread counts of OpenBLAS and oneDNN, and of our own loops.
///
/// oneDNN on OpenMP keeps the count per calling thread; `prepare` sets it on whichever thread is
/// about to compute. OpenBLAS computes on the calling thread alone; large products are split here.
package enum Threads {
    private static let requested = Atomic<Int>(0)
    /// Whether OpenBLAS has been told to leave the threads to us.
    ///
    /// Its own are shut down and lost whenever the process starts another one, and a product that
    /// runs at that moment then waits for ever. One thread of OpenBLAS in each of ours is safe.
    private static let leavesThreadsToUs: Void = vp_blas_set_threads(1)

    /// Threads that computations use: what was set, else one for each processor.
    package static var count: Int {
        get {
            let set = requested.load(ordering: .relaxed)
            return set > 0 ? set : available
        }
        set {
            precondition(newValue >= 1, "a computation needs at least one thread")
            requested.store(newValue, ordering: .relaxed)
        }
    }

    /// Processors this process may use.
    package static let available = max(1, ProcessInfo.processInfo.activeProcessorCount)

    /// Brings oneDNN to some threads for calls from this thread; nil stands for `count`.
    static func prepare(count wanted: Int? = nil) {
        vp_dnn_set_threads(Int32(wanted ?? count))
    }

    /// Keeps OpenBLAS from starting threads; before every product.
    static func prepareProduct() {
        leavesThreadsToUs
    }

    /// Calls `body` for 0..<`parts` on up to `count` threads and returns when all are done.
    package static func parallel(_ parts: Int, _ body: @Sendable (Int) -> Void) {
        guard parts > 1, count > 1 else {
            for part in 0..<parts { body(part) }
            return
        }
        let workers = min(count, parts)
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if part >= parts { return }
                body(part)
            }
        }
    }
}
