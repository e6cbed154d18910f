import Analysis
import Foundation
import Planner
import Script
import Session
import Terminal
import Volumes

extension InteractiveSession {
    // MARK: - Learning

    /// What was remembered for a prompt, when it differs from what the planner writes.
    ///
    /// - Parameter planned: The planner's program; nil where it has none.
    func recollection(for prompt: String, planned: String?) -> Recollection.Found? {
        guard let memory, !memory.programs.isEmpty,
            let planner = try? models.planner(in: workspace),
            let embedding = try? planner.embedding(of: prompt)
        else { return nil }
        let query = Recollection.Query(
            prompt: prompt, embedding: embedding, facts: planner.facts(of: prompt),
            planned: planned)
        let current = memory.programs.filter { $0.encoder == models.encoderMark }
        let search = Recollection(workspace: workspace, facts: planner.facts(of:))
        guard let found = search.find(query, among: current),
            found.code != planned, check(found.code, program: nil).isRunnable
        else { return nil }
        return found
    }

    /// Remembers a prompt's program that ran to its end.
    ///
    /// - Parameter before: The workspace in which it began.
    func learn(_ prompt: String, generated: String, code: String, in before: Workspace) {
        guard let memory, let planner = try? models.planner(in: workspace),
            let embedding = try? planner.embedding(of: prompt)
        else { return }
        let mentions = [generated, code].map { code in
            ProgramOutline(Parser.parse(Source(name: "code", text: code)).0).mentions
        }
        let used = before.entries.filter { entry in mentions.contains { $0.contains(entry.name) } }
        let program = RememberedProgram(
            prompt: prompt, code: code, generated: generated,
            names: Dictionary(
                uniqueKeysWithValues: used.map { ($0.name, $0.kind.description) }),
            date: Today.text(), embedding: RememberedProgram.packed(embedding),
            encoder: models.encoderMark)
        attempt { try memory.remember(program) }
    }

    // MARK: - :memory

    func carryOut(_ order: MemoryOrder) {
        guard let memory else {
            console.result("Programs are not remembered: learn = off in the configuration.\n")
            return
        }
        switch order {
        case .list: listMemory(memory)
        case .show(let number):
            guard let program = remembered(number, in: memory) else { return }
            console.result("\(program.date)  \(program.prompt)\n")
            console.result(CodeView.lines(program.code))
            if program.isEdited {
                console.result("It was written as:\n")
                console.result(CodeView.lines(program.generated))
            }
        case .forget(let number):
            guard remembered(number, in: memory) != nil else { return }
            attempt {
                try memory.forget(at: memory.programs.count - number)
                console.say("Forgotten.", .success)
            }
        case .forgetAll:
            attempt {
                try memory.forgetAll()
                console.say("All remembered programs are forgotten.", .success)
            }
        case .export(let path):
            attempt {
                try TextFile.write(memory.exported, to: path)
                console.say("\(memory.programs.count) programs are in \(path)", .success)
            }
        }
    }

    /// The latest first.
    private func listMemory(_ memory: ProgramMemory) {
        guard !memory.programs.isEmpty else {
            console.result("No program is remembered yet.\n")
            return
        }
        let lines = memory.programs.reversed().enumerated().map { index, program in
            let head = StyledText("\(index + 1)".leftPadded(to: 4) + "  ", .emphasis)
            let room = max(10, console.size.columns - 30)
            let prompt = program.prompt.split(whereSeparator: \.isNewline).joined(separator: " ")
            return head + StyledText("\(program.date)  ", .dim)
                + StyledText(TextWidth.truncated(prompt, to: room))
                + StyledText(program.isEdited ? "  edited" : "", .note)
        }
        console.pageResult(lines, reader: reader)
        console.say(
            ":memory N shows one, :memory forget N|all forgets, :memory export PATH writes all.",
            .hint)
    }

    private func remembered(_ number: Int, in memory: ProgramMemory) -> RememberedProgram? {
        let index = memory.programs.count - number
        if memory.programs.indices.contains(index) { return memory.programs[index] }
        fail("There is no remembered program \(number); :memory lists them.")
        return nil
    }

    private func attempt(_ body: () throws -> Void) {
        do { try body() } catch { fail("\(error)") }
    }
}

extension String {
    func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
