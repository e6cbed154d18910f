/// What `:memory` is told to do.
enum MemoryOrder: Hashable {
    case list
    /// From 1, as listed.
    case show(Int)
    case forget(Int)
    case forgetAll
    case export(path: String)

    /// - Parameter words: What stands after `:memory`.
    init?(_ words: [String]) {
        switch words.first {
        case nil: self = .list
        case "forget" where words.count == 2:
            if words[1] == "all" {
                self = .forgetAll
            } else if let number = Int(words[1]), number > 0 {
                self = .forget(number)
            } else {
                return nil
            }
        case "export" where words.count >= 2:
            self = .export(path: ColonCommand.path(words.dropFirst().joined(separator: " ")))
        case let word?:
            guard words.count == 1, let number = Int(word), number > 0 else { return nil }
            self = .show(number)
        }
    }
}
