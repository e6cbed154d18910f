import Foundation
import Script
import Volumes

/// A transform in a program: where the points of one image lie in another one.
package struct TransformValue: DomainValue {
    /// Carries a world position (RAS, mm) in the moving image to the one in the fixed image.
    package let affine: Affine
    /// The grid of the image that stays where it is; what `apply` fills.
    package let fixed: Geometry
    /// The grid of the image that is moved.
    package let moving: Geometry
    package let fixedName: String
    package let movingName: String
    package let model: RegistrationModel
    /// How much the images have in common where they meet; 0 nothing, 1 all.
    package let fit: Double
    package var held: HeldMemory?

    package init(
        affine: Affine, fixed: Geometry, moving: Geometry, fixedName: String, movingName: String,
        model: RegistrationModel, fit: Double
    ) {
        self.affine = affine
        self.fixed = fixed
        self.moving = moving
        self.fixedName = fixedName
        self.movingName = movingName
        self.model = model
        self.fit = fit
    }

    package var kind: Kind { .transform }

    /// "transform of t2 onto t1: rigid, turns by 4.2°, moves the middle by 12.3 mm, fit 0.87".
    package var summary: String {
        "transform of \(movingName) onto \(fixedName): \(model.rawValue), \(motion), "
            + String(format: "fit %.2f", fit)
    }

    /// How far it goes, in words.
    var motion: String {
        let volume =
            model == .rigid ? "" : String(format: ", changes volumes by a factor of %.3f", factor)
        return String(
            format: "turns by %.1f°, moves the middle by %.1f mm", degrees, millimetres) + volume
    }

    /// The angle of the rotation nearest to it.
    package var degrees: Double { affine.rotationAngle }

    /// How far the middle of the moving image's field of view travels, mm.
    package var millimetres: Double {
        let middle = moving.world(SIMD3<Double>(moving.shape &- SIMD3(1, 1, 1)) / 2)
        let way = affine.apply(middle) - middle
        return (way * way).sum().squareRoot()
    }

    /// The volume of what it carries to the fixed image, against the volume before.
    package var factor: Double { affine.determinant }

    /// The way back.
    package var inverse: TransformValue {
        TransformValue(
            affine: affine.inverse, fixed: moving, moving: fixed, fixedName: movingName,
            movingName: fixedName, model: model, fit: fit)
    }
}

extension Arguments {
    /// The value of a parameter as a transform.
    func transform(named name: String = "transform") throws -> TransformValue {
        guard case .object(let object) = value(named: name),
            let transform = object as? TransformValue
        else { throw mismatch(name) }
        return transform
    }
}

extension Parameter {
    static let transform = Parameter("transform", .transform, "what register gave")
}
