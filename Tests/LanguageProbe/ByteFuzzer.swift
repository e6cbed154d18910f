import Foundation
import Script

/// Damages programs byte by byte and shows them to lexer, parser, checker, formatter, highlighter
/// and renderer: none may crash, hang, or hold on to memory.
struct ByteFuzzer {
    private let corpus: [[UInt8]]
    private static let marks = Array("()[]{}:'\"\\#\n \t=,.*fn0x1e_@!".utf8)

    init(folder: String) {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        corpus = (names ?? []).filter { $0.hasSuffix(".py") }.sorted().compactMap { name in
            FileManager.default.contents(atPath: "\(folder)/\(name)").map { Array($0.prefix(600)) }
        }
    }

    func run(seconds: Double) {
        guard !corpus.isEmpty else {
            print("no programs (*.py) in that folder")
            exit(66)
        }
        var random = SystemRandomNumberGenerator()
        let begin = Date()
        var count = 0
        var slowest = 0.0
        var memory = 0
        var broken = 0
        while Date().timeIntervalSince(begin) < seconds {
            let text = String(decoding: damaged(using: &random), as: UTF8.self)
            // What a crash leaves behind.
            if count % 1000 == 0 { announce(count) }
            let start = Date()
            if !examine(text) {
                broken += 1
                print("formatted twice it changes:\n\(text)")
            }
            let taken = Date().timeIntervalSince(start)
            if taken > max(slowest, 0.1) { print("\(Int(taken * 1000)) ms for:\n\(text)") }
            slowest = max(slowest, taken)
            count += 1
            if count == 50_000 { memory = Self.residentKilobytes }
        }
        let growth = memory == 0 ? 0 : Self.residentKilobytes - memory
        print(
            "\(count) inputs in \(Int(seconds)) s, slowest \(Int(slowest * 1000)) ms, "
                + "memory grown by \(growth / 1024) MB, \(broken) formatted differently twice")
        exit(broken == 0 && slowest < 5 && growth < 200_000 ? 0 : 1)
    }

    private func announce(_ count: Int) {
        FileHandle.standardError.write(Data("\r\(count) inputs".utf8))
    }

    private func examine(_ text: String) -> Bool {
        let source = Source(name: "fuzz", text: text)
        let result = Checker(functions: [:], globals: ["t1": .volume], phrases: nil).check(source)
        _ = DiagnosticRenderer.render(result.result.diagnostics, source: source, colored: false)
        _ = Highlighter.tokens(of: source)
        guard let formatted = Formatter.format(source) else { return true }
        return Formatter.format(Source(name: "again", text: formatted)) == formatted
    }

    private func damaged(using random: inout SystemRandomNumberGenerator) -> [UInt8] {
        var bytes = corpus.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where place < bytes.count:
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1 where place < bytes.count:
                bytes.remove(at: place)
            case 2:
                let other = corpus.randomElement(using: &random) ?? []
                let start = Int.random(in: 0...other.count, using: &random)
                let length = Int.random(in: 0...30, using: &random)
                bytes.insert(contentsOf: other.dropFirst(start).prefix(length), at: place)
            case 3 where place < bytes.count:
                let length = Int.random(in: 1...20, using: &random)
                bytes.removeSubrange(place..<min(bytes.count, place + length))
            default:
                bytes.insert(Self.marks.randomElement(using: &random) ?? 0, at: place)
            }
        }
        return bytes
    }

    /// Memory of this process that is in use, kB; 0 where the system does not say.
    private static var residentKilobytes: Int {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
    }
}
