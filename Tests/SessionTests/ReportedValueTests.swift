import Testing

@testable import Session

@Suite("Reported values as a session writes them")
struct ReportedValueTests {
    @Test(
        arguments: [
            (.number(3), "3"), (.number(-17), "-17"), (.number(0.1), "0.1"),
            (.number(1e20), "1e+20"),
            (.number(1e-300), "1e-300"), (.number(.infinity), "inf"), (.number(.nan), "nan"),
            (.truth(true), "True"), (.text("3"), "\"3\""), (.text("a\nb"), "\"a\\nb\""),
        ] as [(ReportedValue.Content, String)])
    func isReadBackAsItWas(content: ReportedValue.Content, written: String) {
        #expect(content.description == written)
        let back = ReportedValue.Content(reading: written)
        if case .number(let number) = content, number.isNaN {
            guard case .number(let other) = back, other.isNaN else {
                Issue.record("\(back)")
                return
            }
        } else {
            #expect(back == content)
        }
    }
}
