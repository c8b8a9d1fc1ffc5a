import FourfieldCore
import FourfieldText
import TestSupport
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
    (
      "ISO-2022-JP", Array("a\u{1B}$BF|K\\\u{1B}(B b \u{1B}(J\\~\u{1B}(I1\u{1B}(B.".utf8),
      "iso-2022-jp",
      "a日本 b ¥‾ｱ.", "ISO-2022-JP", 0
    ),
    (
      "ISO-2022-JP that is broken", Array("\u{1B}$BF\u{1B}(B\u{1B}x".utf8) + [0xA0],
      "iso-2022-jp", "\u{FFFD}\u{FFFD}x\u{FFFD}", "ISO-2022-JP", 3
    ),
    ("ISO-2022-JP by its label alone", Array("a $B b".utf8), "iso-2022-jp", "a $B b", "UTF-8", 0),
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

  struct Wide: CustomTestStringConvertible {
    let testDescription: String
    let units: [UInt32]
    let text: String
    var replaced = 0
    /// The bytes behind the last unit.
    var tail: [UInt8] = []
  }

  private static func units(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static let long = String(repeating: "la señal 中文。 ", count: 30)

  static let wide = [
    Wide(testDescription: "a word", units: units("trade"), text: "trade"),
    Wide(testDescription: "words", units: units("señal 中 \u{1F331}."), text: "señal 中 \u{1F331}."),
    Wide(testDescription: "Chinese", units: units("贸易和文化。"), text: "贸易和文化。"),
    Wide(testDescription: "Chinese without a stop", units: units("贸易和文化"), text: "贸易和文化"),
    Wide(
      testDescription: "half a pair, too large, noncharacter",
      units: units(long) + [0xD83C, 0x110000, 0xFFFF_FFFF, 0xFFFE] + units("fin"),
      text: long + "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFE}fin", replaced: 3),
    Wide(
      testDescription: "a tail", units: units("la señal."), text: "la señal.\u{FFFD}", replaced: 1,
      tail: [0x61, 0, 0]),
  ]

  private static func bytes(_ units: [UInt32], isBigEndian: Bool) -> [UInt8] {
    units.flatMap { unit in
      (0..<4).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * (isBigEndian ? 3 - $0 : $0))) }
    }
  }

  /// UTF-32 in both orders, with and without a byte order mark; every character knows its four bytes.
  @Test(arguments: wide, [true, false])
  func decodesUTF32(item: Wide, isBigEndian: Bool) {
    for mark in [[], [0xFEFF] as [UInt32]] {
      let bytes = Self.bytes(mark + item.units, isBigEndian: isBigEndian) + item.tail
      let decoded = Decoder.decode(bytes, declared: "windows-1252")
      #expect(String(decoding: decoded.utf8, as: UTF8.self) == item.text)
      #expect(decoded.encoding == (isBigEndian ? "UTF-32BE" : "UTF-32LE"))
      #expect(decoded.replacements == item.replaced)
      #expect(decoded.map.sourceCount == bytes.count)
      #expect(!Decoder.isBinary(bytes))
      #expect(Decoder.detectedEncoding(bytes) == decoded.encoding)
      var start = 0
      for (number, scalar) in item.text.unicodeScalars.enumerated() where number < item.units.count
      {
        let end = start + String(scalar).utf8.count
        let source = 4 * (number + mark.count)
        #expect(
          decoded.map.sourceRange(of: ByteRange(start, end)) == ByteRange(source, source + 4))
        start = end
      }
    }
  }

  /// UTF-16 whose first character is NUL begins like the mark of UTF-32.
  @Test func tellsUTF16FromUTF32() {
    let decoded = Decoder.decode([0xFF, 0xFE, 0, 0] + Array("a b c d".utf8).flatMap { [$0, 0] })
    #expect(decoded.encoding == "UTF-16LE")
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == "\u{0}a b c d")
  }

  static let parts: [(encoding: String, bytes: [UInt8], text: String)] = [
    ("UTF-16LE", [0x38, 0x8D, 0x13, 0x66], "贸易"), ("UTF-16BE", [0x8D, 0x38, 0x66, 0x13], "贸易"),
    ("UTF-32LE", [0x38, 0x8D, 0, 0], "贸"), ("UTF-32BE", [0, 0, 0x8D, 0x38], "贸"),
    ("UTF-16BE", [0xFE, 0xFF, 0x8D, 0x38], "贸"), ("GB18030", [0xD6, 0xD0, 0xB9, 0xFA], "中国"),
  ]

  /// A part of a text in UTF-16 or UTF-32 is read so even where nothing in it tells.
  @Test(arguments: parts)
  func decodesParts(encoding: String, bytes: [UInt8], text: String) {
    let decoded = Decoder.decode(bytes, declared: encoding, isPart: true)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == text)
    #expect(decoded.encoding == encoding)
    #expect(decoded.map.sourceCount == bytes.count)
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

  /// Columns of numbers in four bytes, pictures, programs and noise are no UTF-32.
  @Test(arguments: [
    ("random bytes", 1 << 32, 4096), ("numbers up to 16 bits", 1 << 16, 4096),
    ("numbers up to 1,000", 1000, 4096), ("bytes", 256, 4096), ("small numbers", 12, 4096),
    ("a few numbers", 1000, 24), ("mostly zeros", 2, 4096),
  ])
  func numbersAreBinary(name: String, bound: Int, count: Int) {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let units = (0..<count / 4).map { _ in
        UInt32.random(in: 0...UInt32(bound - 1), using: &random)
      }
      for isBigEndian in [true, false] {
        let bytes = Self.bytes(units, isBigEndian: isBigEndian)
        #expect(!Decoder.decode(bytes).encoding.hasPrefix("UTF-32"), "\(name) \(units.prefix(9))")
      }
    }
  }

  static let binary: [(name: String, bytes: [UInt8])] = {
    let program: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]
    let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D]
    let mark: [UInt8] = [0, 0, 0xFE, 0xFF]
    return [
      ("a program", program + [UInt8](repeating: 0, count: 56)), ("a picture", picture),
      ("zeros", [UInt8](repeating: 0, count: 4096)),
      ("zeros behind a mark", mark + [UInt8](repeating: 0, count: 400)),
      ("numbers that count", bytes((0..<400).map { UInt32($0) }, isBigEndian: false)),
    ]
  }()

  @Test(arguments: binary)
  func whatIsBinaryStaysSo(name: String, bytes: [UInt8]) {
    #expect(Decoder.isBinary(bytes), "\(name)")
  }
}
