import FourfieldCore
import FourfieldText
import TestSupport
import Testing

@Suite struct SegmenterTests {
  /// Runs of sentences are those that counting one sentence after another gives, whatever signs, scripts and lengths they have.
  @Test func joinsAsManySentencesAsTheLimitAllows() {
    var draw = SeededGenerator(seed: 21)
    for round in 0..<400 {
      let text = SegmenterTests.text(&draw, hasHan: round % 4 == 0)
      let limit = Int.random(in: 1...60, using: &draw)
      let bytes = Array(text.utf8)
      let all = ByteRange(0, bytes.count)
      let document = Document(
        id: "d", text: bytes, blocks: [Block(kind: .paragraph, range: all)], language: .english)
      let segmenter = Segmenter(Segmentation(unit: .paragraph, maxWords: limit))
      #expect(
        segmenter.passages(of: document).map(\.range)
          == SegmenterTests.runs(bytes.span, all, limit: limit), "\(limit): \(text)")
    }
  }

  /// A heading stands under those above it, not in the section that it ends.
  @Test(arguments: [Segmentation.Unit.paragraph, .section, .sentence])
  func headingsEndSections(unit: Segmentation.Unit) {
    let levels: [(Int?, String)] = [
      (1, "A"), (nil, "a"), (2, "B"), (nil, "b"), (2, "C"), (nil, "c"), (4, "D"), (3, "E"),
      (nil, "e"), (1, "F"), (nil, "f"),
    ]
    let text = levels.map(\.1).joined()
    let blocks = levels.enumerated().map { index, level in
      Block(
        kind: level.0.map(Block.Kind.heading) ?? .paragraph, range: ByteRange(index, index + 1))
    }
    let document = Document(
      id: "d", text: Array(text.utf8), blocks: blocks, language: .english)
    let passages = Segmenter(Segmentation(unit: unit, maxWords: nil)).passages(of: document)
    #expect(
      passages.map { $0.section.joined(separator: "/") } == [
        "", "A", "A", "A/B", "A", "A/C", "A/C", "A/C", "A/C/E", "", "F",
      ])
  }

  /// A document that is declared in another language has no passage in one of ours.
  @Test func passagesOfAForeignDocumentAreForeign() {
    let text =
      "Las exportaciones del país crecieron en el segundo trimestre según el ministerio.\n\nEl gobierno subió los aranceles a los productos del país."
    let plain = PlainText(Array(text.utf8).span)
    var document = plain.document(id: "d")
    document.metadata.language = Language("ca")
    document.findLanguage(trustsData: true)
    let segmenter = Segmenter(Segmentation(unit: .paragraph, maxWords: nil))
    #expect(segmenter.passages(of: document).map(\.language.code) == ["ca", "ca"])
    // A page that says so is not believed.
    document.findLanguage()
    #expect(segmenter.passages(of: document).map(\.language.code) == ["es", "es"])
  }

  /// A passage whose beginning made the language of its document clear has the language that it would have by itself.
  @Test func passagesKeepTheLanguageThatTheirBeginningMadeClear() {
    var draw = SeededGenerator(seed: 8)
    let sentences = [
      "The exports of the country grew in the second quarter, said the ministry. ",
      "Las exportaciones del país crecieron en el segundo trimestre según el ministerio. ",
      "As exportações do país cresceram no segundo trimestre, segundo o ministério. ",
      "Ökonomen sehen das nicht so und warnen vor den Folgen für die Wirtschaft. ", "Año 2020. ",
    ]
    var known = 0
    for _ in 0..<300 {
      let first = Int.random(in: 0..<sentences.count, using: &draw)
      let text = (0..<Int.random(in: 1...30, using: &draw)).map { _ in
        let isOther = Int.random(in: 0..<5, using: &draw) == 0
        return isOther ? sentences.randomElement(using: &draw) ?? "" : sentences[first]
      }.joined()
      let bytes = Array(text.utf8)
      var document = Document(
        id: "d", text: bytes,
        blocks: [Block(kind: .paragraph, range: ByteRange(0, bytes.count - 1))], language: .other)
      document.findLanguage()
      if document.languageClearAfter != nil { known += 1 }
      let limit = Int.random(in: 10...200, using: &draw)
      let segmenter = Segmenter(Segmentation(unit: .paragraph, maxWords: limit))
      let passages = segmenter.passages(of: document)
      document.languageClearAfter = nil
      #expect(passages == segmenter.passages(of: document), "\(limit): \(text)")
    }
    #expect(known > 100)
  }

  private static func text(_ draw: inout SeededGenerator, hasHan: Bool) -> String {
    let words = ["a", "word", "ñandú", "Trade", "x_1", "it’s", "мир", "i\u{301}", "co-operation"]
    let signs = [" ", " ", " ", ", ", " — ", ". ", ". ", "!) ", "?” ", "… ", "。", "！", "；", ".\n"]
    var text = ""
    for _ in 0..<Int.random(in: 1...300, using: &draw) {
      let isHan = hasHan && Int.random(in: 0..<30, using: &draw) == 0
      text += isHan ? "贸易额" : words.randomElement(using: &draw) ?? ""
      text += signs.randomElement(using: &draw) ?? ""
    }
    return text
  }

  /// The rule, word for word: a sentence joins those before it as long as they have no more than the limit together.
  private static func runs(
    _ text: borrowing Span<UInt8>, _ range: ByteRange, limit: Int
  ) -> [ByteRange] {
    if range.count <= 2 * limit || WordCounter.count(text, in: range) <= limit { return [range] }
    var runs: [ByteRange] = []
    var words = 0
    for sentence in SentenceBreaker.sentences(text, in: range) {
      let count = WordCounter.count(text, in: sentence)
      if let last = runs.last, words + count <= limit {
        runs[runs.count - 1] = ByteRange(last.start, sentence.end)
        words += count
      } else {
        runs.append(sentence)
        words = count
      }
    }
    return runs
  }
}
