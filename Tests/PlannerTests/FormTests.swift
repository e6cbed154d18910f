import Analysis
import Script
import Testing

@testable import Planner

/// The forms of lists, ranks, tables and combined masks: what the decoder writes, and the program that
/// comes of it.
struct FormTests {
    static let context = PlanningContext(items: [
        .init(name: "t1", kind: .volume), .init(name: "visit2", kind: .volume),
        .init(name: "lesions", kind: .mask, details: "lesions"),
    ])
    static let catalogue = Array(Catalogue.signatures.values)

    /// A program by the texts of its tokens: `<v0>`, `@t1` for a name of the workspace, `"left thalamus"`
    /// for a string whose words are tokens, `;` for the end of a line.
    static func written(_ program: String, _ context: PlanningContext = context) throws -> String {
        let constraint = try Samples.constraint(context, catalogue: catalogue)
        var writing = ProgramConstraintTests.Writing(constraint)
        try writing.write("<program>")
        try writing.write(all: texts(of: program))
        try writing.write("<end>")
        return constraint.sourceText(
            of: writing.actions, catalogue: catalogue, context: context)
    }

    static func texts(of program: String) -> [String] {
        var texts: [String] = []
        var isQuoted = false
        let words = Samples.tokens.filter { $0.sort == .word }.map(\.text)
        var rest = program.split(whereSeparator: \.isWhitespace).map(String.init)[...]
        while let first = rest.first {
            if first == "<quote>" || first == "</quote>" { isQuoted = first == "<quote>" }
            // Words of two words are one token.
            let pair = rest.prefix(2).joined(separator: " ")
            if isQuoted, words.contains(pair) {
                texts.append(pair)
                rest = rest.dropFirst(2)
                continue
            }
            switch first {
            case ";": texts.append("<newline>")
            case "{{": texts += ["<newline>", "<indent>"]
            case "}}": texts.append("<dedent>")
            default: texts.append(first)
            }
            rest = rest.dropFirst()
        }
        return texts
    }

    /// The program, which also has to parse and check with the real functions.
    static func checked(_ program: String) throws -> String {
        let code = try written(program)
        let (parsed, mistakes) = Parser.parse(Source(name: "program", text: code))
        let result = Checker(
            functions: Catalogue.signatures,
            globals: Dictionary(uniqueKeysWithValues: context.items.map { ($0.name, $0.kind) }),
            phrases: Samples.Resolver(prompt: Samples.prompt)
        ).check(parsed)
        let errors = (mistakes + result.diagnostics).filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(code)\n\(errors.map(\.message))")
        return Formatter.format(Source(name: "program", text: code)) ?? code
    }

    static let list = "[ <quote> hippocampus </quote> , <quote> thalamus </quote> ]"
    static let volumes =
        "<v0> = { for <v1> in \(list) : volume_ml ( segment ( @t1 , <quote> left <v1> </quote> ) ) } ;"

