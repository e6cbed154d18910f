import Testing

@testable import Script

struct TableResolver: PhraseResolver {
    func resolve(_ phrase: String) -> PhraseResolution {
        switch phrase {
        case "left hippocampus", "right hippocampus", "left amygdala", "right amygdala":
            .accepted(canonical: phrase)
        case "hippocampus on the left": .readAs(canonical: "left hippocampus", confidence: 0.93)
        case "left hipocampus":
            .refused(
                reason: "'\(phrase)' is not a known structure", suggestions: ["left hippocampus"])
        default: .refused(reason: "'\(phrase)' is not a known structure", suggestions: [])
        }
    }
}

@Suite struct CheckerTests {
    static func check(_ text: String) -> CheckResult {
        let functions = HostFunctionTests.all.map { ($0.signature.name, $0.signature) }
        let checker = Checker(
            functions: Dictionary(uniqueKeysWithValues: functions),
            globals: ["t1": .volume, "flair": .volume, "lesion": .mask, "n": .int],
            phrases: TableResolver())
        return checker.check(Source(name: "test", text: text)).result
    }

    /// `line:column identifier: message`, and the hint behind a bar.
    static func words(_ diagnostic: Diagnostic) -> String {
        let start = diagnostic.span.start
        return "\(start.line):\(start.column) \(diagnostic.identifier): \(diagnostic.message)"
            + (diagnostic.hint.map { " | \($0)" } ?? "")
    }

    @Test(arguments: [
        (
            "segmnt(t1, \"left hippocampus\")",
            "1:1 undefined-function: there is no function 'segmnt' | did you mean 'segment'?"
        ),
        (
            "segment(t1, \"left hipocampus\")",
            "1:13 unknown-phrase: 'left hipocampus' is not a known structure | did you mean 'left hippocampus'?"
        ),
        ("print(t2)", "1:7 undefined-name: the name 't2' is not defined | did you mean 't1'?"),
        (
            "volum = 3\nprint(volme)",
            "2:7 undefined-name: the name 'volme' is not defined | did you mean 'volum'?"
        ),
        ("sqrt(2)", "1:1 undefined-function: there is no function 'sqrt' | write math.sqrt"),
        (
            "segment(t1, structur=\"left hippocampus\")",
            "1:1 missing-argument: segment() needs 'structure'\n1:13 unknown-keyword: segment() has no argument 'structur' | did you mean 'structure'?"
        ),
        ("segment(t1)", "1:1 missing-argument: segment() needs 'structure'"),
        (
            "segment(t1, \"left hippocampus\", 3)",
            "1:1 argument-count: segment() takes at most 2 arguments, not 3"
        ),
        (
            "segment(t1, \"left hippocampus\", scan=t1)",
            "1:33 duplicate-argument: the argument 'scan' of segment() is given twice"
        ),
        ("volume_ml(t1)", "1:11 wrong-kind: 'mask' of volume_ml() must be a mask, not a volume"),
        (
            "volume_ml(lesion, scale=\"2\")",
            "1:25 wrong-kind: 'scale' of volume_ml() must be a number, not a string"
        ),
        (
            "m = segment(t1, \"left hippocampus\")\nsegment(m, \"left amygdala\")",
            "2:9 wrong-kind: 'scan' of segment() must be a volume, not a mask"
        ),
        (
            "x = 1 + \"a\"",
            "1:5 wrong-kind: '+' does not work between a whole number and a string | put values into text with an f-string: f\"… {value}\""
        ),
        ("for x in 5: pass", "1:10 wrong-kind: a whole number has no items to go through"),
        ("if t1 > 3: pass", ""),
        (
            "if lesion: pass",
            "1:4 wrong-kind: a mask is neither true nor false | compare it with a number, or measure it"
        ),
        (
            "\"a\".uper()",
            "1:5 unknown-method: a string has no method 'uper' | did you mean 'upper'?"
        ),
        (
            "lesion.volume_ml()",
            "1:8 unknown-method: a mask has no method 'volume_ml' | volume_ml is a function: write volume_ml(…)"
        ),
        (
            "t1.shape",
            "1:4 attribute: '.shape' has no meaning: values have methods only | to call it, write .shape(…)"
        ),
        ("math.sqr(2)", "1:6 undefined-name: there is no 'math.sqr' | did you mean 'sqrt'?"),
        ("print(x)\nx = 1", "1:7 used-before-assignment: 'x' is used before it has a value"),
        (
            "for i in range(3):\n    total = total + i",
            "2:13 used-before-assignment: 'total' is used before it has a value"
        ),
        (
            "def f():\n    print(y)\n    y = 1\nf()",
            "2:11 used-before-assignment: 'y' is used before it has a value"
        ),
        (
            "def f():\n    return 1\n    print(2)",
            "3:5 unreachable-code: this line is never reached: it follows a 'return'"
        ),
        (
            "while True:\n    pass\nprint(1)",
            "3:1 unreachable-code: this line is never reached: it follows a loop that never ends"
        ),
        (
            "segment = 3",
            "1:1 hides-function: this hides the function 'segment' | choose another name if the function is still needed"
        ),
        ("def f(a): return a\nf()", "2:1 missing-argument: f() needs 'a'"),
        ("def f(a): return a\nf(1, 2)", "2:1 argument-count: f() takes at most 1 argument, not 2"),
        (
            "def f(a, size=2): return a\nf(1, sise=2)",
            "2:6 unknown-keyword: f() has no argument 'sise' | did you mean 'size'?"
        ),
        ("len()", "1:1 argument-count: len() takes exactly 1 argument, not 0"),
        (
            "len(5)",
            "1:5 wrong-kind: 'value' of len() must be a string, list, tuple, dict, set, range, table, iterator or other value, not a whole number"
        ),
        ("n()", "1:1 wrong-kind: 'n' is a whole number, not a function"),
        ("n[0]", "1:1 wrong-kind: a whole number has no items"),
        (
            "try:\n    pass\nexcept valueerror:\n    pass",
            "3:8 undefined-name: the name 'valueerror' is not defined | did you mean 'ValueError'?\n3:8 not-an-error: 'valueerror' is not the name of an error | errors are for example ValueError, ZeroDivisionError, KeyError"
        ),
        (
            "segment(t1, \"hippocampus on the left\")",
            "1:13 phrase-read-as: 'hippocampus on the left' is read as 'left hippocampus' (93 % sure)"
        ),
        (
            "for side in [\"left\", \"rigth\"]:\n    segment(t1, f\"{side} hippocampus\")",
            "2:17 unknown-phrase: 'rigth hippocampus' is not a known structure"
        ),
        (
            "a = print(undefined1)\nb = undefined2",
            "1:11 undefined-name: the name 'undefined1' is not defined\n2:5 undefined-name: the name 'undefined2' is not defined"
        ),
        (
            "def f():\n    nonlocal z\n    z = 1",
            "2:5 syntax: no enclosing function has a variable 'z' | variables of the program itself cannot be changed in a function"
        ),
    ])
    func findings(text: String, expected: String) {
        let found = Self.check(text).diagnostics.map(Self.words).joined(separator: "\n")
        #expect(found == expected)
    }

