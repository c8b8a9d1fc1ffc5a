import FourfieldCore
import FourfieldMarkup
import FourfieldText
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct PageMapTests {
  /// What a page has at the ranges of its sentences, by the sentences.
  private func places(_ html: String) -> [(text: String, page: String)] {
    let page = Array(html.utf8)
    let built = PageBuilder.document(of: HTMLReader.read(page, content: .all))
    let passages = Segmenter(Segmentation(unit: .sentence)).passages(of: built.document)
    return passages.map { passage in
      let range = built.pageMap?.sourceRange(of: passage.range) ?? ByteRange(0, 0)
      return (
        String(decoding: built.document.text[passage.range.indices], as: UTF8.self),
        String(decoding: page[range.indices], as: UTF8.self)
      )
    }
  }

  @Test(arguments: [
    (
      "sentences of one paragraph", "<p>Ports grew. Trade fell.</p>",
      ["Ports grew.", "Trade fell."]
    ),
    (
      "tags and blanks", "<div>\n <p>Ports  <b>grew\n a lot</b>. Trade fell.</p></div>",
      ["Ports  <b>grew\n a lot</b>.", "Trade fell."]
    ),
    (
      "references", "<p>Die H&auml;fen wuchsen&hellip; Der Handel fiel &#8211; &lt;sehr&gt;</p>",
      ["Die H&auml;fen wuchsen&hellip;", "Der Handel fiel &#8211; &lt;sehr&gt;"]
    ),
    (
      "a reference at both ends", "<p>A.</p><p>&laquo;Crecen&raquo;</p><p>B.</p>",
      ["A.", "&laquo;Crecen&raquo;", "B."]
    ),
    (
      "what is left out", "<p>Ports<!-- x --> grew<script>y</script>.</p><p>Trade fell.</p>",
      ["Ports<!-- x --> grew<script>y</script>.", "Trade fell."]
    ),
    ("lines", "<p>Ports grew.<br>Trade fell.</p>", ["Ports grew.", "Trade fell."]),
    (
      "an escaped sign", "<p>If 2 < 3 it holds. Else not.</p>", ["If 2 < 3 it holds.", "Else not."]
    ),
    ("Chinese", "<p>港口增长。贸易&#x4E0B;降。</p>", ["港口增长。", "贸易&#x4E0B;降。"]),
  ])
  func findsEverySentence(name: String, html: String, expected: [String]) {
    #expect(places(html).map(\.page) == expected, "\(name)")
  }

  /// Random pages of words, tags, references and comments: every sentence is where its words are.
  @Test func findsWordsOfRandomPages() {
    var random = SeededGenerator(seed: 11)
    let parts = [
      "port", "trade ", " über", "&uuml;ber", "&amp;", "<b>", "</b>", "<p>", "</p>", "<br>", ". ",
      "! ", "<!-- c -->", "\n\n", "<td>", "港口。", "&#x6E2F;", "<a href='x>y'>", "</a>", "\u{0}",
    ]
    for _ in 0..<200 {
      var html = ""
      for number in 0..<Int.random(in: 1...60, using: &random) {
        html += (parts.randomElement(using: &random) ?? "") + "w\(number) "
      }
      for (text, page) in places("<body>" + html) {
        for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
        where word.hasPrefix("w") {
          #expect(page.contains(word), "\(html)")
        }
      }
    }
  }
}
