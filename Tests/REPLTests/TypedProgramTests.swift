import Testing

@testable import REPL

@Suite("Programs typed at the prompt")
struct TypedProgramTests {
    @Test(
        "What reads as a program and calls a function is one; a lone value is printed",
        arguments: [
            ("show(t1)", nil),
            ("m = segment(t1, \"brain\")\nreport(\"size\", volume_ml(m))", nil),
            (" volume_ml(m) ", "print(volume_ml(m))"),
            ("round(volume_ml(m), 1)", "print(round(volume_ml(m), 1))"),
            ("x = 1 + volume_ml(m)", nil),
        ] as [(String, String?)])
    func programs(prompt: String, code: String?) {
        #expect(TypedProgram(prompt)?.code == code ?? prompt)
    }

    @Test(
        "Words are none",
        arguments: [
            "how big is the brain?", "help", "volume", "contrast (grey, white)", "x = 1",
            "print(1)", "volume_ml(m", "show the T1 (axial)", "",
        ])
    func words(prompt: String) {
        #expect(TypedProgram(prompt) == nil)
    }
}
