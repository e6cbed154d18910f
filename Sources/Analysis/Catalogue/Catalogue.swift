import Script

/// Every built-in function, in the order of the reference page.
package enum Catalogue {
    package static let builtIns: [any BuiltIn.Type] =
        [
            Segment.self, VolumeInMillilitres.self, Mean.self, TableFunction.self, Show.self,
            Report.self, Save.self,
        ] + imageFunctions

    /// The declarations, for checker, help, completion and planner.
    package static let signatures: [String: Signature] = Dictionary(
        uniqueKeysWithValues: builtIns.map { ($0.signature.name, $0.signature) })

    /// The functions of one run.
    package static func functions(binding: AnalysisBinding) -> [String: HostFunction] {
        Dictionary(
            uniqueKeysWithValues: builtIns.map { builtIn in
                let function = HostFunction(builtIn.signature) { arguments in
                    do {
                        return try builtIn.call(arguments, binding)
                    } catch AnalysisError.cancelled {
                        // The run itself knows how to stop.
                        try arguments.context.poll()
                        throw AnalysisError.cancelled
                    }
                }
                return (builtIn.signature.name, function)
            })
    }
}
