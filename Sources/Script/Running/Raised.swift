/// An error on its way out of a run: the fault, where it happened, and through which calls it has
/// passed. Confined to the thread of its run.
final class Raised: Error, @unchecked Sendable {
    let fault: Fault
    let span: SourceSpan
    let source: Source
    /// The innermost call first.
    private(set) var calls: [RuntimeFailure.Call] = []

    init(_ fault: Fault, span: SourceSpan, source: Source) {
        self.fault = fault
        self.span = span
        self.source = source
    }

    /// A call stack this deep says enough; the rest of an endless recursion adds nothing.
    private static let maximumCalls = 40

    func passes(_ function: String, span: SourceSpan, source: Source) {
        guard calls.count < Raised.maximumCalls else { return }
        calls.append(RuntimeFailure.Call(function: function, span: span, source: source))
    }

    /// The error as the program sees it when it catches it.
    var caught: CaughtError {
        if case .raised(let name, let arguments) = fault {
            return CaughtError(name: name, arguments: arguments)
        }
        if case .keyMissing(_, let key) = fault {
            return CaughtError(name: .keyError, arguments: [key])
        }
        if case .assertion(nil) = fault {
            return CaughtError(name: .assertionError, arguments: [])
        }
        return CaughtError(name: fault.errorName, arguments: [.text(fault.pythonMessage)])
    }

    var failure: RuntimeFailure {
        let reason: RuntimeFailure.Reason
        let severity = Diagnostic.Severity.error
        let identifier: String
        switch fault {
        case .cancelled: (reason, identifier) = (.cancelled, "cancelled")
        case .stepLimit: (reason, identifier) = (.stepLimit, "step-limit")
        case .memoryLimit: (reason, identifier) = (.memoryLimit, "memory-limit")
        default: (reason, identifier) = (.error(fault.errorName), fault.errorName.rawValue)
        }
        let diagnostic = Diagnostic(
            severity: severity, message: fault.message, span: span, hint: fault.hint,
            identifier: identifier)
        return RuntimeFailure(
            reason: reason, diagnostic: diagnostic, source: source, calls: calls.reversed())
    }
}
