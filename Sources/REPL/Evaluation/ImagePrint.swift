import Analysis
import Volumes

/// A few numbers that tell an image from others.
struct ImagePrint {
    let mean: Double
    /// The population's.
    let std: Double
    /// The mean left of x = 0 (world, mm) over that right of it; nil where one of them is nothing.
    let leftToRight: Double?
    /// The volume of what is not 0.
    let mL: Double
    /// mm.
    let voxelSize: SIMD3<Double>

    init(_ volume: Volume) {
        let grid = volume.geometry
        var sum = 0.0
        var squares = 0.0
        var count = 0
        var left = (sum: 0.0, count: 0)
        var right = (sum: 0.0, count: 0)
        var offset = 0
        for k in 0..<grid.shape.z {
            for j in 0..<grid.shape.y {
                let step = grid.world(SIMD3(1, 0, 0)).x - grid.world(SIMD3(0, 0, 0)).x
                let start = grid.world(SIMD3(0, Double(j), Double(k))).x
                for i in 0..<grid.shape.x {
                    let value = Double(volume.voxels[offset])
                    offset += 1
                    sum += value
                    squares += value * value
                    if value != 0 { count += 1 }
                    let x = start + step * Double(i)
                    if x < 0 {
                        left = (left.sum + value, left.count + 1)
                    } else {
                        right = (right.sum + value, right.count + 1)
                    }
                }
            }
        }
        let all = Double(volume.voxels.count)
        mean = sum / all
        std = max(0, squares / all - mean * mean).squareRoot()
        let means = (left.sum / Double(left.count), right.sum / Double(right.count))
        leftToRight = left.count > 0 && right.count > 0 && means.1 != 0 ? means.0 / means.1 : nil
        mL = Double(count) * grid.voxelVolume / 1000
        voxelSize = grid.voxelSize
    }

    /// What differs from the expectation, in words; nil where all agrees.
    func difference(from expected: Expectation.Image) -> String? {
        if let size = expected.voxelSize {
            let gap = voxelSize - SIMD3(repeating: size)
            if max(abs(gap.min()), abs(gap.max())) > 0.01 * size {
                return "voxels of \(voxelSize) mm"
            }
        }
        let tolerance = expected.tolerance
        for (name, found, wanted, usual) in [
            ("mean", mean, expected.mean, 0.01), ("std", std, expected.std, 0.01),
            ("left to right", leftToRight ?? .nan, expected.leftToRight, 0.005),
        ] {
            guard let wanted else { continue }
            // A comparison with NaN is false, so that it counts as different.
            guard abs(found - wanted) <= (tolerance ?? usual) * abs(wanted) else {
                return "\(name) \(found), not \(wanted)"
            }
        }
        return nil
    }
}

extension Expectation.Image {
    /// Whether anything is expected of the image itself, not of masks over it.
    var describesImage: Bool {
        mean != nil || std != nil || leftToRight != nil || like != nil || orientation != nil
            || voxelSize != nil
    }
}

extension Showing.Image {
    /// The image below the masks; nil where there is none but a mask.
    var volume: Volume? {
        switch self {
        case .scan(let scan): scan.volume
        case .mask: nil
        case .labelMap(let labels):
            Volume(
                geometry: labels.labelMap.geometry,
                voxels: labels.labelMap.voxels.map(Float.init))
        }
    }
}
