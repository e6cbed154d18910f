import Terminal

/// What can be answered when a program is shown.
enum ConfirmationKey: Hashable {
    case run, edit, revise, other, explain, dryRun, format, skip
    /// Run this very program without asking from now on.
    case always
    /// Run this one and so many more without asking.
    case next(Int)
}

/// The answers that make sense for the program that is shown.
struct ConfirmationChoices: Hashable {
    var canRun = true
    var canFormat = false
    var hasOthers = false
    var canRevise = false
    /// Whether running unasked may be allowed; never for what writes files.
    var canAllow = false

    /// The question; short enough for 80 columns, the rest behind `?`.
    var question: StyledText {
        let keys = [
            canRun ? "[Enter] run" : nil, "[e] edit", canRevise ? "[r] revise" : nil,
            hasOthers ? "[o] other" : nil, canFormat ? "[f] format" : nil, "[?] more", "[n] skip",
        ]
        return StyledText(canRun ? "Run it? " : "It has errors. ", .emphasis)
            + StyledText(keys.compactMap { $0 }.joined(separator: ", ") + " ", .hint)
    }

    /// Every key with its meaning, for `?`.
    var explanation: [(key: String, meaning: String)] {
        var keys = [
            ("Enter or y", canRun ? "run the code" : "(not while there are errors)"),
            ("e", "edit the code; it is checked, shown and asked about again"),
        ]
        if canRevise { keys.append(("r", "say in words what should be different")) }
        if hasOthers { keys.append(("o", "show what else the words may mean")) }
        if canRun {
            keys.append(("x", "explain it line by line, with what it costs"))
            keys.append(("d", "dry run: say what it would compute, show and save"))
        }
        if canFormat { keys.append(("f", "lay the code out in the canonical way")) }
        if canAllow {
            keys.append(("a", "run it, and this very program always, without asking"))
            keys.append(("A n", "run it and the next n programs without asking: A 3"))
        } else if canRun {
            keys.append(("a, A n", "(not here: what may write files is always asked about)"))
        }
        return keys + [("n", "skip it: nothing runs")]
    }

    /// The key that an answer means; nil for all that is none here. Capitals matter for `A` only.
    func key(_ answer: String) -> ConfirmationKey? {
        let answer = answer.split(separator: " ").joined(separator: " ")
        if answer.hasPrefix("A"), canRun, canAllow {
            let number = answer.dropFirst().drop { $0 == " " }
            if let count = Int(number), (1...1000).contains(count) { return .next(count) }
            if answer == "A" { return nil }
        }
        switch answer.lowercased() {
        case "", "y", "yes", "run": return .run
        case "e", "edit": return .edit
        case "r" where canRevise, "revise" where canRevise: return .revise
        case "o" where hasOthers, "other" where hasOthers: return .other
        case "x" where canRun, "explain" where canRun: return .explain
        case "d" where canRun, "dry run" where canRun: return .dryRun
        case "f" where canFormat, "format" where canFormat: return .format
        case "a" where canRun && canAllow, "always" where canRun && canAllow: return .always
        case "n", "no", "skip", "q": return .skip
        default: return nil
        }
    }
}
