import Foundation
import Session
import Volumes

extension Commands {
    func export(_ options: ExportOptions) throws -> ExitCode {
        let models = try Models(options.machine, environment: environment)
        interrupts.install()
        let text = try SessionExport(path: options.path, models: models, console: console)
            .text(options.form, isCancelled: isInterrupted)
        if interrupts.isRaised { return .interrupted }
        guard let output = options.output else {
            console.result(text)
            return .success
        }
        let path = NSString(string: output).expandingTildeInPath
        try TextFile.write(text, to: path)
        console.say("saved \(path)", .success)
        return .success
    }
}