    @Test(arguments: [
        (
            """
            <v0> = segment ( @t1 , <quote> left hippocampus </quote> ) ;
            <v1> = segment ( @t1 , <quote> left thalamus </quote> ) ;
            <v2> = <v0> & ~ dilate ( <v1> , 2 ) ; show ( @t1 , <v2> ) ;
            report ( <label> , volume_ml ( <v0> | <v1> ) ) ;
            """,
            """
            left_hippocampus = segment(t1, "left hippocampus")
            left_thalamus = segment(t1, "left thalamus")
            left_hippocampus_without_left_thalamus_dilate = left_hippocampus & ~dilate(left_thalamus, 2)
            show(t1, left_hippocampus_without_left_thalamus_dilate)
            report(
                "left hippocampus and left thalamus volume",
                volume_ml(left_hippocampus | left_thalamus),
                "mL",
            )

            """
        ),
        (
            """
            <v0> = abs ( @t1 - @visit2 ) ; show ( <v0> ) ; report ( <label> , mean ( <v0> , @lesions ) ) ;
            """,
            """
            absolute_difference = abs(t1 - visit2)
            show(absolute_difference)
            report("lesions mean intensity", mean(absolute_difference, lesions))

            """
        ),
        (
            """
            show ( @t1 , threshold ( @t1 , 2 ) & @lesions ) ;
            show ( @t1 , threshold ( @t1 , 1 , 2 ) ) ;
            """,
            """
            show(t1, threshold(t1, above=2) & lesions)
            show(t1, threshold(t1, 1, 2))

            """
        ),
        (
            "show ( @t1 * ( @lesions | ~ @lesions ) ) ; <v0> = @t1 * @lesions ; show ( <v0> ) ;",
            """
            show(t1 * (lesions | ~lesions))
            masked_t1 = t1 * lesions
            show(masked_t1)

            """
        ),
        (
            """
            \(volumes) report ( <quote> largest </quote> , argmax ( <v0> ) ) ;
            <v2> = argmin ( <v0> ) ; report ( <v2> , <v0> [ <v2> ] ) ;
            report ( <quote> volume </quote> , <v0> [ <v2> ] ) ;
            """,
            """
            left_volumes = {
                structure: volume_ml(segment(t1, f"left {structure}"))
                for structure in ["hippocampus", "thalamus"]
            }
            report("largest", max(left_volumes, key=lambda name: left_volumes[name]))
            smallest_structure = min(left_volumes, key=lambda name: left_volumes[name])
            report(smallest_structure, left_volumes[smallest_structure], "mL")
            report("volume", left_volumes[smallest_structure], "mL")

            """
        ),
        (
            """
            \(volumes) for <v2> in descending ( <v0> ) : {{ report ( <v2> , <v0> [ <v2> ] ) ; }}
            for <v3> in <v0> : {{ if <v0> [ <v3> ] > 2 : {{ report ( <label> , <v0> [ <v3> ] ) ; }} }}
            plot ( <v0> ) ;
            """,
            """
            left_volumes = {
                structure: volume_ml(segment(t1, f"left {structure}"))
                for structure in ["hippocampus", "thalamus"]
            }
            for structure in sorted(
                left_volumes,
                key=lambda name: left_volumes[name],
                reverse=True,
            ):
                report(structure, left_volumes[structure], "mL")
            for structure in left_volumes:
                if left_volumes[structure] > 2:
                    report(f"left {structure} volume", left_volumes[structure], "mL")
            plot(left_volumes)

            """
        ),
        (
            """
            <v0> = \(list) ;
            <v1> = table ( { <quote> structure </quote> : <v0> , <quote> left </quote> : [ for <v2> in <v0> :
            volume_ml ( segment ( @t1 , <v2> ) ) ] } ) ; print ( <v1> ) ;
            """,
            """
            structures = ["hippocampus", "thalamus"]
            results = table(
                {
                    "structure": structures,
                    "left": [
                        volume_ml(segment(t1, structure)) for structure in structures
                    ],
                },
            )
            print(results)

            """
        ),
        (
            """
            for <v0> in [ <quote> left </quote> , <quote> right </quote> ] : {{
            for <v1> in \(list) : {{ <v2> = segment ( @t1 , <quote> <v0> <v1> </quote> ) ;
            report ( <label> , volume_ml ( <v2> ) ) ;
            report ( <quote> <v0> volume </quote> , volume_ml ( <v2> ) ) ; }} }}
            """,
            """
            for side in ["left", "right"]:
                for structure in ["hippocampus", "thalamus"]:
                    mask = segment(t1, f"{side} {structure}")
                    report(f"{side} {structure} volume", volume_ml(mask), "mL")
                    report(f"{side} volume", volume_ml(mask), "mL")

            """
        ),
        (
            """
            <v0> = segment ( @t1 , <quote> thalamus </quote> ) ;
            <v1> = segment ( @visit2 , <quote> thalamus </quote> ) ;
            plot ( { <label> : volume_ml ( <v0> ) , <label> : volume_ml ( <v1> ) } ) ;
            plot ( { <label> : volume_ml ( <v0> ) , <label> : mean ( @t1 , <v0> ) ,
            <label> : volume_ml ( segment ( @t1 , <quote> left thalamus </quote> ) ) } ) ;
            plot ( { <label> : volume_ml ( <v0> ) , <label> : volume_ml ( <v0> ) } ) ;
            """,
            """
            thalamus_t1 = segment(t1, "thalamus")
            thalamus_visit2 = segment(visit2, "thalamus")
            plot({"t1": volume_ml(thalamus_t1), "visit2": volume_ml(thalamus_visit2)})
            plot(
                {
                    "thalamus volume": volume_ml(thalamus_t1),
                    "thalamus mean intensity": mean(t1, thalamus_t1),
                    "left thalamus volume": volume_ml(segment(t1, "left thalamus")),
                },
            )
            plot(
                {
                    "thalamus volume in t1": volume_ml(thalamus_t1),
                    "thalamus volume in t1 2": volume_ml(thalamus_t1),
                },
            )

            """
        ),
        (
            """
            <v0> = [ for <v1> in [ @t1 , @visit2 ] :
            volume_ml ( segment ( <v1> , <quote> left hippocampus </quote> ) ) ] ; plot ( <v0> ) ;
            for <v2> in [ @t1 , @visit2 ] : {{ show ( <v2> ) ; }}
            """,
            """
            volumes = [
                volume_ml(segment(scan, "left hippocampus")) for scan in [t1, visit2]
            ]
            plot(volumes)
            for scan in [t1, visit2]:
                show(scan)

            """
        ),
        (
            """
            <v0> = { for <v1> in \(list) : asymmetry_index ( segment ( @t1 , <quote> left <v1> </quote> ) ,
            segment ( @t1 , <quote> right <v1> </quote> ) ) } ;
            for <v2> in ascending ( <v0> ) : {{ report ( <v2> , <v0> [ <v2> ] ) ; }}
            """,
            """
            asymmetries = {
                structure: asymmetry_index(
                    segment(t1, f"left {structure}"),
                    segment(t1, f"right {structure}"),
                )
                for structure in ["hippocampus", "thalamus"]
            }
            for structure in sorted(asymmetries, key=lambda name: asymmetries[name]):
                report(structure, asymmetries[structure], "%")

            """
        ),
    ])
    func programs(tokens: String, code: String) throws {
        let written = try Self.checked(tokens)
        #expect(written == code)
    }

