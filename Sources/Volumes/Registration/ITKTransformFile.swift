import Foundation

/// Affine transforms as ITK's text files hold them, for ITK-SNAP, ANTs, Slicer and SimpleITK.
///
/// Such a file carries positions of the fixed image, left, posterior, superior (LPS) in millimetres,
/// to those of the moving one: y = M (x − c) + c + t, M row-major and t the parameters, c the fixed
/// parameters.
package enum ITKTransformFile {
    /// The text of a file.
    ///
    /// - Parameter transform: From positions (RAS, mm) in the fixed image to those in the moving one.
    package static func text(of transform: Affine) -> String {
        let lps = exchanged(transform)
        let linear = (0..<3).flatMap { row in (0..<3).map { lps[row, $0] } }
        let shift = [lps.translation.x, lps.translation.y, lps.translation.z]
        let numbers = (linear + shift).map { "\($0)" }.joined(separator: " ")
        return """
            #Insight Transform File V1.0
            #Transform 0
            Transform: AffineTransform_double_3_3
            Parameters: \(numbers)
            FixedParameters: 0 0 0

            """
    }

    /// Reads a file of one transform whose parameters are a matrix and a shift.
    ///
    /// - Returns: From positions (RAS, mm) in the fixed image to those in the moving one; nil where the
    ///   text holds another transform or none.
    package static func transform(reading text: String) -> Affine? {
        func numbers(after key: String) -> [Double]? {
            let lines = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(key + ":") }
            guard lines.count == 1 else { return nil }
            let words = lines[0].dropFirst(key.count + 1).split(separator: " ")
            let numbers = words.compactMap { Double($0) }
            return numbers.count == words.count ? numbers : nil
        }
        guard let p = numbers(after: "Parameters"), p.count == 12,
            let c = numbers(after: "FixedParameters"), c.count == 3
        else { return nil }
        let linear = Affine(
            columns: (
                SIMD3(p[0], p[3], p[6]), SIMD3(p[1], p[4], p[7]), SIMD3(p[2], p[5], p[8])
            ), translation: .zero)
        let center = SIMD3(c[0], c[1], c[2])
        let lps =
            Affine.translation(center + SIMD3(p[9], p[10], p[11])) * linear
            * .translation(-center)
        return lps.isFinite ? exchanged(lps) : nil
    }

    /// From LPS to RAS, or back.
    private static func exchanged(_ transform: Affine) -> Affine {
        let turn = Affine.scaling(SIMD3(-1, -1, 1))
        return turn * transform * turn
    }
}
