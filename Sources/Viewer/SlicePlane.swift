import Volumes

/// A plane across the world axes (RAS, mm).
package enum SlicePlane: Int, CaseIterable, Hashable, Sendable {
    /// x is constant.
    case sagittal
    /// y is constant.
    case coronal
    /// z is constant.
    case axial

    /// The world axis across the plane: 0 for x, 1 for y, 2 for z.
    package var axis: Int { rawValue }

    package var name: String {
        switch self {
        case .sagittal: "sagittal"
        case .coronal: "coronal"
        case .axial: "axial"
        }
    }

    /// The letter of the axis across the plane.
    package var axisName: String { ["x", "y", "z"][axis] }

    /// The world axis that runs across the picture.
    var horizontalAxis: Int { self == .sagittal ? 1 : 0 }

    /// The world axis that runs down the picture, from its positive end.
    var verticalAxis: Int { self == .axial ? 1 : 2 }

    /// The planes that show something of a grid: a scan of one slice has only one.
    static func usable(in voxels: Geometry) -> [SlicePlane] {
        let extent = WorldBox(around: voxels).size
        let thickness = voxels.voxelSize
        let usable = allCases.filter { plane in
            [plane.horizontalAxis, plane.verticalAxis].allSatisfy { axis in
                let voxelAxis =
                    voxels.orientation.directions
                    .firstIndex { $0.worldAxis == axis } ?? axis
                return voxels.shape[voxelAxis] > 1 || extent[axis] > 2 * thickness[voxelAxis]
            }
        }
        return usable.isEmpty ? allCases : usable
    }
}

/// From where one looks at a person.
package enum DisplayConvention: String, Hashable, Sendable, CaseIterable {
    /// From the feet or the front: the person's right is on the left of the picture.
    case radiological
    /// From the head or the back: the person's right is on the right.
    case neurological

    package var description: String {
        self == .radiological
            ? "R is on the left (radiological)" : "R is on the right (neurological)"
    }
}
