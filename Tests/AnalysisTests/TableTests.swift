import Analysis
import Foundation
import Script
import TestSupport
import Testing
import Volumes

@Suite struct TableTests {
    /// Runs a program that knows a scan `t1`, and gives what it printed.
    private func printed(_ code: String, folder: String = ".") throws -> String {
        let output = Lines()
        let (program, problems) = Parser.parse(Source(name: "program", text: code))
        #expect(problems.isEmpty)
        let scan = Value.object(FunctionTests.Bench().scan)
        _ = try Interpreter(
            functions: FunctionTests.Bench(folder: folder).functions,
            print: { output.append($0) }
        ).run(program, globals: ["t1": scan])
        return output.text
    }

    private func failure(of code: String) throws -> String {
        try #require(throws: RuntimeFailure.self) { try printed(code) }.diagnostic.message
    }

    private func table(_ data: Value) throws -> TableValue {
        guard case .object(let object) = try FunctionTests.Bench().call("table", data) else {
            throw FunctionTests.Bench.Missing()
        }
        return try #require(object as? TableValue)
    }

    @Test(arguments: [
        "{'side': ['left', 'right'], 'mL': [3.97, None]}",
        "{'side': ('left', 'right'), 'mL': [3.97, None]}",
        "[{'side': 'left', 'mL': 3.97}, {'side': 'right'}]",
        "({'side': 'left', 'mL': 3.97}, {'mL': None, 'side': 'right'})",
    ])
    func columnsAndRowsGiveOneTable(_ data: String) throws {
        let shown = try printed(
            """
            t = table(\(data))
            print(len(t), t["side"], t["mL"], t[0], t[-1])
            print([row["side"] for row in t], t[1:], table(t[:1]) == t)
            print(t == table({"side": ["left", "right"], "mL": [3.97, None]}), t != t)
            """)
        #expect(
            shown == """
                2 ['left', 'right'] [3.97, None] {'side': 'left', 'mL': 3.97} \
                {'side': 'right', 'mL': None}
                ['left', 'right'] [{'side': 'right', 'mL': None}] False
                True False

                """)
    }

    @Test(arguments: [
        ("table([]) + 1", "'+' does not work between a table and a whole number"),
        ("volume_ml(table([]))", "'mask' of volume_ml() must be a mask, not a table"),
        ("for row in table([]): mean(t1, row)", "'mask' of mean() must be a mask, not a dict"),
        ("show(table([])[1:])", "must be a volume, mask or label map, not a list"),
        ("tabel([])", "there is no function 'tabel'"),
    ])
    func mistakesAreFoundBeforeAnythingRuns(code: String, expected: String) {
        let (program, _) = Parser.parse(Source(name: "p", text: code))
        let result = Checker(
            functions: Catalogue.signatures, globals: ["t1": .volume], phrases: Samples.resolver
        ).check(program)
        let messages = result.diagnostics.map(\.message)
        #expect(messages.contains { $0.contains(expected) }, "\(messages)")
    }

    @Test func namesThatLookAlikeAreTwo() throws {
        let shown = try printed(
            """
            t = table([{"\\u00e9": 1, "e\\u0301": 2}])
            print(t["\\u00e9"], t["e\\u0301"])
            """)
        #expect(shown == "[1] [2]\n")
    }

    @Test func aTableWithoutRowsIsFalse() throws {
        #expect(
            try printed("t = table([])\nprint(len(t), bool(t), t)") == "0 False table of 0 rows\n")
        #expect(
            try printed("t = table({'a': []})\nprint(len(t), bool(t), [t])")
                == "0 False [table of 0 rows: a]\n")
    }

    @Test(
        "What makes no table, and what a table does not have",
        arguments: [
            ("table({'mL': 3})", "needs a list of values for the column “mL”, not a whole number"),
            ("table({'a': [1, 2], 'b': [1]})", "“a” has 2 values and “b” 1"),
            ("table([{'a': 1}, [2]])", "row 1 is a list"),
            ("table({3: [1]})", "a name that is a text, not 3"),
            ("table([{' ': 1}])", "a name that is a text, not ' '"),
            ("table([{'mask': t1 > 3}])", "row 0 of “mask” is a mask"),
            ("table(3)", "'data' of table() must be a list, tuple or dict, not a whole number"),
            ("table({'a': [1]})['b']", "no column “b”. It has a."),
            ("table({'a': [1]})[1]", "no row 1: it has 1 row"),
            ("table({'a': [1]})[-2]", "no row -2"),
            ("table({'a': [1]})[0] + 1", "'+' does not work between a dict and a whole number"),
            ("table({'a': [1]}) + 1", "'+' does not work between a table and a whole number"),
            ("{table([]): 1}", "unhashable type: 'table'"),
            ("save(table([]), 'a.nii')", "a table is written as .csv, .tsv or .json"),
            ("save(table([]), '.csv')", "a table is written as .csv, .tsv or .json"),
            ("save(t1, 'a.csv')", "a volume is written as .nii or .nii.gz"),
            ("save(table([]), 'no/such/a.csv')", "the folder ./no/such/ does not exist"),
        ])
    func errors(code: String, expected: String) throws {
        let message = try failure(of: code)
        #expect(message.contains(expected), "\(message)")
    }

    @Test func printAlignsColumns() throws {
        let shown = try printed(
            """
            print(table({"structure": ["thalamus", "third ventricle"],
                         "mL": [14.23456, 1.5], "voxels": [14235, None],
                         "paired": [True, False], "note": [None, "thin\\nwalls"]}))
            """)
        #expect(
            shown == """
                structure           mL  voxels  paired  note
                thalamus         14.23   14235     yes
                third ventricle    1.5              no  thin walls

                """)
    }

    @Test func printCutsLongTables() throws {
        let shown = try printed(
            "print(table({'n': list(range(1000)), 'text': ['a' * 10000] * 1000}))")
        let lines = shown.split(separator: "\n")
        #expect(lines.count == 102)
        #expect(lines.last == "… and 900 more rows")
        #expect(lines.allSatisfy { $0.count <= 66 })
    }

    /// As the module csv of Python 3.11 writes the same rows.
    @Test(arguments: [
        (
            TableValue.Separator.comma,
            """
            structure,mL,note
            "left, hippocampus",3.972123456789,"said ""big""\"
            thalamus,,True
            a\tb,1e-07,"line
            break"
            é,12,

            """
        ),
        (
            .tab,
            """
            structure\tmL\tnote
            left, hippocampus\t3.972123456789\t"said ""big""\"
            thalamus\t\tTrue
            "a\tb"\t1e-07\t"line
            break"
            é\t12\t

            """
        ),
    ])
    func separatedValues(separator: TableValue.Separator, expected: String) {
        let rows: [[Value]] = [
            [.text("left, hippocampus"), .float(3.972123456789), .text("said \"big\"")],
            [.text("thalamus"), .nothing, .bool(true)],
            [.text("a\tb"), .float(1e-7), .text("line\nbreak")],
            [.text("é"), .int(12), .text("")],
        ]
        let table = TableValue(columns: ["structure", "mL", "note"], rows: rows)
        #expect(table.separatedValues(by: separator) == expected)
    }

    /// What Python 3.11's json.loads reads is what was in the table.
    @Test func aTableAsJSON() throws {
        let rows: [[Value]] = [
            [.text("say \"é\\\""), .float(3.972123456789), .bool(true)],
            [.text("a\tb\u{1}\n"), .nothing, .int(-12)],
            [.text(""), .float(.infinity), .float(1e-7)],
        ]
        let table = TableValue(columns: ["structure", "mL", "a/b"], rows: rows)
        let text = table.text(as: .json)
        #expect(
            text == """
                [
                  {"structure": "say \\"é\\\\\\"", "mL": 3.972123456789, "a/b": true},
                  {"structure": "a\\tb\\u0001\\n", "mL": null, "a/b": -12},
                  {"structure": "", "mL": null, "a/b": 1e-07}
                ]

                """)
        let read = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(read.map { $0["structure"] as? String } == ["say \"é\\\"", "a\tb\u{1}\n", ""])
        #expect(read[0]["mL"] as? Double == 3.972123456789)
        #expect(TableValue(columns: ["a"], rows: []).text(as: .json) == "[]\n")
    }

    @Test(arguments: [
        ("a.csv", TableValue.FileFormat.csv), ("no.dots/B.TSV", .tsv), ("a.b.Json", .json),
    ])
    func theEndingTellsTheFormat(path: String, format: TableValue.FileFormat) {
        #expect(TableValue.FileFormat(ending: path) == format)
    }

    @Test(arguments: ["a.xlsx", ".csv", "csv", "dir.csv/a", "a.csv.gz", ""])
    func otherEndingsAreNone(path: String) {
        #expect(TableValue.FileFormat(ending: path) == nil)
    }

    @Test func anEmptyFieldOnALineOfItsOwnIsQuoted() {
        let table = TableValue(columns: ["a"], rows: [[.nothing], [.int(1)]])
        #expect(table.separatedValues(by: .comma) == "a\n\"\"\n1\n")
    }

    @Test(arguments: [
        ("v.csv", "side,mL\nleft,3.97\n"), ("V.TSV", "side\tmL\nleft\t3.97\n"),
        ("v.json", "[\n  {\"side\": \"left\", \"mL\": 3.97}\n]\n"),
    ])
    func saveWritesATableOnceAndAsksBeforeReplacing(name: String, expected: String) throws {
        let folder = try TemporaryFolder()
        let bench = FunctionTests.Bench(folder: folder.path)
        let data = try Value.object(
            table(.items([.dict(DictObject([("side", .text("left")), ("mL", .float(3.97))]))])))
        try bench.call("save", data, .text(name))
        let path = folder.path(name)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == expected)
        #expect(
            bench.effects.record.saved
                == [SavedFile(path: path, content: "table of 1 row: side, mL", replaced: false)])

        let other = try Value.object(table(.dict(DictObject([("a", .items([.int(1)]))]))))
        #expect(throws: AnalysisError.fileExists(path: path)) {
            try bench.call("save", other, .text(name))
        }
        #expect(throws: AnalysisError.keptFile(path: path)) {
            try FunctionTests.Bench(overwrite: .keep, folder: folder.path)
                .call("save", other, .text(name))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == expected)
        try FunctionTests.Bench(overwrite: .overwrite, folder: folder.path)
            .call("save", other, .text(name))
        let replaced = name.hasSuffix("json") ? "[\n  {\"a\": 1}\n]\n" : "a\n1\n"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == replaced)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [name])
    }

    @Test(arguments: [
        "table([{str(i): 1} for i in range(10000)])",
        "x = table({'a': [0] * 1000})['a']\nwhile True: x += x",
        "x = [table({'a': [0] * 10000}) for i in range(10000)]",
        "t = table({'a': [0]})\nx = []\nwhile True: x.append(t[0])",
        "t = table({'a': [0] * 1000})\nx = []\nwhile True: x += t[:]",
    ])
    func aTableDoesNotPassTheMemoryLimit(_ code: String) throws {
        let (program, _) = Parser.parse(Source(name: "program", text: code))
        let interpreter = Interpreter(
            functions: FunctionTests.Bench().functions,
            limits: Limits(steps: .max, memory: 4 << 20, images: 4 << 20), print: { _ in })
        let failure = try #require(throws: RuntimeFailure.self) {
            try interpreter.run(program, globals: [:])
        }
        #expect(failure.reason == .memoryLimit)
    }
}

/// Collects what a program prints.
private final class Lines: @unchecked Sendable {
    private let lock = NSLock()
    private var collected = ""

    func append(_ text: String) { lock.withLock { collected += text } }
    var text: String { lock.withLock { collected } }
}
