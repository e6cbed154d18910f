import Foundation
import Terminal
import Viewer
import Volumes

/// How long the viewer takes to open a scan in memory and to draw it, and what it sends.
enum ViewerBenchmark {
    static func run() throws {
        for voxelSize in [1.0, 0.5] {
            let (scan, mask) = head(voxelSize: voxelSize)
            let clock = ContinuousClock()
            for (name, mode) in [("true colour", DisplayMode.halfBlocks), ("ASCII", .ascii)] {
                let start = clock.now
                var state = ViewerState(
                    scans: [ViewerScan(name: "t1", volumes: [scan])],
                    masks: [SliceOverlay(mask: mask, name: "ball")],
                    size: TerminalSize(rows: 60, columns: 200), mode: mode)
                var shown = state.canvas
                let opening = (clock.now - start).inSeconds * 1000

                var times: [Double] = []
                var bytes = 0
                let sheet = StyleSheet(level: .trueColor)
                for _ in 0..<20 {
                    _ = state.handle(.pageUp)
                    let start = clock.now
                    let canvas = state.canvas
                    times.append((clock.now - start).inSeconds * 1000)
                    bytes +=
                        CanvasUpdate.sequences(
                            from: shown, to: canvas, styleSheet: sheet, size: state.size
                        ).utf8.count
                    shown = canvas
                }
                times.sort()
                print(
                    "\(voxelSize) mm, 200x60, \(name): opening \(text(opening)) ms, redraw median "
                        + "\(text(times[10])) ms, worst \(text(times[19])) ms, "
                        + "\(bytes / 20 / 1000) kB sent for a slice")
            }
        }
    }

    /// A head in layers of 181×217×181 mm with a ball marked in it.
    private static func head(voxelSize: Double) -> (Volume, Mask) {
        let shape = SIMD3(
            Int(181 / voxelSize), Int(217 / voxelSize), Int(181 / voxelSize))
        let half = SIMD3<Double>(shape) * voxelSize / 2
        let geometry = Geometry(
            shape: shape, voxelSize: SIMD3(repeating: voxelSize), origin: -half)
        var voxels: [Float] = []
        var inside: [UInt8] = []
        voxels.reserveCapacity(geometry.voxelCount)
        inside.reserveCapacity(geometry.voxelCount)
        for k in 0..<shape.z {
            for j in 0..<shape.y {
                for i in 0..<shape.x {
                    let world = SIMD3(Double(i), Double(j), Double(k)) * voxelSize - half
                    let scaled = world / SIMD3(80, 100, 80)
                    let radius = (scaled * scaled).sum()
                    let texture = Float((i &* 7 &+ j &* 13 &+ k &* 29) % 17)
                    voxels.append(radius > 1 ? texture / 4 : radius > 0.8 ? 150 : 90 + texture)
                    let offset = world - SIMD3(-25, -20, -10)
                    inside.append((offset * offset).sum() < 150 ? 1 : 0)
                }
            }
        }
        return (
            Volume(geometry: geometry, voxels: voxels), Mask(geometry: geometry, voxels: inside)
        )
    }

    private static func text(_ value: Double) -> String { String(format: "%.1f", value) }
}
