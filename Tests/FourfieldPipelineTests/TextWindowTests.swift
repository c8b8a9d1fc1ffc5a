import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct TextWindowTests {
  @Test(arguments: [
    ("blank line", "aaaa aaaa\n\nbbbb bbbb cccc", 20, "aaaa aaaa\n\n"),
    ("line", "aaaa aaaa aaaa\nbbbb bbbb", 20, "aaaa aaaa aaaa\n"),
    ("space", "aaaa aaaa aaaa bbbb bbbb", 18, "aaaa aaaa aaaa "),
    ("character", "中文中文中文中文中文", 16, "中文中文中"),
    ("nothing", "aaaaaaaaaaaaaaaaaaaaaaaa", 16, "aaaaaaaaaaaaaaaa"),
  ])
  func cutsWhereNothingIsLost(name: String, text: String, size: Int, first: String) {
    let bytes = Array(text.utf8)
    let end = TextWindow.end(of: bytes, size: size, encoding: "UTF-8")
    #expect(String(decoding: bytes[..<end], as: UTF8.self) == first, "\(name)")
  }

  @Test func keepsSurrogatesAndPairsTogether() {
    let wide = Array("\u{1F331}\u{1F331}\u{1F331}\u{1F331}\u{1F331}".utf16).flatMap {
      [UInt8($0 & 0xFF), UInt8($0 >> 8)]
    }
    #expect(TextWindow.end(of: wide, size: 18, encoding: "UTF-16LE") == 16)
    let whole = Array("中文 中文中文".unicodeScalars).flatMap {
      [UInt8($0.value & 0xFF), UInt8($0.value >> 8), 0, 0]
    }
    #expect(TextWindow.end(of: whole, size: 18, encoding: "UTF-32LE") == 12)
    #expect(TextWindow.end(of: Array(whole[12...]), size: 15, encoding: "UTF-32LE") == 12)
    let pairs = [UInt8](repeating: 0xC4, count: 40)
    #expect(TextWindow.end(of: pairs, size: 17, encoding: "GB18030") == 16)
  }

  /// Whatever the text, windows go on and none is larger than asked for.
  @Test func alwaysGoesOn() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let bytes = (0..<64).map { _ in
        UInt8([0x20, 0x0A, 0x41, 0xE4, 0xB8, 0xAD, 0x00, 0xFF].randomElement(using: &random) ?? 0)
      }
      for encoding in [
        "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "GB18030", "windows-1252",
      ] {
        let end = TextWindow.end(of: bytes, size: 32, encoding: encoding)
        #expect((1...32).contains(end), "\(encoding) \(bytes)")
      }
    }
  }
}
