import Analysis
import Foundation
import Script
import Session
import Terminal
import Volumes

extension InteractiveSession {
    func carryOut(_ command: ColonCommand) throws -> Next {
        switch command {
        case .load(let path, let name): load(path, as: name)
        case .list:
            console.pageResult(
                WorkspaceListing.lines(of: workspace, columns: console.size.columns),
                reader: reader)
        case .show(let name): show(name)
        case .view(let names): try view(names)
        case .info(let name): info(name)
        case .rename(let name, let new): try rename(name, to: new)
        case .drop(let names): try drop(names)
        case .travel(let direction, let count): travel(direction, count: count)
        case .memory(let order): carryOut(order)
        case .tour: return try tour()
        case .save(let name, let path): try save(name, to: path)
        case .saveSession(let path): saveSession(to: path)
        case .open(let path): open(path)
        case .export(let path): export(to: path)
        case .run(let path): try runProgram(at: path)
        case .planner(let showsMessages): planner(showsMessages: showsMessages)
        case .help(let topic): help(topic)
        case .quit: return .leave
        }
        return .goOn
    }

    func load(_ path: String, as given: String?) {
        if FolderListing.isFolder(path) {
            loadFolder(path, as: given)
            return
        }
        let taken = workspace.takenNames
        let name = given ?? ScanNaming.name(for: path, taken: taken)
        if taken.contains(name) {
            fail("The name “\(name)” is in use. Choose another: :load PATH as NAME.")
            return
        }
        let before = state
        do {
            let loaded = try workspace.loadScan(
                at: path, as: name, vocabulary: engine.vocabulary)
            keeper.record(loaded)
            remember("loading \(name)", before: before)
            StartMessages.say(loaded, to: console)
            background?.start([name], in: workspace)
        } catch {
            fail("\(error)")
        }
    }

    private func show(_ name: String) {
        guard let entry = entry(name) else { return }
        do {
            switch entry.value {
            case .object(let scan as ScanValue):
                try show(Showing(image: .scan(scan), masks: []))
            case .object(let mask as MaskValue):
                let image = mask.scan.map { Showing.Image.scan($0) } ?? .mask(mask)
                try show(Showing(image: image, masks: mask.scan == nil ? [] : [mask]))
            case .object(let labels as LabelMapValue):
                try show(Showing(image: .labelMap(labels), masks: []))
            case .object(let table as TableValue):
                console.result(table.display + "\n")
            default: break
            }
        } catch {
            fail("\(error)")
            return
        }
        let labels = workspace.labels[name]
        console.result("\(name): \(WorkspaceListing.details(entry, labels: labels))\n")
    }

    private func show(_ showing: Showing) throws {
        try ConsoleHost(console).show(showing)
    }

    /// Saving is a step like any other, so that the session holds it.
    private func save(_ name: String, to path: String) throws {
        guard entry(name) != nil else { return }
        let code = "save(\(name), \(Value.text(path).literal))"
        try carryOut(code: code, prompt: nil, order: "saving \(name)")
    }

    /// A step like any other too, so that a replay knows the new name.
    private func rename(_ name: String, to new: String) throws {
        guard entry(name) != nil else { return }
        guard workspace[name: new] == nil else {
            fail("The name “\(new)” is in use. Choose another, or :drop \(new) first.")
            return
        }
        try carryOut(
            code: "\(new) = \(name)\ndel \(name)", prompt: nil,
            order: "renaming \(name) to \(new)")
        if workspace[name: new] != nil, workspace[name: name] == nil {
            console.say("\(name) is \(new) now.", .success)
        }
    }

    private func drop(_ names: [String]) throws {
        for name in names where entry(name) == nil { return }
        let unique = names.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let held = unique.compactMap { workspace[name: $0]?.value }
            .reduce(0) { $0 + HeldBytes.of($1) }
        try carryOut(
            code: "del \(unique.joined(separator: ", "))", prompt: nil,
            order: "dropping \(unique.joined(separator: ", "))")
        guard unique.allSatisfy({ workspace[name: $0] == nil }) else { return }
        let size = held > 0 ? " (\(Prose.bytes(held)))" : ""
        console.say(
            "Dropped: \(unique.joined(separator: ", "))\(size). :undo brings it back.", .success)
    }

    private func info(_ name: String) {
        guard let entry = entry(name) else { return }
        let facts = WorkspaceListing.facts(entry, labels: workspace.labels[name])
        console.pageResult(
            facts.map { "\(TextWidth.padded($0.name, to: 12))  \($0.text)\n" }.joined(),
            reader: reader)
    }

    private func runProgram(at path: String) throws {
        do {
            let code = try ProgramText.read(path)
            try carryOut(code: code, prompt: nil, program: path)
        } catch let error as ProgramText.Failure {
            fail("\(error)")
        }
    }

    /// What a name holds; says so when there is no such name.
    func entry(_ name: String) -> Workspace.Entry? {
        if let entry = workspace[name: name] { return entry }
        let advice: String
        if let nearest = Nearest.name(to: name, among: workspace.names) {
            advice = "Did you mean \(nearest)?"
        } else if workspace.names.isEmpty {
            advice = "Nothing is loaded yet: :load PATH loads a scan."
        } else {
            advice = ":list shows what there is."
        }
        fail("There is no name “\(name)”. \(advice)")
        return nil
    }

    private func help(_ topic: String?) {
        guard let topic else {
            console.pageResult(HelpTopics.overview, reader: reader)
            return
        }
        let topics = HelpTopics(workspace: workspace, vocabulary: engine.vocabulary)
        if let text = topics.text(about: topic) {
            console.pageResult(text, reader: reader)
        } else {
            let nearest = topics.nearest(to: topic).map { " Did you mean \($0)?" } ?? ""
            fail("There is no help about “\(topic)”.\(nearest)")
        }
    }
}
