// swift-tools-version: 6.0
import PackageDescription

/// A target imports only from lower floors; `scripts/check-imports` holds the same table.
let package = Package(
    name: "voxelprompt",
    products: [
        .executable(name: "voxelprompt", targets: ["voxelprompt"])
    ],
    targets: [
        // Floor 0: C libraries behind the thinnest shims.
        .target(
            name: "CNifti",
            linkerSettings: [
                .linkedLibrary("nifti2"), .linkedLibrary("znz"), .linkedLibrary("z"),
            ]),
        .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("openblas")]),
        .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),
        .target(
            name: "CTerminal",
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "CLineEditor", linkerSettings: [.linkedLibrary("readline")]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CPNG", linkerSettings: [.linkedLibrary("png16")]),

        // Floor 1
        .target(name: "Script"),
        .target(name: "Volumes", dependencies: ["CNifti"]),
        .target(name: "Tensors", dependencies: ["COpenBLAS", "COneDNN"]),
        .target(name: "Terminal", dependencies: ["CTerminal", "CLineEditor"]),

        // Floor 2
        .target(name: "LanguageModel", dependencies: ["Tensors"]),
        .target(name: "VisionNetwork", dependencies: ["Tensors", "Volumes"]),

        // Floor 3
        .target(
            name: "Analysis",
            dependencies: ["Script", "Volumes", "LanguageModel", "VisionNetwork"]),

        // Floor 4
        .target(name: "Planner", dependencies: ["Analysis", "CCurl", "LanguageModel", "Script"]),
        .target(name: "Session", dependencies: ["Analysis", "Script", "Volumes"]),
        .target(name: "Viewer", dependencies: ["CPNG", "Terminal", "Volumes"]),

        // Floor 5
        .target(
            name: "REPL",
            dependencies: [
                "Analysis", "LanguageModel", "Planner", "Script", "Session", "Tensors", "Terminal",
                "Viewer", "VisionNetwork", "Volumes",
            ]),

        // Floor 6
        .executableTarget(name: "voxelprompt", dependencies: ["REPL"]),

        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Analysis", "LanguageModel", "Planner", "Script", "Terminal", "Viewer",
                "VisionNetwork", "Volumes",
            ]),
        .target(name: "CTestSupport", linkerSettings: [.linkedLibrary("util")]),
        .target(name: "TestSupport", dependencies: ["CTestSupport"]),
        // A small program that tests of the terminal start on a pseudo-terminal.
        .executableTarget(
            name: "TerminalProbe", dependencies: ["Terminal"], path: "Tests/TerminalProbe"),
        // The language alone, for the fuzzers.
        .executableTarget(
            name: "LanguageProbe", dependencies: ["Script"], path: "Tests/LanguageProbe"),
        // Small scans for tests of the upper floors.
        .target(name: "SyntheticScans", dependencies: ["Volumes"], path: "Tests/SyntheticScans"),
        .testTarget(
            name: "ScriptTests", dependencies: ["Script", "TestSupport"],
            exclude: ["Conformance"]),
        .testTarget(
            name: "VolumesTests", dependencies: ["SyntheticScans", "TestSupport", "Volumes"],
            exclude: ["Reference"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
        .testTarget(
            name: "TerminalTests", dependencies: ["Terminal", "TestSupport", "TerminalProbe"]),
        .testTarget(
            name: "LanguageModelTests",
            dependencies: ["LanguageModel", "Tensors", "TestSupport"], exclude: ["Fixtures"]),
        .testTarget(
            name: "VisionNetworkTests", dependencies: ["VisionNetwork", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "AnalysisTests",
            dependencies: [
                "Analysis", "LanguageModel", "Script", "SyntheticScans", "Tensors",
                "VisionNetwork", "Volumes", "TestSupport",
            ],
            exclude: ["Fixtures", "Reference"]),
        .testTarget(
            name: "PlannerTests",
            dependencies: ["Analysis", "LanguageModel", "Planner", "Script", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "SessionTests",
            dependencies: [
                "Analysis", "Script", "Session", "SyntheticScans", "TestSupport", "Volumes",
            ]),
        .testTarget(
            name: "ViewerTests",
            dependencies: ["CPNG", "Viewer", "Terminal", "Volumes", "TestSupport"],
            exclude: ["Goldens", "Reference"]),
        .testTarget(
            name: "REPLTests",
            dependencies: [
                "Analysis", "Planner", "REPL", "Session", "SyntheticScans", "Terminal",
                "TestSupport", "Viewer", "Volumes",
            ]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "REPL", "Session", "SyntheticScans", "TestSupport", "Volumes", "voxelprompt",
            ],
            exclude: ["Goldens"]),
    ],
    swiftLanguageModes: [.v6]
)
