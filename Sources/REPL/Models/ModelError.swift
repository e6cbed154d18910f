/// Why the trained models cannot be used: the facts. `description` makes the prose.
package enum ModelError: Error, Hashable, Sendable {
    case noFolder(searched: [String])
    /// The folder was named by the user and is not there or holds no vocabulary.
    case badFolder(String, source: String)
    case missing(path: String, purpose: String)
    case broken(path: String, purpose: String, reason: String)
}

extension ModelError: CustomStringConvertible {
    /// What was wrong, where, and what to do.
    package var description: String {
        switch self {
        case .noFolder(let searched):
            "No models were found in \(searched.joined(separator: ", ")). Say where they are with "
                + "--models DIR or the variable VOXELPROMPT_MODELS."
        case .badFolder(let folder, let source):
            "The model folder \(folder) (\(source)) holds no \(ModelFolder.vocabularyName). Name the "
                + "folder that has the models of this program."
        case .missing(let path, let purpose):
            "The model file \(path) is missing, without which \(purpose). Install the models, or "
                + "name their folder with --models DIR."
        case .broken(let path, let purpose, let reason):
            "The model file \(path) cannot be used, without which \(purpose): \(reason)"
        }
    }
}
