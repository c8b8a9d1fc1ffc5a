import FourfieldCore
import FourfieldText
import Testing

@Suite struct LanguageIdentifierTests {
  @Test(arguments: [
    ("The two countries signed an agreement on trade.", Language.english),
    ("Los dos países firmaron un acuerdo de comercio.", .spanish),
    ("Os dois países assinaram um acordo de comércio.", .portuguese),
    ("两国签署了贸易协定。", .chinese), ("兩國簽署了貿易協定。", .chinese),
    ("Les deux pays ont signé un accord dans le cadre de la visite.", .other),
    ("両国は貿易協定に署名しました。", .other), ("Страны подписали соглашение.", .other), ("", .other),
  ])
  func identifies(text: String, expected: Language) {
    let bytes = Array(text.utf8)
    #expect(LanguageIdentifier.identify(bytes.span, in: ByteRange(0, bytes.count)) == expected)
  }
}
