import Analysis
import Foundation
import Script

/// Checks and runs programs in a workspace: the one way in which the interactive session, the
/// batch commands and replay do it.
package struct Engine: Sendable {
    package let vocabulary: Vocabulary
    /// Understands phrases that no table holds; nil refuses them.
    let judge: (any PhraseJudge)?
    /// Answers for scans without a label map.
    let network: any Segmenter
    /// Written into saved files: program, weights.
    let history: String
    let limits: Limits

    package init(
        vocabulary: Vocabulary, judge: (any PhraseJudge)?, network: any Segmenter,
        history: String = ProgramVersion.title, limits: Limits = Engine.limits
    ) {
        self.vocabulary = vocabulary
        self.judge = judge
        self.network = network
        self.history = history
        self.limits = limits
    }

    /// The language's own limits; images may take half of the machine's memory, if that is less.
    package static let limits: Limits = {
        var limits = Limits()
        limits.images = min(limits.images, Int(ProcessInfo.processInfo.physicalMemory / 2))
        return limits
    }()

    /// A program that was parsed and checked against a workspace.
    package struct Checked: Sendable {
        package let program: Program
        /// In the order of the program.
        package let diagnostics: [Diagnostic]
        /// The calls that will run the vision network.
        package let networkCalls: [NetworkCall]
        /// Phrases that were understood without being known names.
        package let readings: [Reading]

        package var source: Source { program.source }
        package var isRunnable: Bool { !diagnostics.hasErrors }

        /// The diagnostics as a user reads them; empty where there are none.
        package func rendered(colored: Bool) -> String {
            diagnostics.isEmpty
                ? "" : DiagnosticRenderer.render(diagnostics, source: source, colored: colored)
        }
    }

    package func resolver(in workspace: Workspace) -> AnatomyResolver {
        AnatomyResolver(
            vocabulary: vocabulary, labelTerms: workspace.labelTerms, judge: judge)
    }

    /// What a program will compute before its first answer.
    package struct Outlook: Hashable, Sendable {
        /// The scans that the network has to go through, in alphabetical order.
        package let scans: [String]
        package let cost: SegmentationCost
    }

    /// Who answers for a scan, and what that takes before the first answer.
    package enum ScanCost: Hashable, Sendable {
        /// A label map, by its title; nothing to speak of.
        case labelMap(String)
        /// The network, which has been through the scan or tells no cost.
        case known
        case network(SegmentationCost)
    }

    /// nil where the name holds no scan.
    package func cost(ofScan name: String, in workspace: Workspace) -> ScanCost? {
        guard case .object(let scan as ScanValue)? = workspace[name: name]?.value else {
            return nil
        }
        if scan.file != nil, let source = workspace.labels[scan.name] {
            return .labelMap(source.title)
        }
        return network.cost(of: scan).map(ScanCost.network) ?? .known
    }

    /// The cost ahead; nil where no scan has to be gone through, or which cannot be told.
    package func outlook(of checked: Checked, in workspace: Workspace) -> Outlook? {
        var total = SegmentationCost(seconds: 0, memory: 0)
        var scans: [String] = []
        for name in Set(checked.networkCalls.flatMap(\.scans)).sorted() {
            guard case .network(let cost)? = self.cost(ofScan: name, in: workspace) else {
                continue
            }
            scans.append(name)
            total.seconds += cost.seconds
            total.memory = max(total.memory, cost.memory)
            total.parts = max(total.parts, cost.parts)
        }
        return scans.isEmpty ? nil : Outlook(scans: scans, cost: total)
    }

    /// Finds mistakes; computes nothing.
    ///
    /// - Parameter name: How messages call the program.
    package func check(_ code: String, name: String, in workspace: Workspace) -> Checked {
        let (program, problems) = Parser.parse(Source(name: name, text: code))
        if problems.hasErrors {
            // What follows from an unreadable line would only hide the cause.
            return Checked(program: program, diagnostics: problems, networkCalls: [], readings: [])
        }
        let result = Checker(
            functions: Catalogue.signatures, globals: workspace.kinds,
            phrases: resolver(in: workspace)
        ).check(program)
        return Checked(
            program: program, diagnostics: problems + result.diagnostics,
            networkCalls: result.networkCalls, readings: result.readings)
    }
}
