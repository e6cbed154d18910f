import Volumes

/// A scan that the viewer shows, with what it works out once.
package struct ViewerScan: Sendable {
    package let name: String
    /// One, or those of a series, all on one grid.
    package let volumes: [Volume]
    let sample: IntensitySample
    /// The robust window of the first volume; a series shares it, so that its volumes compare.
    let window: IntensityWindow
    /// What is bright.
    let content: WorldBox

    /// - Precondition: at least one volume.
    package init(name: String, volumes: [Volume]) {
        precondition(!volumes.isEmpty, "a scan without a volume")
        self.name = name
        self.volumes = volumes
        sample = IntensitySample(of: volumes[0])
        window = IntensityWindow(robustFor: sample, of: volumes[0])
        content = WorldBox(contentOf: volumes[0], window: window)
    }

    package var geometry: Geometry { volumes[0].geometry }

    /// How far one slice is from the next along a world axis, mm; on an oblique grid the distance
    /// along the grid's nearest axis.
    func spacing(along axis: Int) -> Double {
        let voxelAxis =
            geometry.orientation.directions.firstIndex { $0.worldAxis == axis } ?? axis
        return geometry.voxelSize[voxelAxis]
    }

    /// The intensity of the nearest voxel; nil outside of the scan.
    func value(at world: SIMD3<Double>, volume number: Int) -> Float? {
        let volume = volumes[min(number, volumes.count - 1)]
        return geometry.offset(nearestTo: world).map { volume.voxels[$0] }
    }
}

extension Geometry {
    /// Where in arrays of voxels the one lies that a world position (RAS, mm) falls into; nil
    /// outside of the grid.
    func offset(nearestTo world: SIMD3<Double>) -> Int? {
        let index = self.index(ofWorld: world).rounded(.toNearestOrAwayFromZero)
        for axis in 0..<3 where !(index[axis] >= 0 && index[axis] < Double(shape[axis])) {
            return nil
        }
        return offset(Int(index.x), Int(index.y), Int(index.z))
    }
}
