import Analysis
import Foundation
import Script
import Session
import Terminal

extension InteractiveSession {
    func carryOut(_ command: ColonCommand) throws -> Next {
        switch command {
        case .load(let path, let name): load(path, as: name)
        case .list:
            console.result(WorkspaceListing.lines(of: workspace, columns: console.size.columns))
        case .show(let name): show(name)
        case .view(let names): try view(names)
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
        do {
            let loaded = try workspace.loadScan(
                at: path, as: name, vocabulary: engine.vocabulary)
            keeper.record(loaded)
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
        try carryOut(code: code, prompt: nil, isOrder: true)
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
            console.result(HelpTopics.overview)
            return
        }
        let topics = HelpTopics(workspace: workspace, vocabulary: engine.vocabulary)
        if let text = topics.text(about: topic) {
            console.result(text)
        } else {
            let nearest = topics.nearest(to: topic).map { " Did you mean \($0)?" } ?? ""
            fail("There is no help about “\(topic)”.\(nearest)")
        }
    }
}
