/// What is wrong with a command line: the facts. `description` makes the prose.
enum UsageError: Error, Hashable {
    case unknownOption(String, command: String?, nearest: String?)
    case missingValue(option: String, form: String)
    case superfluousValue(option: String)
    case badInput(option: String, value: String)
    case badName(option: String, name: String)
    case duplicateName(option: String, name: String)
    case badDate(String)
    case badNumber(option: String, value: String)
    case badStep(option: String, value: String)
    case badOrder(first: Int, last: Int)
    case notTogether(String, String)
    case needs(String, other: String)
    case badForm(path: String)
    case badSize(option: String, value: String)
    case badChoice(option: String, value: String, choices: [String])
    case missingArgument(command: String, form: String)
    case superfluousArgument(String, command: String)
    case promptAndFile
    case unknownCommand(String, nearest: String)
    case unknownTopic(String)
    case configuration(path: String, line: Int, Configuration.Mistake)
    case noConfiguration(path: String, reason: String)
}

extension UsageError: CustomStringConvertible {
    /// What was wrong, where, and what to do.
    var description: String {
        switch self {
        case .unknownOption(let option, let command, let nearest):
            let place = command.map { "`\($0)` has" } ?? "There is"
            let help = command.map { "`voxelprompt help \($0)`" } ?? "`voxelprompt --help`"
            let advice = nearest.map { "Did you mean \($0)?" } ?? "See \(help)."
            return "\(place) no option \(option). \(advice)"
        case .missingValue(let option, let form):
            return "\(option) needs a value: \(option) \(form)."
        case .superfluousValue(let option):
            return "\(option) takes no value. Leave out what follows “=”."
        case .badInput(let option, let value):
            return
                "\(option) \(value) cannot be understood. Write \(option) NAME=PATH, for example "
                + "\(option) t1=\(option == "--labels" ? "segmentation" : "scan").nii.gz."
        case .badName(let option, let name):
            return "“\(name)” (\(option)) cannot be a name: names are letters, digits and “_”, do "
                + "not begin with a digit and are no word of the language. Write t1, for example."
        case .duplicateName(let option, let name):
            return "\(option) gives the name “\(name)” twice. Choose another name for one of them."
        case .badDate(let text):
            return "“\(text)” is no date. Write date=YYYY-MM-DD, for example date=2024-03-01."
        case .badNumber(let option, let value):
            return "\(option) \(value) is not possible: write a whole number from 1 to 1024."
        case .badStep(let option, let value):
            return "\(option) \(value) is no step: write its number, for example \(option) 2."
        case .badOrder(let first, let last):
            return "--from \(first) lies behind --to \(last). Exchange the numbers."
        case .notTogether(let one, let other):
            return "\(one) and \(other) cannot stand together. Leave out one of them."
        case .needs(let option, let other):
            return "\(option) says something only together with \(other). Add it, or leave out "
                + "\(option)."
        case .badForm(let path):
            return "\(path) does not say what to make. End it in .py (a script), .md (a paragraph "
                + "of methods) or .html (a page), or say it with --as."
        case .badSize(let option, let value):
            return "\(option) \(value) is no size: write megabytes or gigabytes, for example "
                + "\(option) 2GB."
        case .badChoice(let option, let value, let choices):
            return "\(option) \(value) does not exist: choose \(choices.joined(separator: ", "))."
        case .missingArgument(let command, let form):
            return "`\(command)` needs more: voxelprompt \(command) \(form)."
        case .superfluousArgument(let argument, let command):
            return "`\(command)` cannot use “\(argument)”. If it belongs to what stands before it, "
                + "put both in quotes; else see `voxelprompt help \(command)`."
        case .promptAndFile:
            return "`ask` takes a prompt or --prompts FILE, not both."
        case .unknownCommand(let word, let nearest):
            return "There is no command “\(word)”; did you mean “\(nearest)”? A scan file of that "
                + "name is written ./\(word)."
        case .configuration(let path, let line, .unknown(let name, let nearest)):
            let advice = nearest.map { "Did you mean \($0)?" } ?? "`voxelprompt config` lists them."
            return "\(path), line \(line): there is no setting “\(name)”. \(advice)"
        case .configuration(let path, let line, .form(let text)):
            return "\(path), line \(line): “\(text)” cannot be read. Write name = value."
        case .noConfiguration(let path, let reason):
            return "The configuration file \(path) cannot be read: \(reason)."
        case .unknownTopic(let topic):
            return "There is no help about “\(topic)”: commands are "
                + CommandSyntax.all.compactMap(\.name).joined(separator: ", ") + "."
        }
    }
}
