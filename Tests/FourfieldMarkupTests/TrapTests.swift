import FourfieldCore
import FourfieldMarkup
import FourfieldText
import Glibc
import Testing

/// The traps of libxml2 2.9: whatever a file holds, what stands behind it is read, and the time grows with its length.
@Suite struct TrapTests {
  private func texts(_ page: ParsedPage) -> [String] {
    page.pieces.map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test(arguments: Trap.all)
  func losesNothing(trap: Trap) throws {
    let page = trap.read(trap.file(trap.count))
    let texts = texts(page)
    #expect(texts.first?.hasPrefix("first") == true)
    #expect(texts.last?.hasSuffix("last") == true)
    #expect(trap.kept.isEmpty || texts.contains { $0.contains(trap.kept) })
    #expect(page.isDegraded == trap.isDegraded)
  }

  /// Four times the file may not take eight times as long: a square would take sixteen. The best of some tries counts, in time of this thread
  /// alone, for the machine may be busy.
  @Test(arguments: Trap.all.filter { $0.few > 0 })
  func growsWithItsLength(trap: Trap) {
    let (short, long) = (trap.file(trap.few), trap.file(4 * trap.few))
    var best = (short: Double.infinity, long: Double.infinity)
    for _ in 0..<6 {
      best.short = min(best.short, seconds { _ = trap.read(short) })
      best.long = min(best.long, seconds { _ = trap.read(long) })
      if best.long < 6 * best.short { break }
    }
    #expect(best.long < 8 * best.short, "\(best.long) s against \(best.short) s")
  }

  private func seconds(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return clock() - start
  }

  /// The time that this thread has computed.
  private func clock() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static let label = Array("<meta charset=".utf8)
  private static let end = Array("</p><p>last</p>".utf8)

  /// libxml2 with the C library's converter stops at the first bytes that are none.
  @Test(
    arguments: [
      (
        "GB18030", "gbk",
        [0xD6, 0xD0, 0xB9, 0xFA, 0xB5, 0xC4, 0xC3, 0xB3, 0xD2, 0xD7, 0xD4, 0xF6, 0xB3, 0xA4],
        [0xFF, 0xFF], "中国的贸易增长"
      ),
      (
        "Shift_JIS", "shift_jis",
        [
          0x90, 0xAD, 0x95, 0x7B, 0x82, 0xCD, 0x90, 0x56, 0x82, 0xB5, 0x82, 0xA2, 0x8B, 0xA6, 0x92,
          0xE8, 0x82, 0xC9, 0x8F, 0x90, 0x96, 0xBC, 0x82, 0xB5, 0x82, 0xBD,
        ], [0xA0, 0xFF], "政府は新しい協定に署名した"
      ),
      ("UTF-8", "utf-8", Array("caf\u{E9} na\u{EF}ve".utf8), [0xC3, 0x28], "caf\u{E9} na\u{EF}ve"),
    ] as [(String, String, [UInt8], [UInt8], String)])
  func goesOnBehindWhatIsIllFormed(
    name: String, label: String, text: [UInt8], wrong: [UInt8], expected: String
  ) {
    let words = (0..<20).flatMap { _ in text }
    let bytes = TrapTests.label + Array("\(label)><p>".utf8) + words + wrong + words + TrapTests.end
    let decoded = Decoder.decode(
      bytes, declared: HTMLReader.declaredCharset(bytes), mapping: .none)
    let texts = texts(HTMLReader.read(decoded.utf8, content: .all))
    #expect(decoded.replacements > 0, "\(name)")
    #expect(texts.first?.hasPrefix(expected) == true, "\(name)")
    #expect(texts.first?.hasSuffix(expected) == true, "\(name)")
    #expect(texts.last == "last", "\(name)")
  }

  @Test(arguments: [false, true])
  func readsUnitsOfTwoBytesWithoutAMark(isBigEndian: Bool) {
    let bytes = "<html><body><p>first</p><p>last</p></body></html>".utf16.flatMap {
      unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBigEndian ? [high, low] : [low, high]
    }
    #expect(
      texts(HTMLReader.read(Decoder.decode(bytes, mapping: .none).utf8)) == ["first", "last"])
  }

  /// A hundred letters that would become a million, a file of the machine, and declarations that are compared with each other.
  @Test(arguments: [
    (
      "a thousand laughs",
      "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><r><p t=\"&b;\">&b;</p></r>"
    ),
    (
      "a file of the machine",
      "<!DOCTYPE r [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><r>&a;</r>"
    ),
    (
      "20,000 declarations",
      "<!DOCTYPE r [" + (0..<20_000).map { "<!ENTITY e\($0) 'x'>" }.joined() + "]><r>x</r>"
    ),
  ])
  func refusesEntities(name: String, xml: String) {
    #expect(throws: XMLDocumentReader.Refusal.declaresEntities, "\(name)") {
      try XMLDocumentReader.read(Array(xml.utf8))
    }
  }

  /// No state of libxml2's is shared.
  @Test func threadsDoNotMeet() async {
    let page = Array(String(repeating: "<p>caf&eacute; <b>x</b></p>", count: 40).utf8)
    let alone = HTMLReader.read(page)
    let all = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<25).allSatisfy { _ in HTMLReader.read(page) == alone } }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(all)
  }
}
