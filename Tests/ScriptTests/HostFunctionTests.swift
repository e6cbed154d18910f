import Testing

@testable import Script

/// A stand-in for the volumes and masks of a host.
struct Grid: DomainValue {
    let kind: Kind
    let size: Int
    var held: HeldMemory?

    var memoryCost: Int { 1 << size }
    var summary: String { "\(kind.description) of \(size)" }

    struct Mismatch: Error, CustomStringConvertible {
        let description: String
    }

    func binary(_ op: BinaryOperator, with other: Value, reflected: Bool) throws -> Value? {
        if case .object(let other as Grid) = other {
            guard other.size == size else {
                throw Mismatch(description: "the grids differ: \(size) and \(other.size)")
            }
            return .object(Grid(kind: kind, size: size))
        }
        return other.number == nil ? nil : .object(Grid(kind: kind, size: size))
    }

    func compare(_ op: ComparisonOperator, with other: Value, reflected: Bool) throws -> Value? {
        other.number == nil ? nil : .object(Grid(kind: .mask, size: size))
    }
}

@Suite struct HostFunctionTests {
    static let segment = HostFunction(
        Signature(
            name: "segment", summary: "the mask of a structure",
            parameters: [
                Parameter("scan", .volume, "the scan"),
                Parameter("structure", .string, "what to find", isPhrase: true),
            ], result: .mask, runsNetwork: true)
    ) { arguments in
        guard case .object(let grid as Grid) = arguments.value(named: "scan") else {
            return .nothing
        }
        return .object(Grid(kind: .mask, size: grid.size))
    }

    static let volume = HostFunction(
        Signature(
            name: "volume_ml", summary: "the volume of a mask",
            parameters: [
                Parameter("mask", .mask, "the mask"),
                Parameter("scale", .number, "a factor", defaultValue: .float(1)),
                Parameter("label", .string, "a name", defaultValue: .nothing),
            ], result: .float, resultUnit: "mL")
    ) { arguments in
        guard case .object(let grid as Grid) = arguments.value(named: "mask") else {
            return .nothing
        }
        return .float(Double(grid.size) * (try arguments.number(named: "scale")))
    }

    static let merge = HostFunction(
        Signature(
            name: "merge", summary: "several masks as one",
            parameters: [Parameter("masks", .mask, "the masks", isVariadic: true)], result: .mask)
    ) { arguments in
        .object(Grid(kind: .mask, size: try arguments.items(named: "masks").count))
    }

    static let all = [segment, volume, merge]
    static let scan = Value.object(Grid(kind: .volume, size: 8))

    @Test func callsWithDefaultsKeywordsAndVariadics() {
        let outcome = Runner.run(
            """
            m = segment(t1, structure="left hippocampus")
            print(m, volume_ml(m), volume_ml(scale=2, mask=m), volume_ml(m, 3, None))
            print(merge(m, m, m), t1 + 1, t1 > 3, 2 * t1)
            """, functions: Self.all, globals: ["t1": Self.scan])
        #expect(
            outcome.output
                == "mask of 8 8.0 16.0 24.0\nmask of 3 volume of 8 mask of 8 volume of 8\n")
    }

    @Test(arguments: [
        ("volume_ml(t1)", "'mask' of volume_ml() must be a mask, not a volume"),
        ("volume_ml()", "volume_ml() missing 1 required positional argument: 'mask'"),
        ("segment(t1, 'x', 3)", "segment() takes 2 positional arguments but 3 were given"),
        ("segment(t1, structur='x')", "segment() got an unexpected keyword argument 'structur'"),
        ("segment(t1, 'x', scan=t1)", "segment() got multiple values for argument 'scan'"),
        ("t1 + other", "the grids differ: 8 and 9"),
        ("t1 + 'a'", "'+' does not work between a volume and a string"),
        ("if t1 > 3: pass", "a mask is neither true nor false"),
        ("t1[0]", "'volume' object is not subscriptable"),
        ("t1.mean()", "'volume' has no method 'mean'"),
    ])
    func faults(text: String, message: String) {
        let other = Value.object(Grid(kind: .volume, size: 9))
        let outcome = Runner.run(
            text, functions: Self.all, globals: ["t1": Self.scan, "other": other])
        #expect(outcome.failure?.diagnostic.message == message)
    }

    @Test func errorsOfTheHostCanBeCaught() {
        let other = Value.object(Grid(kind: .volume, size: 9))
        let outcome = Runner.run(
            "try:\n    t1 + other\nexcept RuntimeError as e:\n    print('caught', e)",
            functions: Self.all, globals: ["t1": Self.scan, "other": other])
        #expect(outcome.output == "caught the grids differ: 8 and 9\n")
    }

    /// A grid of 8 holds 256 bytes here.
    @Test(arguments: [
        "xs = []\nwhile True: xs.append(t1 + 1)", "xs = []\nwhile True: xs.append(1 + t1)",
        "xs = []\nwhile True: xs.append(t1 > 1)",
        "xs = []\nwhile True: xs.append(segment(t1, 'x'))", "xs = [t1 + i for i in range(9)]",
    ])
    func imagesCountAgainstTheirLimitWhileTheyLive(text: String) {
        let limits = Limits(images: 2048)
        let outcome = Runner.run(
            text, functions: Self.all, globals: ["t1": Self.scan], limits: limits)
        #expect(outcome.failure?.reason == .memoryLimit)
    }

    @Test func imagesThatAreLetGoAreCountedNoMore() {
        let outcome = Runner.run(
            """
            for i in range(1000):
                x = (t1 + 1) * 2 + t1
                m = segment(x, "x")
                xs = [m, m, m, m, m, m, m, m]
            """, functions: Self.all, globals: ["t1": Self.scan], limits: Limits(images: 2048))
        #expect(outcome.failure == nil, "\(String(describing: outcome.failure))")
    }

    @Test func hostFunctionsAreValues() {
        let outcome = Runner.run(
            "f = segment\nprint(volume_ml(f(t1, 'x')), list(map(volume_ml, [f(t1, 'y')])))",
            functions: Self.all, globals: ["t1": Self.scan])
        #expect(outcome.output == "8.0 [8.0]\n")
    }
}
