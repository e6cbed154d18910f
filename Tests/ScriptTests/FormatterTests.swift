import Testing

@testable import Script

@Suite struct FormatterTests {
    private static func format(_ text: String) -> String? {
        Formatter.format(Source(name: "test", text: text))
    }

    @Test(arguments: ConformanceProgram.all.filter { $0.refusal == nil })
    func keepsMeaningAndComments(program: ConformanceProgram) throws {
        let once = try #require(Self.format(program.text), "\(program.name)")
        #expect(Self.format(once) == once, "formatting twice changes \(program.name)")
        let before = Runner.run(program.text)
        let after = Runner.run(once)
        #expect(after.output == before.output, "\(program.name)")
        #expect(after.failure?.reason == before.failure?.reason, "\(program.name)\n\(once)")
        let comments = Parser.parse(Source(name: "a", text: program.text)).0.comments.count
        #expect(Parser.parse(Source(name: "b", text: once)).0.comments.count == comments, "\(once)")
    }

    @Test(arguments: [
        ("x=1+2*3", "x = 1 + 2 * 3\n"),
        ("x = (1+2)*3", "x = (1 + 2) * 3\n"),
        ("x = ((1))", "x = 1\n"),
        ("a,b=b,a", "a, b = b, a\n"),
        ("f( a,b = 2 , *c,**d )", "f(a, b=2, *c, **d)\n"),
        ("x = 'it'", "x = \"it\"\n"),
        ("x = 'say \"hi\"'", "x = 'say \"hi\"'\n"),
        ("x = f'{a[\"k\"]}'", "x = f'{a[\"k\"]}'\n"),
        ("if x :\n  y\nelif z: w\nelse :\n      v", "if x:\n    y\nelif z:\n    w\nelse:\n    v\n"),
        ("x = - y ** -2", "x = -y ** -2\n"),
        ("x = (-y) ** 2", "x = (-y) ** 2\n"),
        ("x = not (a and b)", "x = not (a and b)\n"),
        ("x = (a or b) and c", "x = (a or b) and c\n"),
        ("x = (a if b else c) + 1", "x = (a if b else c) + 1\n"),
        ("x = a - (b - c)", "x = a - (b - c)\n"),
        ("x = lambda a,b=2:a+b", "x = lambda a, b=2: a + b\n"),
        ("x = [ i for i in y if i>1 ]", "x = [i for i in y if i > 1]\n"),
        ("sum((i for i in y))", "sum(i for i in y)\n"),
        ("x = (1,)", "x = (1,)\n"),
        ("x = a [ 1 : 2 ]", "x = a[1:2]\n"),
        ("x = d[1,2]", "x = d[1, 2]\n"),
        ("x = d[(*a,2)]", "x = d[(*a, 2)]\n"),
        ("x = s[1:2,]", "x = s[1:2,]\n"),
        ("x = s[1:2,:]", "x = s[1:2, :]\n"),
        // A combining mark after a quote makes one character with it.
        ("x = '\u{301}a'", "x = \"\u{301}a\"\n"),
        ("x = 'say \"\u{301}'", "x = 'say \"\u{301}'\n"),
        ("a = 1; b = 2 # both", "a = 1\nb = 2  # both\n"),
        ("#comment\nx = 1 #why", "# comment\nx = 1  # why\n"),
        ("x = 1\n\n\n\ny = 2", "x = 1\n\ny = 2\n"),
        ("def f(a,*,b=1): return a\nf(1)", "def f(a, *, b=1):\n    return a\n\n\nf(1)\n"),
        ("(5).bit_length()", "(5).bit_length()\n"),
        ("x = {'a':1,**b}", "x = {\"a\": 1, **b}\n"),
        (
            "try:\n  x\nexcept (A,B) as e :\n  y\nfinally:\n  z",
            "try:\n    x\nexcept (A, B) as e:\n    y\nfinally:\n    z\n"
        ),
        ("for (i,x) in enumerate(y) :pass", "for i, x in enumerate(y):\n    pass\n"),
        ("x = [\n  1, # one\n  2,\n]", "x = [\n  1, # one\n  2,\n]\n"),
        (
            "if x:\n    a\n    # end of block\n# after\nb",
            "if x:\n    a\n    # end of block\n# after\nb\n"
        ),
        (
            "if x:\n    a\n# about else\nelse: # tail\n    b",
            "if x:\n    a\n# about else\nelse:  # tail\n    b\n"
        ),
    ])
    func layout(text: String, expected: String) {
        #expect(Self.format(text) == expected)
        #expect(Self.format(expected) == expected)
    }

    @Test func breaksLongCalls() {
        let text =
            "report(\"the volume of the left hippocampus in millilitres\", volume_ml(segment(t1, \"left hippocampus\")), unit=\"mL\")"
        let expected = """
            report(
                "the volume of the left hippocampus in millilitres",
                volume_ml(segment(t1, "left hippocampus")),
                unit="mL",
            )

            """
        #expect(Self.format(text) == expected)
        #expect(Self.format(expected) == expected)
    }

    /// As Black lays it out, but for the width.
    @Test func breaksLongComprehensions() {
        let text =
            "volumes = {name: volume_ml(segment(t1, f\"left {name}\")) for name in [\"hippocampus\", \"thalamus\"] if name}"
        let expected = """
            volumes = {
                name: volume_ml(segment(t1, f"left {name}"))
                for name in ["hippocampus", "thalamus"]
                if name
            }

            """
        #expect(Self.format(text) == expected)
        #expect(Self.format(expected) == expected)
        let short =
            "longest_of_all_the_volumes = max(volume_ml(mask) for mask in [left_hippocampus, right])"
        let inside = """
            longest_of_all_the_volumes = max(
                volume_ml(mask) for mask in [left_hippocampus, right]
            )

            """
        #expect(Self.format(short) == inside)
        #expect(Self.format(inside) == inside)
    }

    @Test func refusesBrokenPrograms() {
        #expect(Self.format("x = (1") == nil)
    }
}
