/// One step of a session: what was asked, what ran, what came out.
package struct StepRecord: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable {
        /// The code ran to its end.
        case ran
        /// The code stopped with an error; the workspace stayed as it was.
        case failed
        /// The user stopped the run.
        case stopped
        /// The user did not want the code to run.
        case skipped
        /// The prompt could not be turned into code, and the answer says why.
        case refused
        /// The prompt was answered without code.
        case answered
        /// Earlier steps were taken back, or brought back.
        case undone
    }

    /// Seconds that the planner and the run took.
    package struct Seconds: Hashable, Sendable {
        package var plan: Double
        package var run: Double

        package init(plan: Double = 0, run: Double = 0) {
            self.plan = plan
            self.run = run
        }
    }

    /// From 1.
    package var number: Int
    package var status: Status
    /// The words of the user; nil where a program was run from a file.
    package var prompt: String?
    /// The file of the program, where there was no prompt.
    package var program: String?
    /// The code as the planner or the program's file had it; nil when it is the code that ran.
    package var generatedCode: String?
    /// The code that ran, or would have run.
    package var code: String?
    /// What the program printed, or the answer in words.
    package var output: String
    package var values: [ReportedValue]
    package var warnings: [String]
    /// Names that are new in the workspace or changed, each with its kind in words.
    package var names: [String]
    /// Files written, relative to the folder of the session file.
    package var saved: [String]
    package var error: String?
    /// Numbers of earlier steps that this one takes back.
    package var undone: [Int]
    /// Numbers of steps taken back that this one brings back.
    package var redone: [Int]
    package var seconds: Seconds
    /// False where the end of the step is missing in the file.
    package var isComplete: Bool

    package init(
        number: Int, status: Status, prompt: String? = nil, program: String? = nil,
        generatedCode: String? = nil, code: String? = nil, output: String = "",
        values: [ReportedValue] = [], warnings: [String] = [], names: [String] = [],
        saved: [String] = [], error: String? = nil, undone: [Int] = [], redone: [Int] = [],
        seconds: Seconds = Seconds(), isComplete: Bool = true
    ) {
        self.number = number
        self.status = status
        self.prompt = prompt
        self.program = program
        self.generatedCode = generatedCode
        self.code = code
        self.output = output
        self.values = values
        self.warnings = warnings
        self.names = names
        self.saved = saved
        self.error = error
        self.undone = undone
        self.redone = redone
        self.seconds = seconds
        self.isComplete = isComplete
    }
}
