import REPL

extension ParsedWords {
    /// `--models`, `--threads`, `--precision` and `--memory`.
    ///
    /// - Throws: `UsageError`.
    func machineOptions() throws -> MachineOptions {
        var machine = MachineOptions()
        machine.modelFolder = value("--models")
        machine.plannerAddress = value("--planner")
        machine.plannerModel = value("--planner-model")
        if let text = value("--threads") {
            guard let threads = Int(text), (1...1024).contains(threads) else {
                throw UsageError.badNumber(option: "--threads", value: text)
            }
            machine.threads = threads
        }
        if let text = value("--precision") {
            guard let precision = MachineOptions.Precision(rawValue: text) else {
                throw UsageError.badChoice(
                    option: "--precision", value: text,
                    choices: MachineOptions.Precision.allCases.map(\.rawValue))
            }
            machine.precision = precision
        }
        machine.memory = try size("--memory")
        return machine
    }

    /// The value of an option in bytes; nil where it is not given.
    ///
    /// - Throws: `UsageError`.
    func size(_ option: String) throws -> Int? {
        guard let text = value(option) else { return nil }
        guard let bytes = Self.bytes(text) else {
            throw UsageError.badSize(option: option, value: text)
        }
        return bytes
    }

    /// A size such as 500MB, 2GB or 1.5G, in bytes; nil for anything else, and for less than a
    /// megabyte or more than a thousand terabytes.
    static func bytes(_ text: String) -> Int? {
        guard let match = text.uppercased().wholeMatch(of: /([0-9]+(?:\.[0-9]+)?)([MGT])(I?)B?/),
            let number = Double(match.1)
        else { return nil }
        let power = ["M": 2, "G": 3, "T": 4][match.2] ?? 0
        let unit = match.3.isEmpty ? 1000.0 : 1024
        let bytes = (0..<power).reduce(number) { size, _ in size * unit }
        return 1e6...1e15 ~= bytes ? Int(bytes) : nil
    }

    /// The number of a step.
    ///
    /// - Throws: `UsageError`.
    func step(_ option: String) throws -> Int? {
        guard let text = value(option) else { return nil }
        guard let number = Int(text), number > 0 else {
            throw UsageError.badStep(option: option, value: text)
        }
        return number
    }

    /// `--each`, with or without the name of a scan.
    func pattern() -> ReplayOptions.Pattern? {
        guard let text = value("--each") else { return nil }
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        if parts.count == 2, WorkspaceName.isValid(parts[0]) {
            return ReplayOptions.Pattern(name: parts[0], files: parts[1])
        }
        return ReplayOptions.Pattern(name: nil, files: text)
    }

    /// `--scan` and `--labels`, in the order given.
    ///
    /// - Throws: `UsageError`.
    func inputs() throws -> [InputOption] {
        try inputs(from: ownInputs)
    }

    private var ownInputs: [(option: String?, value: String)] {
        options.filter { $0.name == "--scan" || $0.name == "--labels" }
            .map { (option: $0.name, value: $0.value) }
    }

    /// The same and the arguments as scans. Where one begins with a name and =, it is read as after
    /// `--scan`; a file of such a name is written ./NAME=….
    func inputsAndArguments() throws -> [InputOption] {
        func isNamed(_ word: String) -> Bool {
            let name = word.prefix { $0 != "=" }
            return name.count < word.count && WorkspaceName.isValid(String(name))
        }
        return try inputs(
            from: ownInputs + arguments.map { (option: isNamed($0) ? "--scan" : nil, value: $0) })
    }

    /// - Parameter values: each with its option, or without one a scan's path.
    private func inputs(
        from values: [(option: String?, value: String)]
    ) throws -> [InputOption] {
        var inputs: [InputOption] = []
        for (option, value) in values {
            guard let option else {
                inputs.append(InputOption(role: .scan, name: nil, path: value))
                continue
            }
            let input = try input(option: option, value: value)
            if inputs.contains(where: { $0.role == input.role && $0.name == input.name }) {
                throw UsageError.duplicateName(option: option, name: input.name ?? "")
            }
            inputs.append(input)
        }
        return inputs
    }

    private func input(option: String, value: String) throws -> InputOption {
        let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, !parts[0].contains("/") else {
            throw UsageError.badInput(option: option, value: value)
        }
        let name = String(parts[0])
        guard WorkspaceName.isValid(name) else {
            throw UsageError.badName(option: option, name: name)
        }
        var path = String(parts[1])
        var date: String?
        if option == "--scan", let mark = path.ranges(of: ",date=").last {
            let text = String(path[mark.upperBound...])
            guard InputOption.isDate(text) else { throw UsageError.badDate(text) }
            date = text
            path = String(path[..<mark.lowerBound])
            if path.isEmpty { throw UsageError.badInput(option: option, value: value) }
        }
        return InputOption(
            role: option == "--labels" ? .labels : .scan, name: name, path: path, date: date)
    }
}
