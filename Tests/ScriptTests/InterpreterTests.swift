import Foundation
import Testing

@testable import Script

@Suite struct InterpreterTests {
    @Test func givesBackGlobals() {
        let outcome = Runner.run(
            "x = n + 1\nn = 'new'", globals: ["n": .int(4), "kept": .float(1.5)])
        #expect(outcome.globals["x"]?.literal == "5")
        #expect(outcome.globals["n"]?.literal == "'new'")
        #expect(outcome.globals["kept"]?.literal == "1.5")
    }

    @Test func failedRunChangesNothing() {
        let list = ListObject([.int(1)])
        let inner = ListObject([.int(2)])
        list.items.append(.list(inner))
        let dict = DictObject([("k", .list(list))])
        let outcome = Runner.run(
            "xs.append(9)\nxs[1].append(9)\nd['k'] = 0\ny = 1\n1 / 0",
            globals: ["xs": .list(list), "d": .dict(dict)])
        #expect(outcome.failure?.reason == .error(.zeroDivisionError))
        #expect(Value.list(list).literal == "[1, [2]]")
        #expect(Value.dict(dict).literal == "{'k': [1, [2]]}")
    }

    @Test func successfulRunLeavesTheCallersContainersAlone() {
        let list = ListObject([.int(1)])
        let outcome = Runner.run("xs.append(2)\nys = xs", globals: ["xs": .list(list)])
        #expect(Value.list(list).literal == "[1]")
        #expect(outcome.globals["xs"]?.literal == "[1, 2]")
        let again = Runner.run("xs.append(3)", globals: outcome.globals)
        #expect(again.globals["ys"]?.literal == "[1, 2, 3]", "what is shared stays shared")
    }

    @Test func functionsOutliveTheirProgram() {
        let first = Runner.run(
            """
            def fact(n):
                return 1 if n == 0 else n * fact(n - 1)

            def counter():
                n = 0
                def step():
                    nonlocal n
                    n += 1
                    return n
                return step

            step = counter()
            step()
            scale = 2
            def scaled(x): return x * scale
            """)
        #expect(first.failure == nil)
        let second = Runner.run(
            "scale = 10\nprint(fact(5), step(), step(), scaled(1))", globals: first.globals)
        #expect(second.output == "120 2 3 10\n")
        let third = Runner.run("print(step(), scaled(2))", globals: second.globals)
        #expect(third.output == "4 20\n")
    }

    @Test(arguments: [
        "while True: pass",
        "while True:\n    x = 1",
        "for i in range(10 ** 15): pass",
        "x = [1]\nfor y in x: x.append(1); x.pop(0); x.insert(0, 1)",
        "sum(range(10 ** 15))",
        "[x for x in range(10 ** 9) if x < 0]",
        "any(x < 0 for x in range(10 ** 15))",
        "def f():\n    while True: pass\nf()",
        "try:\n    while True: pass\nexcept Exception:\n    pass",
        "max(i for i in range(10 ** 12))",
        "5 in (i for i in range(6, 10 ** 12))",
    ])
    func stepLimit(text: String) {
        let outcome = Runner.run(text, limits: Limits(steps: 20_000))
        #expect(outcome.failure?.reason == .stepLimit)
    }

    @Test(arguments: [
        "while True: pass",
        "sum(range(10 ** 15))",
        "while True: sorted(range(10 ** 4), key=lambda x: -x)",
        "x = 'ab' * 10 ** 4\nwhile True: x.count('b')",
        "x = list(range(10 ** 4))\nwhile True: -1 in x",
    ])
    func stopsSoonWhenCancelled(text: String) {
        let start = Date()
        let outcome = Runner.run(
            text, limits: Limits(steps: Int.max),
            isCancelled: { Date().timeIntervalSince(start) > 0.3 })
        #expect(outcome.failure?.reason == .cancelled)
    }

