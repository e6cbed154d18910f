import Analysis
import Script
import Testing
import Volumes

@Suite struct ValueTests {
    private let map = Samples.map([(1, 2), (2, 3)])

    private func mask(_ labels: Set<Int32>) -> MaskValue {
        MaskValue(computed: map.mask(of: labels), name: "\(labels.sorted())", scan: nil)
    }

    private func unpack<T>(_ value: Value?, as type: T.Type) throws -> T {
        guard case .object(let object)? = value else { throw Missing() }
        return try #require(object as? T)
    }

    private struct Missing: Error {}

    @Test(
        "Masks combine by logic",
        arguments: [
            (BinaryOperator.bitAnd, 0), (.bitOr, 5), (.bitXor, 5),
        ])
    func logic(op: BinaryOperator, count: Int) throws {
        let value = try mask([1]).binary(op, with: .object(mask([2])), reflected: false)
        #expect(try unpack(value, as: MaskValue.self).mask.count == count)
    }

    @Test func theOutsideOfAMask() throws {
        let value = try unpack(mask([1]).unary(.invert), as: MaskValue.self)
        #expect(value.mask.count == 45 - 2)
        #expect(value.name == "~[1]")
    }

    @Test func subtractingMasksIsExplained() throws {
        let error = try #require(throws: AnalysisError.self) {
            try mask([1]).binary(.subtract, with: .object(mask([2])), reflected: false)
        }
        #expect(error.message.contains("a & ~b"))
    }

    @Test(
        "Volumes combine voxel by voxel",
        arguments: [
            (BinaryOperator.add, false, 7.0), (.subtract, false, 3), (.subtract, true, -3),
            (.multiply, false, 10), (.divide, false, 2.5), (.divide, true, 0.4),
            (.power, false, 25),
        ])
    func arithmetic(op: BinaryOperator, reflected: Bool, expected: Double) throws {
        let scan = Samples.scan(on: map.geometry)
        let value = try scan.binary(op, with: .int(2), reflected: reflected)
        let result = try unpack(value, as: ScanValue.self)
        #expect(result.volume.voxels[5] == Float(expected))
        #expect(result.file == nil)
        #expect(result.identity != scan.identity)
    }

    @Test func theSizeOfEveryVoxel() throws {
        let scan = Samples.scan(on: map.geometry)
        let negative = try unpack(scan.unary(.negate), as: ScanValue.self)
        let result = try unpack(negative.magnitude(), as: ScanValue.self)
        #expect(result.volume.voxels == scan.volume.voxels)
        #expect(result.name == "abs(-t1)")
        #expect(try mask([1]).magnitude() == nil)
    }

    @Test func aVoxelDividedByZeroIsZeroAndAScanDividedByZeroAnError() throws {
        let scan = Samples.scan(on: map.geometry)
        let ratio = try unpack(
            scan.binary(.divide, with: .object(scan), reflected: false), as: ScanValue.self)
        #expect(ratio.volume.voxels[0] == 0)
        #expect(ratio.volume.voxels[1] == 1)
        #expect(throws: AnalysisError.divisionByZero(operation: "t1 / 0")) {
            try scan.binary(.divide, with: .int(0), reflected: false)
        }
    }

    @Test(
        "Comparisons give masks",
        arguments: [
            (ComparisonOperator.less, false, 10), (.greater, false, 34), (.greater, true, 10),
            (.equal, false, 1), (.notEqual, false, 44), (.lessOrEqual, false, 11),
        ])
    func comparison(op: ComparisonOperator, reflected: Bool, count: Int) throws {
        let scan = Samples.scan(on: map.geometry)
        let value = try scan.compare(op, with: .int(10), reflected: reflected)
        #expect(try unpack(value, as: MaskValue.self).mask.count == count)
    }

    @Test func aLabelIsAMask() throws {
        let value = try LabelMapValue(map, name: "seg").compare(
            .equal, with: .int(2), reflected: false)
        #expect(try unpack(value, as: MaskValue.self).mask.count == 3)
    }

    @Test func aScanTimesAMaskIsZeroOutside() throws {
        let scan = Samples.scan(on: map.geometry)
        let value = try scan.binary(.multiply, with: .object(mask([1, 2])), reflected: false)
        let product = try unpack(value, as: ScanValue.self)
        #expect(product.volume.voxels.filter { $0 != 0 }.count == 5)
    }

    @Test func otherKindsAreLeftToTheLanguage() throws {
        let scan = Samples.scan(on: map.geometry)
        #expect(try scan.binary(.add, with: .text("a"), reflected: false) == nil)
        #expect(try scan.unary(.invert) == nil)
        #expect(try mask([1]).truth() == nil)
    }
}
