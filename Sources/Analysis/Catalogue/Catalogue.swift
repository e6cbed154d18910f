import Script

/// Every built-in function, in the order of the reference page.
package enum Catalogue {
    package static let builtIns: [any BuiltIn.Type] =
        [Segment.self] + masks + morphology + brain + [Mean.self] + imageFunctions + output

    private static let masks: [any BuiltIn.Type] = [
        VolumeInMillilitres.self, VolumeInCubicMillimetres.self, Voxels.self, SurfaceArea.self,
        Diameter.self,
        Extent.self, BoundingBox.self, Centroid.self, PrincipalAxes.self, Sphericity.self,
        Components.self, Count.self, Largest.self, Biggest.self, Distance.self, Hausdorff.self,
        Dice.self, Jaccard.self, OverlapInMillilitres.self, Part.self, IsInside.self,
        TouchesEdge.self,
    ]

    private static let morphology: [any BuiltIn.Type] = [
        Dilate.self, Erode.self, Opening.self, Closing.self, FillHoles.self, DistanceMap.self,
    ]

    private static let brain: [any BuiltIn.Type] = [
        BrainMask.self, IntracranialVolume.self, TissueVolumes.self, AllStructures.self,
        AsymmetryIndex.self, PercentChange.self, AnnualizedChange.self, Compare.self,
        Location.self,
    ]

    private static let output: [any BuiltIn.Type] = [
        TableFunction.self, Show.self, Report.self, Save.self, SavePicture.self,
    ]

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
