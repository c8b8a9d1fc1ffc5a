import FourfieldCore
import FourfieldText
import Testing

@Suite struct DecoderTests {
  @Test(arguments: [
    ("valid UTF-8", Array("señal 中".utf8), nil as String?, "señal 中", "UTF-8", 0),
    ("byte order mark", [0xEF, 0xBB, 0xBF, 0x61], nil, "a", "UTF-8", 0),
    ("UTF-16", [0xFF, 0xFE, 0x61, 0, 0x2D, 0x4E], nil, "a中", "UTF-16LE", 0),
    ("windows-1252 under its label", [0x80, 0x20, 0xF1], "iso-8859-1", "€ ñ", "windows-1252", 0),
    (
      "windows-1252 detected", Array("Inversi".utf8) + [0xF3, 0x6E], nil, "Inversión",
      "windows-1252", 0
    ),
    ("GB18030 under gb2312", [0xD6, 0xD0, 0xB9, 0xFA], "gb2312", "中国", "GB18030", 0),
    ("Big5", [0xA4, 0xA4, 0xB0, 0xEA], "big5", "中國", "BIG5-HKSCS", 0),
    (
      "an ill-formed byte", Array("eñe ñandú áéíóú ".utf8) + [0xFF] + Array(" ñ ñ ñ ñ ñ".utf8),
      "utf-8",
      "eñe ñandú áéíóú \u{FFFD} ñ ñ ñ ñ ñ", "UTF-8", 1
    ),
  ])
  func decodes(
    name: String, bytes: [UInt8], declared: String?, text: String, encoding: String, replaced: Int
  ) {
    let decoded = Decoder.decode(bytes, declared: declared)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == text, "\(name)")
    #expect(decoded.encoding == encoding)
    #expect(decoded.replacements == replaced)
    #expect(decoded.map.sourceCount == bytes.count)
    #expect(decoded.map.targetCount == decoded.utf8.count)
  }

  @Test func mapsDoubleByteCharacters() {
    let decoded = Decoder.decode([0x61, 0xD6, 0xD0, 0xB9, 0xFA, 0x62], declared: "gbk")
    #expect(decoded.map.sourceRange(of: ByteRange(4, 7)) == ByteRange(3, 5))
  }

  @Test(arguments: [
    ("a tiny page with a NUL", Array("<p>a\u{0}b</p>".utf8), false),
    ("a tiny text with a NUL", Array("a\u{0}b c".utf8), true),
    ("NULs alone", [UInt8](repeating: 0, count: 400), true),
    ("markup and as many NULs", Array("<p>a".utf8) + [0, 0, 0, 0, 1], true),
  ])
  func tellsBinaryFiles(name: String, bytes: [UInt8], isBinary: Bool) {
    #expect(Decoder.isBinary(bytes) == isBinary, "\(name)")
  }
}
