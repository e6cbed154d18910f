/// The version of the program, as `--version`, sessions and written files state it.
package enum ProgramVersion {
    package static let current = "0.1.0"
    package static let title = "voxelprompt \(current)"
}
