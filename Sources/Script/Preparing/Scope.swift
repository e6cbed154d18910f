/// The names of a stretch of a program: the whole of it, a function, a lambda, a comprehension.
final class Scope {
    enum Sort {
        case module
        /// A `def`, a lambda or a generator: it runs in a frame of its own.
        case function
        /// A list, set or dict comprehension: names of its own in the frame around it.
        case comprehension
    }

    let sort: Sort
    let parent: Scope?
    private(set) var bound: Set<String> = []
    /// How many places bind each name.
    private(set) var bindCounts: [String: Int] = [:]
    var nonlocals: Set<String> = []
    /// Names met so far while the scope is built.
    var seen: Set<String> = []
    /// Names bound here that a function inside uses.
    private(set) var captured: Set<String> = []
    /// Names used here or further in that an outer function binds, in order; frames only.
    private(set) var free: [String] = []
    private var places: [String: Place] = [:]
    /// Frames only.
    private(set) var slotCount = 0
    private var ownCells = 0

    init(_ sort: Sort, parent: Scope?) {
        self.sort = sort
        self.parent = parent
    }

    /// Where a variable lives while the program runs.
    enum Place: Equatable {
        case slot(Int)
        case cell(Int)
        case global
    }

    /// The scope whose frame this one runs in.
    var frame: Scope {
        sort == .comprehension ? parent?.frame ?? self : self
    }

    func bind(_ name: String) {
        if nonlocals.contains(name) { return }
        bound.insert(name)
        bindCounts[name, default: 0] += 1
    }

    /// Finds the scope that binds a name used here and marks it where it is shared across frames.
    func use(_ name: String) {
        guard let owner = owner(of: name), owner.sort != .module, owner.frame !== frame else {
            return
        }
        owner.captured.insert(name)
        var passing: Scope? = frame
        while let current = passing, current !== owner.frame {
            if !current.free.contains(name) { current.free.append(name) }
            passing = current.parent?.frame
        }
    }

    /// The scope that binds a name used here; the module binds what no other does.
    func owner(of name: String) -> Scope? {
        var scope: Scope? = self
        while let current = scope {
            if current.sort == .module || current.bound.contains(name) { return current }
            scope = current.parent
        }
        return nil
    }

    /// Gives every variable its place, once all uses are known. Parents come before children.
    ///
    /// - Parameter parameters: They take the first slots, in order.
    func assignPlaces(parameters: [String]) {
        for name in parameters { places[name] = .slot(nextSlot()) }
        if sort == .module { return }
        for name in bound.sorted() {
            if captured.contains(name) {
                places[name] = .cell(frame.nextCell())
            } else if places[name] == nil {
                places[name] = .slot(frame.nextSlot())
            }
        }
    }

    private func nextSlot() -> Int {
        slotCount += 1
        return slotCount - 1
    }

    private func nextCell() -> Int {
        ownCells += 1
        return free.count + ownCells - 1
    }

    /// Cells of the frame: those it is given, then its own.
    var cellCount: Int { free.count + ownCells }

    /// Where a name used here is found.
    func place(of name: String) -> Place {
        var scope: Scope? = self
        while let current = scope {
            if current.sort == .module { return .global }
            if let place = current.places[name] { return place }
            if current.sort == .function, let index = current.free.firstIndex(of: name) {
                return .cell(index)
            }
            scope = current.parent
        }
        return .global
    }

    /// Places of the names a comprehension shares with functions inside it.
    var capturedCells: [Int] {
        captured.sorted().compactMap { name in
            if case .cell(let index)? = places[name] { return index }
            return nil
        }
    }
}
