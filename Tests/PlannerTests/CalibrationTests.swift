import Testing

@testable import Planner

struct CalibrationTests {
    @Test func withoutMetadataProbabilitiesStay() {
        let none = Calibration(json: nil)
        for probability in [0.001, 0.3, 0.5, 0.97] {
            #expect(abs(none.confidence(probability) - probability) < 1e-12)
        }
    }

    @Test func aCurveIsReadFromMetadata() {
        // sigmoid(0.5 · logit(0.9) + 1), from Python: 0.8907614...
        let curve = Calibration(json: #"{"slope": 0.5, "offset": 1.0}"#)
        #expect(abs(curve.confidence(0.9) - 0.890_768_227_426_964) < 1e-9)
    }

    @Test func extremesStayInside() {
        let curve = Calibration(slope: 2, offset: -1)
        #expect(curve.confidence(0) > 0)
        #expect(curve.confidence(1) < 1)
        #expect(curve.confidence(0.2) < curve.confidence(0.4))
    }
}
