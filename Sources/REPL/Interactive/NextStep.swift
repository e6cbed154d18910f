import Analysis
import Planner
import Script
import Session

/// What the outcome of a program calls for: a program that goes on from it, and why.
///
/// A program measures what it finds even where that cannot be trusted: a mask is empty, lies in
/// pieces, or has an impossible size. What a person would then do is offered, and confirmed like any
/// program.
struct NextStep: Hashable {
    /// Steps after one prompt at most.
    static let most = 3

    /// What a program did.
    struct Outcome {
        let code: String
        /// What is new or changed in the workspace, in its order.
        let names: [String]
    }

    /// What was found and what the program does about it, in words.
    let reason: String
    let code: String

    /// The step that the first doubtful mask calls for; nil where there is none, or it was tried.
    ///
    /// - Parameter tried: programs that ran for this prompt.
    init?(after outcome: Outcome, in workspace: Workspace, tried: [String]) {
        let statements = Parser.parse(Source(name: "program", text: outcome.code)).0.statements
        for name in outcome.names {
            guard let mask = workspace.mask(named: name), mask.reading != nil,
                let search = statements.lazy.compactMap({ Search($0) }).first(where: {
                    $0.mask == name
                }), workspace[name: search.scan] != nil
            else { continue }
            let offers = mask.flags.lazy.compactMap { flag -> NextStep? in
                switch flag {
                case .empty:
                    Self.elsewhere(
                        "no \(mask.name) is found in \(search.scan)", outcome, search, workspace,
                        tried)
                case .implausibleVolume, .misplaced:
                    Self.elsewhere(
                        "the \(mask.name) in \(search.scan) may be wrong", outcome, search,
                        workspace, tried)
                case .fragmented, .scattered:
                    Self.largestPiece(outcome, search, statements, workspace, tried)
                case .touchesFieldOfView: nil
                }
            }
            if let offer = offers.first {
                self = offer
                return
            }
        }
        return nil
    }

    private init?(_ reason: String, _ code: String, _ tried: [String]) {
        guard !tried.contains(code) else { return nil }
        self.reason = reason
        self.code = code
    }

    /// `mask = segment(scan, "…")`, a line of a program.
    private struct Search {
        let mask: String
        let scan: String

        init?(_ statement: Script.Statement) {
            guard case .assign(let targets, let value) = statement.form,
                case .name(let mask)? = targets.first?.form, targets.count == 1,
                case .call(let function, let arguments) = value.form,
                case .name("segment") = function.form,
                case .name(let scan)? = arguments.first?.value.form
            else { return nil }
            (self.mask, self.scan) = (mask, scan)
        }
    }

    /// Nothing was found, or not where it should be: the same in a scan that was not looked at yet.
    private static func elsewhere(
        _ reason: String, _ outcome: Outcome, _ search: Search, _ workspace: Workspace,
        _ tried: [String]
    ) -> NextStep? {
        let programs = tried.joined(separator: "\n")
        let seen = Recollection.names(in: programs, of: Set(workspace.names))
        let person = subject(of: workspace[name: search.scan])
        let other = workspace.entries.first { entry in
            let same = person == nil || [person, nil].contains(subject(of: entry))
            return entry.kind == .volume && !entry.provenance.isStep && !seen.contains(entry.name)
                && same
        }
        guard let other else { return nil }
        var taken = Set(workspace.names)
        var substitutes = [search.scan: other.name]
        for name in outcome.names {
            substitutes[name] = VariableNamer.unused("\(name)_\(other.name)", &taken)
        }
        return NextStep(
            "\(reason); the same in \(other.name)",
            Recollection.renaming(substitutes, in: outcome.code), tried)
    }

    /// Whose scan it is, where the name of its file says so.
    private static func subject(of entry: Workspace.Entry?) -> String? {
        guard case .scan(let file)? = entry?.provenance else { return nil }
        return BIDSName(path: file.path)?.subject
    }

    /// The mask lies in pieces: the rest of the program with the largest one alone.
    private static func largestPiece(
        _ outcome: Outcome, _ search: Search, _ statements: [Script.Statement],
        _ workspace: Workspace, _ tried: [String]
    ) -> NextStep? {
        let lines = Array(outcome.code.utf8)
        let rest = statements.filter { Search($0) == nil }.map { statement in
            String(
                decoding: lines[statement.span.start.offset..<statement.span.end.offset],
                as: UTF8.self)
        }
        var taken = Set(workspace.names)
        let largest = VariableNamer.unused("largest_\(search.mask)", &taken)
        var substitutes = [search.mask: largest]
        for name in outcome.names
        where name != search.mask && workspace.mask(named: name)?.reading == nil {
            substitutes[name] = VariableNamer.unused("\(name)_of_largest", &taken)
        }
        let again = rest.map { Recollection.renaming(substitutes, in: $0) }
            .filter { !Recollection.names(in: $0, of: Set(substitutes.values)).isEmpty }
        return NextStep(
            "\(search.mask) lies in pieces; the same with the largest of them",
            (["\(largest) = biggest(\(search.mask), 1)"] + again).joined(separator: "\n"), tried)
    }
}
