import Testing

@testable import Volumes

/// Files with a fourth axis, against nibabel.
@Suite struct SeriesTests {
    @Test func theVolumesAreThoseOfNibabel() throws {
        let expected = Reference.shared.series
        let path = Reference.path("frames.nii.gz")
        let series = try VolumeFile.readSeries(at: path)
        #expect(expected.shape.count == 4)
        #expect(series.volumes.count == expected.shape[3])
        #expect(series.volumes.flatMap(\.voxels) == expected.values)
        for volume in series.volumes {
            let shape = expected.shape
            #expect(volume.geometry.shape == SIMD3(shape[0], shape[1], shape[2]))
            #expect(volume.geometry.deviation(from: expected.affine) < 1e-5)
        }
    }

    @Test func aScanIsASeriesOfOne() throws {
        let path = Reference.path("float32_little.nii.gz")
        let series = try VolumeFile.readSeries(at: path)
        let scan = try VolumeFile.readVolume(at: path).volume
        #expect(series.volumes.map(\.voxels) == [scan.voxels])
        #expect(series.volumes[0].geometry == scan.geometry)
    }

    @Test func aSeriesIsStillNoScan() {
        let path = Reference.path("frames.nii.gz")
        #expect(throws: VolumeError.self) { try VolumeFile.readVolume(at: path) }
    }
}