    @Test(arguments: [
        "x = 1\nif n: y = 2\nprint(x)",
        "for i in range(3):\n    if i > 1:\n        found = i\n        break\nprint(found)",
        "for i in range(3):\n    if i > 0: print(prev)\n    prev = i",
        "try:\n    x = 1 / n\nexcept ZeroDivisionError:\n    x = 0\nprint(x)",
        "while True:\n    x = 1\n    break\nprint(x)",
        "def f():\n    return g()\ndef g():\n    return late\nlate = 1\nf()",
        "xs = [\"a\"]\nxs.append(3)\nfor x in xs:\n    print(x)",
        "xs = [\"a\"]\nxs.append(3)\nprint(xs[1] + 1)",
        "def f(x, *rest, k=1, **more): return x\nf(1, 2, 3, k=2, z=5)\nargs = (1, 2)\nf(*args)",
        "print(sorted([1, 2], key=lambda v: -v)[0] + math.pi)",
        "v = {\"a\": 1}\nprint(max(v, key=lambda n: v[n]) + \"b\", min([\"b\"], key=len) + \"c\")",
        "xs = [2, 3]\nprint(max(*xs) + 1, max([], default=\"a\") + \"b\", max(1, 2, key=abs) + 1)",
        "x = None\nfor i in range(3):\n    if x is not None: print(x + 1)\n    x = i",
        "n = 'a'\nn = n + 'b'",
        "m = (t1 > 3) & lesion\nprint(volume_ml(m), t1 * 2 + flair)",
        "total = 0\nfor name in [\"left hippocampus\", \"right hippocampus\"]:\n    total += volume_ml(segment(t1, name))\nprint(f\"{total:.1f} mL\")",
        "print([a + b for a, b in zip([1], [2])], {k: v for k, v in {}.items()})",
        "def outer():\n    x = 1\n    def inner():\n        nonlocal x\n        x += 1\n        return x\n    return inner()\nprint(outer())",
    ])
    func letsPass(text: String) {
        let errors = Self.check(text).diagnostics.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors.map(Self.words))")
    }

    @Test(arguments: [
        ("segment(t1, \"left hippocampus\")", "segment[t1](left hippocampus)"),
        (
            "a = t1\nfor s in [a, flair]:\n    segment(s, \"left amygdala\")",
            "segment[flair,t1](left amygdala)*"
        ),
        (
            "def ml(scan, side):\n    return volume_ml(segment(scan, side + \" hippocampus\"))\nml(t1, \"left\")\nml(flair, \"right\")",
            "segment[flair,t1](left hippocampus,right hippocampus)*"
        ),
        (
            "scans = {\"a\": t1}\nsegment(scans[\"a\"], \"left amygdala\")",
            "segment[t1](left amygdala)"
        ),
        (
            "[segment(t1, s) for s in (\"left amygdala\", \"right amygdala\")]",
            "segment[t1](left amygdala,right amygdala)*"
        ),
        ("volume_ml(lesion)", ""),
        (
            "masks = [segment(t1, x) for x in [\"left amygdala\"]]\nvolume_ml(masks[0])",
            "segment[t1](left amygdala)*"
        ),
    ])
    func networkCalls(text: String, expected: String) {
        let calls = Self.check(text).networkCalls.map { call in
            "\(call.function)[\(call.scans.joined(separator: ","))](\(call.phrases.joined(separator: ",")))"
                + (call.repeats ? "*" : "")
        }
        #expect(calls.joined(separator: " ") == expected)
    }

    @Test func readingsAreListed() {
        let result = Self.check("segment(t1, \"hippocampus on the left\")")
        #expect(result.isRunnable)
        #expect(result.readings.map(\.canonical) == ["left hippocampus"])
    }
}
