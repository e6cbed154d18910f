import Analysis

/// Names under which things can be loaded: names of the language.
package enum WorkspaceName {
    package static func isValid(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first == "_" || isLetter(first),
            name.unicodeScalars.allSatisfy({ $0 == "_" || isLetter($0) || ("0"..."9").contains($0) })
        else { return false }
        return !reserved.contains(name) && Catalogue.signatures[name] == nil
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    /// Python's keywords, those that the language does not use included, and what programs are
    /// most likely to call.
    static let reserved: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield", "print", "abs", "min", "max", "round", "len", "range",
        "sum", "str", "int", "float", "math",
    ]
}
