import Script
import TestSupport
import Testing

@testable import Planner

@Suite("What leaves the machine")
struct DisclosureTests {
    private func item(_ name: String, _ kind: Kind = .volume) -> PlanningContext.Item {
        PlanningContext.Item(name: name, kind: kind)
    }

    @Test(
        "Names of scans",
        arguments: [
            "t1", "flair", "visit1", "visit_2", "baseline", "t1_2021", "sub01", "T2w",
            "t1_smoothed",
        ])
    func plainNamesStay(name: String) {
        #expect(Disclosure(texts: [], items: [item(name)]).outgoing("- \(name)") == "- \(name)")
    }

    @Test(
        arguments: [
            "smith_t1", "jdoe", "Mueller_Hans_flair", "t1_19570312", "p4711_t1", "ADNI_002_S_0295",
        ])
    func namesThatMayBeAPersonsDoNot(name: String) {
        let disclosure = Disclosure(texts: [], items: [item("scan1"), item(name)])
        let text = disclosure.outgoing("volume in \(name), not in x_\(name)")
        #expect(text == "volume in scan2, not in x_\(name)")
        #expect(disclosure.incoming("segment(scan2, s)") == "segment(\(name), s)")
    }

    @Test func masksKeepTheirNames() {
        let disclosure = Disclosure(texts: [], items: [item("anything_at_all", .mask)])
        #expect(disclosure.outgoing("anything_at_all") == "anything_at_all")
    }

    @Test(
        "Files",
        arguments: [
            ("save as john_doe.nii.gz", "save as file1.nii.gz"),
            ("save it to /data/kowalski/lh.nii please.", "save it to file1.nii please."),
            ("“x.csv”, and y.csv!", "“file1.csv”, and file2.csv!"),
            ("look into /home/doe", "look into file1"), ("left/right ratio", "left/right ratio"),
            ("1.5 mL vs. 2.5", "1.5 mL vs. 2.5"),
            ("a.nii.gz and a.nii.gz", "file1.nii.gz and file1.nii.gz"),
        ])
    func files(text: String, expected: String) {
        let disclosure = Disclosure(texts: [text], items: [])
        let sent = disclosure.outgoing(text)
        #expect(sent == expected)
        #expect(disclosure.incoming(sent) == text)
    }

    @Test func nothingPrivateIsSentAndEverythingComesBack() throws {
        let server = try LoopbackServer(completions: [
            """
            left = segment(scan1, "left hippocampus")
            save(left, "file1.nii.gz")
            x = nothing
            """,
            """
            left = segment(scan1, "left hippocampus")
            save(left, "file1.nii.gz")
            """,
        ])
        let planner = RemotePlanner(
            endpoint: try RemoteEndpoint(
                address: "http://127.0.0.1:\(server.port)", model: "m"),
            catalogue: Samples.catalogue, structures: Samples.structures, phrases: nil)
        let context = PlanningContext(
            items: [item("kowalski_j"), item("t1")],
            earlier: [
                .init(prompt: "load /data/kowalski/secret.nii"), .init(prompt: "show kowalski_j"),
            ])
        let plan = try planner.plan(
            "save the left hippocampus of kowalski_j as /data/kowalski/lh.nii.gz",
            context: context,
            isCancelled: { false })
        guard case .program(let code, _, _) = plan.outcome else {
            Issue.record("\(plan.outcome)")
            return
        }
        #expect(
            code == """
                left = segment(kowalski_j, "left hippocampus")
                save(left, "/data/kowalski/lh.nii.gz")
                """)
        #expect(server.requests.count == 2)
        for request in server.requests {
            let text = String(decoding: request.body, as: UTF8.self)
            #expect(
                !text.contains("kowalski") && !text.contains("secret") && !text.contains("/data"))
            #expect(text.contains("scan1: volume") && text.contains("t1: volume"))
        }
    }
}
