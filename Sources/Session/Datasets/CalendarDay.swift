/// Days written YYYY-MM-DD.
package enum CalendarDay {
    package static func isValid(_ text: String) -> Bool {
        guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            (1...12).contains(month), year > 0
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[month - 1]).contains(day)
    }

    /// The day at the start of a point in time as BIDS and DICOM write it: 2024-03-01T10:20:30,
    /// 20240301; nil where there is none.
    static func day(of time: String) -> String? {
        guard let match = time.prefixMatch(of: /([0-9]{4})-?([0-9]{2})-?([0-9]{2})/) else {
            return nil
        }
        let text = "\(match.1)-\(match.2)-\(match.3)"
        return isValid(text) ? text : nil
    }
}
