/// What is known of every variable of one scope at the place the checker has reached.
///
/// Branches are walked one after the other on the same table; a journal takes back what a branch
/// did, so that the cost follows what changes and not how many variables there are.
struct Flow {
    struct Binding {
        var known: Known
        /// Whether the variable has a value on every way here.
        var isCertain: Bool
    }

    private(set) var bindings: [String: Binding] = [:]
    private var journal: [[String: Binding?]] = []
    /// Whether the place can be reached at all.
    var isReachable = true

    subscript(name: String) -> Binding? { bindings[name] }

    mutating func set(_ name: String, _ binding: Binding?) {
        if !journal.isEmpty, journal[journal.count - 1][name] == nil {
            journal[journal.count - 1][name] = .some(bindings[name])
        }
        bindings[name] = binding
    }

    /// What a branch left: the variables it changed.
    struct Branch {
        var changes: [String: Binding?] = [:]
        var isReachable = true
    }

    mutating func begin() {
        journal.append([:])
    }

    /// Takes back everything since `begin`.
    mutating func end() -> Branch {
        let old = journal.removeLast()
        var branch = Branch(isReachable: isReachable)
        for (name, before) in old {
            branch.changes[name] = .some(bindings[name])
            bindings[name] = before
        }
        return branch
    }

    /// How many branches are open, for `changes(since:)`.
    var depth: Int { journal.count }

    /// What the branches opened since then have changed so far.
    func changes(since depth: Int) -> Branch {
        var branch = Branch(isReachable: isReachable)
        for level in journal[depth...] {
            for name in level.keys { branch.changes[name] = .some(bindings[name]) }
        }
        return branch
    }

    /// Goes on from wherever one of the branches led.
    mutating func merge(_ branches: [Branch]) {
        let open = branches.filter(\.isReachable)
        isReachable = !open.isEmpty
        guard !open.isEmpty else { return }
        let names = Set(open.flatMap(\.changes.keys))
        for name in names {
            let ends = open.map { $0.changes[name] ?? bindings[name] }
            var result: Binding?
            for end in ends {
                guard let end else { continue }
                if let before = result {
                    result = Binding(
                        known: before.known.joined(end.known),
                        isCertain: before.isCertain && end.isCertain)
                } else {
                    result = end
                }
            }
            if ends.contains(where: { $0 == nil }) { result?.isCertain = false }
            set(name, result)
        }
    }
}
