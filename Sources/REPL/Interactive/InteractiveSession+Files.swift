import Foundation
import Session
import Volumes

extension InteractiveSession {
    /// Goes on with another session: its workspace takes the place of this one's.
    func open(_ path: String) {
        do {
            let document = try SessionDocument(path: path)
            let journal = try SessionJournal(continuing: document, path: path)
            let restored = try Commands(environment: console.environment)
                .restore(document, path: path, models)
            keeper.move(to: journal)
            workspace = restored.workspace
            earlier = restored.earlier
            background?.start(workspace.names, in: workspace)
            console.say("The session goes on in \(path).", .hint)
        } catch {
            fail("\(error)")
        }
    }

    /// Copies the session so far into another file and goes on there.
    func saveSession(to path: String) {
        guard keeper.stepCount > 0 else {
            fail("There is nothing to save yet: the session has no step.")
            return
        }
        do {
            let journal = try SessionJournal.copy(keeper.path, to: path)
            let old = keeper.path
            keeper.move(to: journal)
            console.say("The session goes on in \(path); \(old) stays as it is.", .hint)
        } catch {
            fail("\(error)")
        }
    }

    /// Writes the session in another form.
    func export(to path: String) {
        guard let form = ExportForm(ending: path) else {
            fail("\(path) does not say what to make: end it in .py, .md or .html.")
            return
        }
        guard keeper.stepCount > 0 else {
            fail("There is nothing to export yet: the session has no step.")
            return
        }
        if FileManager.default.fileExists(atPath: path), !(overwriteQuestion?(path) ?? false) {
            fail("\(path) is left as it is.")
            return
        }
        do {
            let interrupts = interrupts
            let text = try SessionExport(path: keeper.path, models: models, console: console)
                .text(form, isCancelled: { interrupts.isRaised })
            try TextFile.write(text, to: path, overwrite: true)
            console.say("saved \(path)", .success)
        } catch {
            fail("\(error)")
        }
    }
}
