import Foundation

/// Runs programs. The interpreter keeps nothing between runs.
package struct Interpreter: Sendable {
    let functions: [String: HostFunction]
    let limits: Limits
    let isCancelled: @Sendable () -> Bool
    let print: @Sendable (String) -> Void

    /// - Parameters:
    ///   - functions: The host's functions by name.
    ///   - isCancelled: Asked every few hundred steps.
    ///   - print: Gets every printed text, its line end included.
    package init(
        functions: [String: HostFunction], limits: Limits = Limits(),
        isCancelled: @escaping @Sendable () -> Bool = { false },
        print: @escaping @Sendable (String) -> Void
    ) {
        self.functions = functions
        self.limits = limits
        self.isCancelled = isCancelled
        self.print = print
    }

    /// Runs a parsed program on copies of `globals`, and gives the names and values it leaves:
    /// those it was given, those it changed and those it made.
    ///
    /// Blocks until the run has ended. The run has a thread of its own with a large stack, so that
    /// deep recursion meets the call limit and not the end of the stack; functions of the host and
    /// `print` are called on it.
    ///
    /// - Throws: `RuntimeFailure`; `globals` and every list, dict and set in it are as before.
    package func run(
        _ program: Program, globals: [String: Value]
    ) throws -> [String: Value] {
        let outcome = Outcome()
        let thread = Thread { [self] in
            outcome.result = Result { try runHere(program, globals: globals) }
            outcome.finished.signal()
        }
        thread.stackSize = Interpreter.stackSize
        thread.start()
        outcome.finished.wait()
        guard let result = outcome.result else {
            preconditionFailure("the run has ended")
        }
        return try result.get()
    }

    /// What a run hands to the thread that waits for it; the semaphore orders the two.
    private final class Outcome: @unchecked Sendable {
        let finished = DispatchSemaphore(value: 0)
        var result: Result<[String: Value], any Error>?
    }

    /// Address space only: pages are taken as they are used.
    private static let stackSize = 512 * 1024 * 1024
    /// Left for the deepest single expression and for functions of the host.
    private static let stackReserve = 32 * 1024 * 1024

    private func runHere(
        _ program: Program, globals: [String: Value]
    ) throws -> [String: Value] {
        let here = withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) {
            UInt(bitPattern: $0.baseAddress)
        }
        let room = UInt(Interpreter.stackSize - Interpreter.stackReserve)
        let machine = Machine(
            limits: limits, stackEnd: here > room ? here - room : 0, cancellation: isCancelled,
            output: print)
        let table = GlobalTable(
            functions: functions.mapValues { .function(FunctionObject($0)) })
        defer {
            table.clear()
            machine.meter.dismantleAll()
        }
        do {
            var copier = ValueCopier(machine, table)
            for name in globals.keys.sorted() {
                if let value = globals[name] { table.cell(name).value = try copier.copy(value) }
            }
            let code = Preparer.prepare(program, globals: table).main
            let frame = try Frame(machine, code, captured: [])
            do {
                _ = try code.run(frame)
            } catch {
                throw frame.located(error, .start)
            }
        } catch let raised as Raised {
            throw raised.failure
        } catch let fault as Fault {
            throw Raised(fault, span: .start, source: program.source).failure
        }
        let values = table.values
        var releaser = ValueReleaser()
        releaser.release(values.values)
        return values
    }
}
