import Analysis
import Script
import Session

/// What a program does, step by step, read off its syntax tree.
struct ProgramOutline {
    /// A call with its arguments as they are written.
    struct Call: Hashable {
        struct Argument: Hashable {
            /// The parameter; nil where it cannot be told.
            let name: String?
            let text: String
            /// Set where the argument is a text or a number as it stands.
            let constant: String?
        }

        /// "segment"; "math.sqrt"; ".append" for a method.
        let name: String
        let arguments: [Argument]
        let span: SourceSpan

        var signature: Signature? { Catalogue.signatures[name] }

        func argument(_ name: String) -> Argument? { arguments.first { $0.name == name } }
    }

    /// What a step does beside its calls.
    enum Form: Hashable {
        /// Calls only.
        case calls
        /// Gives names a value; the call is set where the value is what it gives.
        case names([String], value: String, call: Call?)
        case changes(String)
        case condition(String, isFirst: Bool)
        case otherwise
        case each(name: String, items: String)
        case whilst(String)
        case defines(name: String, parameters: [String], documentation: String?)
        case gives(String?)
        case requires(String)
        case forgets([String])
        case attempts, afterAll
        case onError(String?)
        case raises(String?)
        case leavesLoop, nextRound, nothing
    }

    struct Step: Hashable {
        /// The text; of a block its first line only.
        let text: String
        let span: SourceSpan
        /// Blocks around it.
        let depth: Int
        let form: Form
        /// In the order in which they are made.
        let calls: [Call]
        /// What decides whether it is reached: "left < right"; empty where nothing does.
        let conditions: [String]
        /// Whether it stands in a loop or a function.
        let repeats: Bool
    }

    let steps: [Step]
    /// Every name that the program mentions.
    let mentions: Set<String>

    init(_ program: Program) {
        var reader = OutlineReader(source: program.source)
        reader.read(program.statements, OutlineReader.Place())
        steps = reader.steps
        mentions = reader.mentions
    }

    /// Whether a text of several lines is code, such as one that was pasted: it can be read, and it
    /// does something, which words below each other do not.
    static func isProgram(_ text: String) -> Bool {
        let (program, problems) = Parser.parse(Source(name: "pasted", text: text))
        guard !problems.hasErrors else { return false }
        return ProgramOutline(program).steps.contains { $0.form != .calls || !$0.calls.isEmpty }
    }

    var calls: [Call] { steps.flatMap(\.calls) }

    /// Whether it may write files, by itself or through a function that the workspace keeps.
    func mayWriteFiles(in workspace: Workspace) -> Bool {
        mentions.contains { name in
            Catalogue.signatures[name]?.effect == .writesFile
                || workspace[name: name]?.kind == .function
        }
    }
}
