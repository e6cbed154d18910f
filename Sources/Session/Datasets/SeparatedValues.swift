/// Comma- or tab-separated values as read (RFC 4180): fields in double quotes may hold separators
/// and line ends, two quotes in one stand for one.
enum SeparatedValues {
    /// The fields of each line; blank lines are left out.
    static func rows(of text: String, separator: Character) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var wasQuoted = false
        func endField() {
            row.append(field)
            field = ""
        }
        func endRow() {
            endField()
            if row != [""] || wasQuoted { rows.append(row) }
            row = []
            wasQuoted = false
        }
        var characters = text[...]
        while let character = characters.popFirst() {
            if isQuoted {
                if character != "\"" {
                    field.append(character)
                } else if characters.first == "\"" {
                    characters.removeFirst()
                    field.append(character)
                } else {
                    isQuoted = false
                }
            } else if character == "\"", field.isEmpty {
                isQuoted = true
                wasQuoted = true
            } else if character == separator {
                endField()
            } else if character.isNewline {
                endRow()
            } else {
                field.append(character)
            }
        }
        if !field.isEmpty || !row.isEmpty { endRow() }
        return rows
    }
}
