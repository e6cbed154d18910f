import Script

/// What the built-in functions are bound to for one run: who resolves phrases, who segments, and
/// where results go.
package struct AnalysisBinding: Sendable {
    package let resolver: AnatomyResolver
    package let segmenters: any SegmenterProvider
    package let effects: any Effects
    /// The lines that describe how the results came about (program, weights), written into the
    /// history of saved files.
    package let history: String?
    /// The program that runs, written into saved images; nil where there is none.
    package let code: String?

    package init(
        resolver: AnatomyResolver, segmenters: any SegmenterProvider, effects: any Effects,
        history: String? = nil, code: String? = nil
    ) {
        self.resolver = resolver
        self.segmenters = segmenters
        self.effects = effects
        self.history = history
        self.code = code
    }
}

/// Knows who segments which scan.
package protocol SegmenterProvider: Sendable {
    /// The label map or network that answers for a scan.
    ///
    /// - Throws: `AnalysisError.noNetwork` when there is neither.
    func segmenter(for scan: ScanValue) throws -> any Segmenter
    /// The weights behind a mask of this origin, or behind what a run has computed so far; a line
    /// each, empty where no network had a part in it.
    ///
    /// - Parameter origin: Of a mask; nil for what was computed.
    func weights(origin: String?) -> [String]
}

extension SegmenterProvider {
    package func weights(origin: String?) -> [String] { [] }
}
