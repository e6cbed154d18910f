import COneDNN
import COpenBLAS
import Foundation
import Synchronization

/// The one owner of the thread counts of OpenBLAS and oneDNN, and of our own loops.
///
/// The two libraries never run at once by our doing, so both get the same count. oneDNN on OpenMP
/// keeps the count per calling thread; `prepare` sets it on whichever thread is about to compute.
package enum Threads {
    private static let requested = Atomic<Int>(0)
    /// The threads OpenBLAS is set to; held while it computes.
    private static let products = Mutex(0)

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

    /// Brings oneDNN to `count` for calls from this thread.
    static func prepare() {
        vp_dnn_set_threads(Int32(count))
    }

    /// Products of fewer multiplications run on one thread.
    ///
    /// A product of this size takes about a millisecond. Handing half of it to a thread that has to
    /// be scheduled first saves less than that on an idle machine, and on a busy one costs many
    /// times as much: writing a program of 80 tokens, thousands of small products, took 16 s of
    /// waiting beside two other processes on two processors, and 0.9 s on one thread.
    private static let leastForSeveral = 1 << 25

    /// Runs a product with as many threads of OpenBLAS as it is worth.
    ///
    /// One product at a time: OpenBLAS can wait for ever when its threads are set anew while
    /// another of its calls runs.
    ///
    /// - Parameter multiplications: rows x columns x inner.
    static func multiply(multiplications: Int, _ product: () -> Void) {
        let wanted = multiplications < leastForSeveral ? 1 : count
        products.withLock { applied in
            if applied != wanted {
                vp_blas_set_threads(Int32(wanted))
                applied = wanted
            }
            product()
        }
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