    @Test(arguments: [
        "x = 'a' * 10 ** 12",
        "x = [0] * 10 ** 12",
        "x = (0,) * 10 ** 11",
        "x = 'a'\nwhile True: x = x + x",
        "x = []\nwhile True: x.append(x)",
        "x = []\nwhile True: x.append('ab' * 10000)",
        "x = ['a' * 100000 + str(i) for i in range(10 ** 6)]",
        "x = {}\nfor i in range(10 ** 9): x[i] = i",
        "x = set()\nfor i in range(10 ** 9): x.add(i)",
        "x = list(range(10 ** 10))",
        "x = 'a'.ljust(10 ** 12)",
        "x = 'a' * 10 ** 5\ny = x.replace('a', x)",
        "x = 'a' * 10 ** 5\ny = x.join([x] * 10 ** 5)",
        "x = [1]\nwhile True: x += x",
        "x = [[0] * 1000]\nwhile True: x = x * 2",
        "x = ['a' * 10 ** 5] * 10 ** 4\nprint(x)",
        "f = lambda: 0\nxs = []\nwhile True: xs.append(lambda: f)",
        "x = [0] * 10 ** 4\ny = []\nwhile True: y.append(x[:])",
        "try:\n    x = 'a' * 10 ** 12\nexcept MemoryError:\n    pass",
    ])
    func memoryLimit(text: String) {
        let outcome = Runner.run(
            text, limits: Limits(steps: Int.max, memory: 4 * 1024 * 1024))
        #expect(outcome.failure?.reason == .memoryLimit)
    }

    @Test func memoryIsGivenBack() {
        let outcome = Runner.run(
            """
            for i in range(200):
                x = "a" * 100000
                y = [0] * 10000
                z = {k: str(k) for k in range(20)}
            """, limits: Limits(memory: 1024 * 1024))
        #expect(outcome.failure == nil, "\(String(describing: outcome.failure))")
    }

    @Test(arguments: [
        "def f(n): return f(n + 1)\nf(0)",
        "def f(n): return [f(n + 1)]\nf(0)",
        "f = lambda n: f(n + 1) + 1\nf(0)",
        "def f(n):\n    for x in [f(n)]: pass\nf(0)",
        "def f(): return sorted([1], key=lambda x: f())\nf()",
        "def f(): return sum(f() for x in [1])\nf()",
        "def f(): return list(map(lambda x: f(), [1]))\nf()",
        "def f(): return f'{f()}'\nf()",
    ])
    func endlessRecursion(text: String) {
        let outcome = Runner.run(text)
        #expect(outcome.failure?.reason == .error(.recursionError))
    }

    @Test(arguments: [
        "x = []\nfor i in range(10 ** 5): x = [x]\nx = 0",
        "x = ()\nfor i in range(10 ** 5): x = (x,)\nx = 0",
        "x = {}\nfor i in range(10 ** 4): x = {'k': x}\nx = 0",
        "f = lambda: 0\nfor i in range(10 ** 4): f = (lambda g: lambda: g)(f)\nf = 0",
    ])
    func deepValuesGoAwayQuietly(text: String) {
        #expect(Runner.run(text).failure == nil)
    }

    @Test(arguments: [
        "x = []\nfor i in range(10 ** 3): x = [x]\nprint(x)",
        "x = []\ny = []\nfor i in range(10 ** 3): x = [x]; y = [y]\nx == y",
        "m = [1]\nfor i in range(10 ** 3): m = map(str, m)\nlist(m)",
        "x = ()\nfor i in range(10 ** 3): x = (x,)\n{x: 1}",
    ])
    func deepValuesGiveErrors(text: String) {
        let outcome = Runner.run(text)
        guard case .error? = outcome.failure?.reason else {
            Issue.record("no error")
            return
        }
    }

    @Test func callStackOfAnError() throws {
        let outcome = Runner.run(
            "def a(x):\n    return b(x)\n\ndef b(x):\n    return 1 / x\n\na(0)\n")
        let failure = try #require(outcome.failure)
        #expect(failure.diagnostic.span.start.line == 5)
        #expect(failure.calls.map(\.function) == ["a", "b"])
        #expect(failure.calls.map(\.span.start.line) == [7, 2])
    }
}
