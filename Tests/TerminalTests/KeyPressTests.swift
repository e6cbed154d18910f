import Testing

@testable import Terminal

@Suite struct KeyPressTests {
    @Test(
        arguments: [
            ([0x20], .character(" ")), ([0x71], .character("q")), ([0x0D], .enter),
            ([0x1B], .escape),
            ([0x03], .control("c")), ([0x1B, 0x5B, 0x36, 0x7E], .pageDown),
            ([0x1B, 0x5B, 0x41], .up), ([0x1B, 0x4F, 0x42], .down),
            ([0xC3, 0xBC], .character("ü")),
            ([0x1B, 0x5B, 0x5A, 0x5A], .unknown), ([], .unknown),
        ] as [([UInt8], Key)])
    func bytesAreKeys(bytes: [UInt8], key: Key) {
        #expect(KeyPress.key(bytes) == key)
    }
}
