/// The variables of one call.
///
/// The slots are raw memory that only this type touches: every access of a local variable passes
/// here, and an array would count references and check bounds each time. Indices come from the
/// scopes, which count the slots.
final class Frame {
    let machine: Machine
    let code: FunctionCode
    /// Shared variables: those of outer functions, then the call's own.
    var cells: [Cell]
    /// What `return` gave.
    var result = Value.nothing
    private let slots: UnsafeMutablePointer<Value?>

    init(_ machine: Machine, _ code: FunctionCode, captured: [Cell]) throws {
        self.machine = machine
        self.code = code
        cells = captured
        slots = .allocate(capacity: code.slotCount)
        slots.initialize(repeating: nil, count: code.slotCount)
        if code.cellCount > captured.count {
            for _ in captured.count..<code.cellCount { cells.append(try machine.newCell()) }
        }
    }

    @inline(__always)
    subscript(slot: Int) -> Value? {
        get { slots[slot] }
        set { slots[slot] = newValue }
    }

    deinit {
        slots.deinitialize(count: code.slotCount)
        slots.deallocate()
    }

    /// The error with its place, unless it has one already.
    func located(_ error: any Error, _ span: SourceSpan) -> any Error {
        switch error {
        case is Raised: return error
        case let fault as Fault: return Raised(fault, span: span, source: code.unit.source)
        default:
            let fault = Fault.host(message: String(describing: error), hint: nil)
            return Raised(fault, span: span, source: code.unit.source)
        }
    }
}

/// A function made ready to run.
final class FunctionCode {
    let name: String
    /// The program it was written in.
    let unit: PreparedUnit
    /// The node of the program it was made of, to find it again in a later run.
    let origin: ObjectIdentifier
    let parameters: [ParameterSyntax]
    /// Parameters that may be given by position.
    let positionalCount: Int
    /// Whether only positional parameters are there.
    let isPlain: Bool
    let slotCount: Int
    let cellCount: Int
    /// Parameters that live in cells: slot and cell.
    let parameterCells: [(slot: Int, cell: Int)]
    fileprivate(set) var body = BlockNode([])

    init(
        name: String, unit: PreparedUnit, origin: ObjectIdentifier,
        parameters: [ParameterSyntax], scope: Scope
    ) {
        self.name = name
        self.unit = unit
        self.origin = origin
        self.parameters = parameters
        positionalCount = parameters.filter { $0.sort == .plain }.count
        isPlain = positionalCount == parameters.count
        slotCount = scope.slotCount
        cellCount = scope.cellCount
        parameterCells = parameters.enumerated().compactMap { index, parameter in
            if case .cell(let cell) = scope.place(of: parameter.name) { return (index, cell) }
            return nil
        }
    }

    func complete(_ body: BlockNode) {
        self.body = body
    }

    /// Runs the body in a frame whose parameters are in their slots.
    @inline(__always)
    func run(_ frame: Frame) throws -> Value {
        let machine = frame.machine
        try machine.enter()
        defer { machine.leave() }
        try machine.tick()
        for (slot, cell) in parameterCells { frame.cells[cell].value = frame[slot] }
        _ = try body.execute(frame)
        return frame.result
    }
}

/// A program that functions were prepared from; they keep it, to be prepared again in a later run.
final class PreparedUnit {
    let program: Program
    var source: Source { program.source }

    init(_ program: Program) {
        self.program = program
    }
}
