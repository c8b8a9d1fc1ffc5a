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

  /// A word is known by all of its letters, however many there are and wherever they stand.
  @Test(arguments: 5...40)
  func endingsOfLongWordsAreSeen(letters: Int) {
    for place in 0..<9 {
      let word = String(repeating: "x", count: letters - 4) + "ness"
      for text in [word, word.uppercased(), word + ",", word + " "] {
        let bytes = Array((String(repeating: "1", count: place) + text).utf8)
        let range = ByteRange(place, bytes.count)
        #expect(LanguageIdentifier.identify(bytes.span, in: range) == .english, "\(text)")
      }
    }
  }

  /// The last letters of a longer word are not the word that they spell.
  @Test(arguments: [
    ("gobierno", Language.spanish), ("GOBIERNO", .spanish), ("xgobierno", .other),
    ("gobiernox", .other), ("xxxxxxxxgobierno", .other), ("gobierno[", .spanish),
    ("gobierno`", .spanish), ("gobierno@", .spanish), ("gobierno{", .spanish),
    ("gobierno\u{E9}", .other), ("nuestro", .spanish), ("xnuestro", .other),
  ])
  func wordsAreWhole(text: String, expected: Language) {
    for tail in ["", " 1234567", ", 12"] {
      let bytes = Array((text + tail).utf8)
      let range = ByteRange(0, bytes.count)
      #expect(LanguageIdentifier.identify(bytes.span, in: range) == expected, "\(text)\(tail)")
    }
  }
}
