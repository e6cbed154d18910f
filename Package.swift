// swift-tools-version: 6.0
import PackageDescription

/// A target imports only from lower floors; `scripts/check-imports` holds the same table.
let package = Package(
    name: "voxelprompt",
    products: [
        .executable(name: "voxelprompt", targets: ["voxelprompt"]),
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
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "CLineEditor", linkerSettings: [.linkedLibrary("readline")]),

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
        .target(name: "Planner", dependencies: ["Analysis", "LanguageModel", "Script"]),
        .target(name: "Session", dependencies: ["Analysis", "Script", "Volumes"]),
        .target(name: "Viewer", dependencies: ["Terminal", "Volumes"]),

        // Floor 5
        .target(
            name: "REPL",
            dependencies: [
                "Analysis", "Planner", "Script", "Session", "Terminal", "Viewer", "Volumes",
            ]),

        // Floor 6
        .executableTarget(name: "voxelprompt", dependencies: ["REPL"]),

        .target(name: "TestSupport"),
        .testTarget(
            name: "ScriptTests", dependencies: ["Script", "TestSupport"],
            exclude: ["Conformance"]),
        .testTarget(name: "VolumesTests", dependencies: ["Volumes", "TestSupport"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "TestSupport"]),
        .testTarget(name: "LanguageModelTests", dependencies: ["LanguageModel", "TestSupport"]),
        .testTarget(name: "VisionNetworkTests", dependencies: ["VisionNetwork", "TestSupport"]),
        .testTarget(name: "AnalysisTests", dependencies: ["Analysis", "TestSupport"]),
        .testTarget(name: "PlannerTests", dependencies: ["Planner", "TestSupport"]),
        .testTarget(name: "SessionTests", dependencies: ["Session", "TestSupport"]),
        .testTarget(name: "ViewerTests", dependencies: ["Viewer", "TestSupport"]),
        .testTarget(name: "REPLTests", dependencies: ["REPL", "TestSupport"]),
        .testTarget(name: "CommandTests", dependencies: ["TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
