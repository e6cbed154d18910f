/// What can go wrong while a network is prepared or runs.
package struct TensorsError: Error, Equatable, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        /// oneDNN has no implementation of an operation for this shape and precision.
        case unavailable(operation: String)
        /// oneDNN reported a failure while it ran.
        case failed(operation: String)
        case outOfMemory(bytes: Int)
    }

    package let reason: Reason

    package init(_ reason: Reason) { self.reason = reason }

    package var description: String {
        switch reason {
        case .unavailable(let operation):
            "oneDNN cannot do \(operation) on this processor; "
                + "try float32 precision, or update the library libdnnl"
        case .failed(let operation):
            "oneDNN failed in \(operation), probably for lack of memory; "
                + "close other programs or crop the scan"
        case .outOfMemory(let bytes):
            "not enough memory: \((bytes + 999_999) / 1_000_000) MB are needed at once; "
                + "close other programs or crop the scan"
        }
    }
}
