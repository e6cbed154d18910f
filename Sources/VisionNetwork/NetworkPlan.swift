import Tensors

/// A network prepared for one grid: every operation, and where in one arena it reads and writes.
struct NetworkPlan: Sendable {
    struct Step: Sendable {
        /// What the user sees while it runs.
        let stage: String
        let operation: any PlannedOperation
        let source: Region
        let destination: Region
        /// The activation this step completes, by its name in parity fixtures.
        let completes: String?
    }

    let extent: Extent
    let precision: Precision
    let steps: [Step]

    let input: Region
    let output: Region
    let scratch: Region
    let byteCount: Int

    /// Sum of the steps' work.
    let work: Double

    /// - Parameters:
    ///   - builder: holds all steps.
    ///   - extent: of the input.
    init(_ builder: PlanBuilder, extent: Extent, input: Region, output: Region) {
        var builder = builder
        let steps = builder.steps
        self.extent = extent
        self.steps = steps
        self.input = input
        self.output = output
        precision = builder.precision
        scratch = builder.planner.placeScratch(
            bytes: steps.reduce(0) { max($0, $1.operation.scratchBytes) })
        byteCount = builder.planner.byteCount
        work = steps.reduce(0) { $0 + $1.operation.work }
    }

    /// Runs all steps.
    ///
    /// - Parameters:
    ///   - values: the input, [depth, height, width].
    ///   - observe: gets each named activation as it is completed; for parity tests.
    /// - Returns: the arena, whose `output` region holds the result.
    /// - Throws: `CancellationError` or `TensorsError`.
    func run(
        _ values: [Float], progress: (String, Double) -> Void, isCancelled: () -> Bool,
        observe: ((String, Region, Arena) -> Void)? = nil
    ) throws -> Arena {
        let arena = try Arena(byteCount: byteCount)
        arena.write(values, to: input)
        try run(in: arena, progress: progress, isCancelled: isCancelled, observe: observe)
        return arena
    }

    /// Runs all steps on what the arena's `input` region holds.
    func run(
        in arena: Arena, progress: (String, Double) -> Void, isCancelled: () -> Bool,
        observe: ((String, Region, Arena) -> Void)? = nil
    ) throws {
        var done = 0.0
        for step in steps {
            progress(step.stage, done / work)
            try step.operation.run(
                in: arena, from: step.source, to: step.destination, scratch: scratch,
                isCancelled: isCancelled)
            done += step.operation.work
            if let name = step.completes { observe?(name, step.destination, arena) }
        }
    }
}
