import FourfieldText
import Foundation
import Testing

/// Texts in the encodings that pages come in, with the right label, a wrong one and none.
@Suite struct EncodingTests {
  /// An encoding with a text and the label that it should have.
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let number: UInt
    let label: String
    let wrong: String
    let text: String
    var testDescription: String { name }
    var bytes: [UInt8] {
      text.data(using: String.Encoding(rawValue: number)).map(Array.init) ?? []
    }
  }

  private static let chinese =
    "中国与拉美国家的贸易额去年增长了百分之八，农产品和矿产品占出口的大部分。双方将继续加强在基础设施、能源和科技领域的合作，并签署新的协议。"
  private static let traditional =
    "中國與拉美國家的貿易額去年增長了百分之八，農產品和礦產品佔出口的大部分。雙方將繼續加強在基礎設施、能源和科技領域的合作，並簽署新的協議。"

  /// CFStringEncoding's numbers where Foundation has no name, as `NSStringEncoding` carries them.
  private static func external(_ number: UInt) -> UInt { 0x8000_0000 | number }

  static let samples = [
    Sample(
      name: "GB18030", number: external(0x632), label: "gb2312", wrong: "iso-8859-1", text: chinese),
    Sample(
      name: "Big5", number: external(0xA03), label: "big5", wrong: "gb2312", text: traditional),
    Sample(
      name: "Shift_JIS", number: String.Encoding.shiftJIS.rawValue, label: "shift_jis",
      wrong: "iso-8859-1",
      text: "政府は火曜日に新しい貿易協定に署名した。輸出の大部分は農産物と鉱物であり、両国は来年の春に発効すると見ている。"),
    Sample(
      name: "EUC-JP", number: String.Encoding.japaneseEUC.rawValue, label: "euc-jp",
      wrong: "gb2312",
      text: "政府は火曜日に新しい貿易協定に署名した。輸出の大部分は農産物と鉱物であり、両国は来年の春に発効すると見ている。"),
    Sample(
      name: "EUC-KR", number: external(0x940), label: "euc-kr", wrong: "gb2312",
      text: "정부는 화요일에 새로운 무역 협정에 서명했다. 수출의 대부분은 농산물과 광물이며 양국은 내년 봄에 발효될 것으로 보고 있다."),
    Sample(
      name: "windows-1251", number: String.Encoding.windowsCP1251.rawValue, label: "windows-1251",
      wrong: "iso-8859-1",
      text:
        "Правительство подписало во вторник новое торговое соглашение. Большую часть экспорта составляют продукты."
    ),
    Sample(
      name: "KOI8-R", number: external(0xA02), label: "koi8-r", wrong: "iso-8859-1",
      text:
        "Правительство подписало во вторник новое торговое соглашение. Большую часть экспорта составляют продукты."
    ),
    Sample(
      name: "windows-1252", number: String.Encoding.windowsCP1252.rawValue, label: "iso-8859-1",
      wrong: "utf-8",
      text:
        "La inversión extranjera creció un 4 % en el último año, según informó el ministro; “será más”, añadió."
    ),
    Sample(
      name: "windows-1250", number: String.Encoding.windowsCP1250.rawValue, label: "windows-1250",
      wrong: "utf-8",
      text:
        "Rząd podpisał we wtorek nową umowę handlową; większość eksportu to żywność i węgiel, a źródła mówią o zyskach."
    ),
  ]

  @Test(arguments: samples)
  func decodesWithTheRightLabel(sample: Sample) { check(sample, declared: sample.label) }

  @Test(arguments: samples)
  func decodesWithoutALabel(sample: Sample) { check(sample, declared: nil) }

  @Test(arguments: samples)
  func decodesUnderAWrongLabel(sample: Sample) { check(sample, declared: sample.wrong) }

  /// Kanji alone, as titles and lists are: without kana the bytes do not look like Japanese, and in runs they look like Cyrillic.
  @Test(
    arguments: [("shift_jis", String.Encoding.shiftJIS), ("euc-jp", .japaneseEUC)], [1, 40, 4000])
  func japaneseWithoutKana(named: (label: String, encoding: String.Encoding), count: Int) {
    let text = (0..<count).map { _ in "中国日本 貿易協定、会社概要" }.joined(separator: " ")
    guard let bytes = text.data(using: named.encoding).map(Array.init) else { return }
    #expect(
      String(decoding: Decoder.decode(bytes, declared: named.label).utf8, as: UTF8.self) == text)
  }

  @Test(
    arguments: samples.filter { ["windows-1251", "KOI8-R"].contains($0.name) },
    ["gb2312", "big5", "shift_jis", "euc-jp", "euc-kr"])
  func cyrillicUnderALabelOfDoubleBytes(sample: Sample, label: String) {
    check(sample, declared: label)
  }

  private func check(_ sample: Sample, declared: String?) {
    let bytes = Array("<html><p>".utf8) + sample.bytes + Array("</p></html>".utf8)
    // Foundation may lack a converter on some systems: nothing to test there.
    guard !sample.bytes.isEmpty else { return }
    let decoded = Decoder.decode(bytes, declared: declared)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == "<html><p>\(sample.text)</p></html>")
    #expect(decoded.replacements == 0)
  }

  @Test func utf8WinsOverAnyLabel() {
    let bytes = Array("señal 中国".utf8)
    #expect(Decoder.decode(bytes, declared: "gb2312").utf8 == bytes)
  }

  @Test func countsWhatIsIllFormed() {
    let decoded = Decoder.decode([0xD6, 0xD0, 0xFF, 0xB9, 0xFA], declared: "gbk")
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == "中\u{FFFD}国")
    #expect(decoded.replacements == 1)
  }
}
