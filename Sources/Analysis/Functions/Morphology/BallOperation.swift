import Script
import Volumes

/// What the operations with a ball in millimetres share.
enum BallOperation {
    static let radius = Parameter(
        "radius_mm", .number, "the radius of the ball; 0 or more", unit: "mm")

    static let edge =
        "Nothing is known beyond the scan: its edge neither grows into the mask nor eats from it. "
        + "On a sheared grid the axes are taken as upright."

    static let errors = "Errors: a radius that is negative or not finite."

    /// The mask of the parameter "mask" after the operation, named after the function.
    ///
    /// - Throws: `ImageError.outOfRange`, `AnalysisError.cancelled`.
    static func result(
        _ arguments: Arguments,
        _ operation: (Mask, Double, @escaping @Sendable () -> Bool) throws -> Mask
    ) throws -> Value {
        let value = try arguments.mask(named: "mask")
        let radius = try arguments.number(
            named: "radius_mm", in: 0...Double.greatestFiniteMagnitude, words: "0 mm or more")
        let name = "\(arguments.signature.name)(\(value.name), \(NumberText.short(radius)))"
        let result = try arguments.stoppable { try operation(value.mask, radius, $0) }
        return value.derived(result, name)
    }
}
