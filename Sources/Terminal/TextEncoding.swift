/// What characters a terminal takes, by the customs of the environment.
package enum TextEncoding {
    /// Whether the locale is one of UTF-8. The first of `LC_ALL`, `LC_CTYPE` and `LANG` that says
    /// something decides; without any it is the POSIX locale, which is 7-bit.
    package static func isUTF8(environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty }
        let name = locale?.lowercased() ?? ""
        return name.contains("utf-8") || name.contains("utf8")
    }
}
