import Foundation
import LanguageModel
import Script
import Synchronization

/// Has a server write the program; what it writes goes through the same checker as the built-in
/// model's, and mistakes are told to it.
///
/// Words leave the machine, and names and kinds of what is in the workspace: never voxels, never the
/// path or name of a file, nothing of a file's header.
package final class RemotePlanner: PromptPlanner {
    /// How often mistakes are told to the server.
    static let mostRepairs = 2

    package let endpoint: RemoteEndpoint
    private let catalogue: [Signature]
    private let structures: [StructureName]
    private let phrases: (any PhraseResolver)?
    private let sent = Mutex<[ChatMessage]>([])

    /// - Parameters:
    ///   - catalogue: the host's functions.
    ///   - structures: what anatomy phrases may name.
    ///   - phrases: who decides about phrases; nil accepts every phrase.
    package init(
        endpoint: RemoteEndpoint, catalogue: [Signature], structures: [StructureName],
        phrases: (any PhraseResolver)?
    ) {
        self.endpoint = endpoint
        self.catalogue = catalogue
        self.structures = structures
        self.phrases = phrases
    }

    /// All messages of the latest chat that left the machine; empty where none has.
    package var lastSent: [ChatMessage] { sent.withLock { $0 } }

    /// The messages that a prompt would send.
    package func messages(for prompt: String, context: PlanningContext) -> [ChatMessage] {
        messages(for: prompt, context, Self.disclosure(prompt, context))
    }

    /// - Throws: `RemotePlannerError`, `LanguageModelError.cancelled`.
    package func plan(
        _ prompt: String, context: PlanningContext, isCancelled: () -> Bool
    ) throws -> Plan {
        let answers = Answers(catalogue: catalogue, structures: structures, context: context)
        guard prompt.contains(where: { !$0.isWhitespace }) else {
            return Plan(prompt: prompt, outcome: answers.nothingAsked)
        }
        let disclosure = Self.disclosure(prompt, context)
        var messages = messages(for: prompt, context, disclosure)
        var repairs = 0
        while true {
            let text = try complete(messages, isCancelled: isCancelled)
            let reply = RemoteReply(disclosure.incoming(text))
            guard case .program(let code) = reply else {
                return Plan(prompt: prompt, outcome: outcome(of: reply, answers))
            }
            let program = Planner.canonical(code)
            let check = ProgramCheck(
                program, catalogue: catalogue, context: context, phrases: phrases)
            guard let mistake = check.mistake else {
                // A server states no probability; the user confirms every program.
                return Plan(
                    prompt: prompt,
                    outcome: .program(code: program, confidence: 1, readings: check.readings))
            }
            guard repairs < Self.mostRepairs else {
                return Plan(prompt: prompt, outcome: refusal(for: mistake))
            }
            repairs += 1
            messages.append(ChatMessage(role: .assistant, content: text))
            messages.append(
                ChatMessage(
                    role: .user,
                    content: "The program does not pass the checker:\n\n"
                        + withoutFiles(check.rendered, disclosure)
                        + "\nAnswer with the whole corrected program, or REFUSE or ASK."))
        }
    }

    private func complete(
        _ messages: [ChatMessage], isCancelled: () -> Bool
    ) throws -> String {
        sent.withLock { $0 = messages }
        let request = ChatRequest(model: endpoint.model, messages: messages)
        let reply = try HTTPPost.send(
            try request.json(), to: endpoint, isCancelled: isCancelled)
        return try ChatReply.text(of: reply, host: endpoint.host)
    }

    private func outcome(of reply: RemoteReply, _ answers: Answers) -> Outcome {
        switch reply {
        case .refusal(let reason) where !reason.isEmpty:
            .refusal(reason: Planner.sentence(reason), suggestions: [])
        case .program, .refusal: answers.outcome(for: .refuseScope, prompt: "")
        case .question(let text, let choices):
            .question(text: text.isEmpty ? "What do you mean?" : text, choices: choices)
        case .help: .help(text: answers.helpText)
        case .workspace: .workspace
        }
    }

    private func refusal(for mistake: Diagnostic) -> Outcome {
        .refusal(
            reason: "The planner at \(endpoint.host) wrote no program that can run: "
                + Planner.sentence(mistake.message),
            suggestions: [mistake.hint].compactMap(\.self))
    }

    // MARK: - What leaves the machine

    private static func disclosure(_ prompt: String, _ context: PlanningContext) -> Disclosure {
        Disclosure(
            texts: [prompt] + turns(context) + context.items.map(\.details), items: context.items)
    }

    private static func turns(_ context: PlanningContext) -> [String] {
        context.earlier.suffix(PlanningContext.turnsSeen).map(\.prompt)
    }

    private func messages(
        for prompt: String, _ context: PlanningContext, _ disclosure: Disclosure
    ) -> [ChatMessage] {
        let instructions = RemoteInstructions(catalogue: catalogue, structures: structures)
        let items = context.items.map { item in
            let details = item.details.isEmpty ? "" : " (\(item.details))"
            return "- \(item.name): \(item.kind)\(details)"
        }
        var lines = ["Workspace:"] + (items.isEmpty ? ["- nothing is loaded"] : items)
        let turns = Self.turns(context)
        if !turns.isEmpty {
            lines += ["Earlier requests, oldest first:"] + turns.map { "- \($0)" }
        }
        lines.append("Request: \(prompt)")
        return [
            ChatMessage(role: .system, content: instructions.text),
            ChatMessage(
                role: .user, content: lines.map(disclosure.outgoing).joined(separator: "\n")),
        ]
    }

    /// A message of the checker as it may leave: reasons may name the file of a label map.
    private func withoutFiles(_ text: String, _ disclosure: Disclosure) -> String {
        let known = disclosure.outgoing(text)
        return Disclosure(texts: [known], items: []).outgoing(known)
    }
}
