extension Catalogue {
    /// Measures of intensity and operations on images, in the order of the reference page.
    static let imageFunctions: [any BuiltIn.Type] = [
        Median.self, StandardDeviation.self, Minimum.self, Maximum.self, Percentile.self,
        Histogram.self, Total.self, Contrast.self, SignalToNoise.self, Ratio.self,
        Smooth.self, MedianFilter.self, Gradient.self, Threshold.self, Otsu.self, Normalize.self,
        Clip.self, BiasCorrect.self, SkullStrip.self,
        Resample.self, ResampleLike.self, Reorient.self, Crop.self, Pad.self, Flip.self,
        ExtractSlice.self, Merge.self,
        Register.self, Apply.self, Invert.self, Jacobian.self, Halfway.self, PlotFunction.self,
    ]
}