    @Test func upperBoundsAreLeftOutAsLowerOnesAre() {
        let call: [Lexeme] = [
            .function("threshold"), .symbol("("), .item("t1"), .symbol(","), .parameter("high"),
            .function("mean"), .symbol("("), .item("t1"), .symbol(","), .item("m"), .symbol(")"),
            .symbol(")"),
        ]
        func text(_ expansion: Expansion) -> String {
            ProgramWriter(names: [:]).text(of: expansion.expanded(call))
        }
        let strict = Expansion(parameter: "name", leavesBoundsOut: true)
        #expect(text(strict).contains("threshold(t1, below=mean(t1, m))"))
        #expect(text(Expansion(parameter: "name")).contains("threshold(t1, high=mean(t1, m))"))
    }

    /// "Above 100" leaves 100 out, "at least 100" does not.
    @Test(arguments: [
        ("voxels above 100", true), ("what is darker than 20?", true), ("t1 > 40", true),
        ("brighter than 50 or more", false), ("at least 100", false), ("t1 >= 40", false),
        ("no less than 7", false), ("100 and above", false),
        ("threshold at 100", false),
    ])
    func promptsSayWhetherABoundBelongs(_ prompt: String, _ isLeftOut: Bool) {
        #expect(Expansion.leavesBoundsOut(prompt) == isLeftOut)
    }
}
