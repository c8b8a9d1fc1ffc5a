import FourfieldCore
@testable import FourfieldMarkup
import Testing

/// What libxml2 2.9 loses in silence or needs quadratic time for, and what becomes of it behind the guard.
@Suite struct PageGuardTests {
  private func clean(_ html: String) -> GuardedPage {
    PageGuard.clean(Array(html.utf8), tags: .tags, attributes: .attributes)
  }

  private func text(_ html: String) -> String { text(Array(html.utf8)) }

  private func text(_ bytes: [UInt8]) -> String {
    HTMLReader.read(bytes, content: .all).pieces
      .map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: "|")
  }

  @Test(arguments: [
    ("NUL between tags", "<p>a</p>\u{0}<p>b</p>", "a|b"),
    ("NUL first", "\u{0}<p>a</p><p>b</p>", "a|b"),
    ("NUL in an attribute", "<p class=\"x\u{0}y\">a</p><p>b</p>", "a|b"),
    ("NUL in a tag name", "<p\u{0}>a</p><p>b</p>", "a|b"),
    ("empty comment", "<p>a</p><!--><p>b</p>", "a|b"),
    ("empty comment with a dash", "<p>a</p><!---><p>b</p>", "a|b"),
    ("comment with a bang", "<p>a</p><!-- x --!><p>b</p>", "a|b"),
    ("unclosed comment", "<p>a</p><!-- x <p>b</p>", "a|x|b"),
    ("comment inside a word", "<p>a<!-- x -->b</p>", "ab"),
    ("unclosed quote", "<p>a</p><a href=\"x>b</a><p>c</p>", "a|b|c"),
    ("unclosed quote before another", "<p title=\"x>a</p><p class=\"y\">b</p>", "a|b"),
    ("less than", "<p>x<y and z</p><p>b</p>", "x<y and z|b"),
    ("less than a letter", "<p>if a<b and c>d then</p>", "if a<b and c>d then"),
    ("less than a digit", "<p>3 <4 <5</p><p>b</p>", "3 <4 <5|b"),
    ("a tag that is never closed", "<p>a</p><div <p>b</p>", "a|b"),
    ("plaintext", "<p>a</p><plaintext><b>c</b>", "a|<b>c</b>"),
    ("xmp", "<xmp><b>c</b></xmp><p>d</p>", "<b>c</b>|d"),
    ("markup in a field", "<textarea><p>x</textarea><p>a</p>", "a"),
    ("a field that is never closed", "<p>a</p><textarea>", "a"),
    ("a field that holds the rest", "<p>a</p><textarea>b<p>c", "a|b|c"),
    ("a title that holds the rest", "<title>a<p>b</p><p>c</p>", "a|b|c"),
    ("script with a tag in it", "<script>'<p>x</p>'</script><p>a</p>", "a"),
    ("unclosed script", "<p>a</p><script>var x = 1; <p>b</p>", "a|b"),
    ("CDATA", "<p>a<![CDATA[b < c]]>d</p>", "ab < cd"),
    ("text in the head", "<head><title>t</title>loose<p>a", "loose|a"),
    ("body in an open head", "<head><meta name=x><body><p>a</p>", "a"),
    ("text behind the end", "<html><body><p>a</p></body></html>b<p>c</p>", "a|b|c"),
    (
      "references", "<p>R&amp;D &ntilde; &#146; &#x2014; &period; &nbsp &eacute</p>",
      "R&D ñ ’ — . \u{A0} é"
    ),
    ("what is no reference", "<p>a & b &; &x; &#; AT&T</p>", "a & b &; &x; &#; AT&T"),
    ("references in words", "<p>a&gtb &ampc &notit;</p>", "a>b &c &notit;"),
    ("a noncharacter by its number", "<p>a&#xFDD0;b<c</p>", "a\u{FFFD}b<c"),
    ("a delete of the page's own", "<p>a\u{7F}b &#127; &#x7F;c</p>", "a b c"),
    ("a reference to nothing", "<p>a&#0;b&#xD800;c&#99999999;</p>", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
  ])
  func losesNothing(name: String, html: String, expected: String) {
    #expect(text(html) == expected, "\(name)")
  }

  /// What the guard puts for a `<` is no `<` where the page itself holds it.
  @Test func standInsOfThePageAreNoMarkup() {
    let sign: [UInt8] = [0xEF, 0xB7, 0x90]
    let page =
      Array("<p>a ".utf8) + sign + Array("b>c".utf8) + sign + Array("</p><p>1 < 2</p>".utf8)
    #expect(text(page) == "a \u{FFFD}b>c\u{FFFD}|1 < 2")
  }

  /// The parser must be handed no more than it can take in linear time: that is what is counted, not seconds.
  @Test func boundsWhatIsQuadratic() {
    let attributes = (0..<30_000).map { "a\($0)=1" }.joined(separator: " ")
    #expect(clean("<p \(attributes)>x</p>").utf8.count < 20)
    let names = (0..<20_000).map { "<x-\($0)>y</x-\($0)>" }.joined()
    let kept = Set(String(decoding: clean(names).utf8, as: UTF8.self).split(separator: "<"))
    #expect(kept.count < 2 * PageGuard.maxNames + 10)
    let deep =
      String(repeating: "<div>", count: 20_000) + "deep" + String(repeating: "</i>", count: 20_000)
    let tree = PageParser.shared.parse(Array(deep.utf8))
    #expect((tree.nodes.map(\.depth).max() ?? 0) < 2 * MarkupLimits().depth)
    #expect(text(deep) == "deep")
  }

  @Test(arguments: [
    ("quotes", String(repeating: "<a b=\"'", count: 20_000)),
    ("unquoted values", String(repeating: "<y a=", count: 20_000)),
    ("comments", String(repeating: "<!--", count: 20_000)),
    ("sections", String(repeating: "<![CDATA[", count: 20_000)),
    ("declarations", String(repeating: "<!x ", count: 20_000)),
    ("scripts", String(repeating: "<script>", count: 20_000)),
    ("titles", String(repeating: "<title>", count: 20_000)),
    ("ends", String(repeating: "</", count: 20_000)),
    ("references", String(repeating: "&#1", count: 20_000)),
    ("paragraphs", String(repeating: "<p>", count: 20_000)),
    ("items", String(repeating: "<li>", count: 20_000)),
    ("cells", String(repeating: "<table><tr><td>", count: 7_000)),
    ("formatting", String(repeating: "<b><i><a>", count: 7_000)),
  ])
  func endsOnFloods(name: String, flood: String) {
    let page = HTMLReader.read(Array("<p>before</p>\(flood) last".utf8), content: .all)
    let texts = page.pieces.map { String(decoding: $0.text, as: UTF8.self) }
    #expect(texts.first == "before", "\(name)")
  }

  @Test func keepsTextsBeyondTenMegabytes() {
    let long = String(repeating: "wort ", count: 2_200_000)
    let bytes = Array("<p>\(long)</p><p>last</p>".utf8)
    let tree = PageParser.shared.parse(bytes)
    #expect(!tree.isDegraded)
    #expect(tree.textBytes >= long.utf8.count + 4)
  }

  @Test func stripsTagsWhereThereIsNoTree() {
    let page = clean("<html><body><div>a &lt; b<p>c &amp; d</p></div><b>e</b>f</body></html>")
    let tree = TagStripper.tree(of: page, tags: .tags)
    let blocks = BlockFinder.blocks(of: tree) { _ in false }
    let texts = blocks.blocks.map { String(decoding: blocks.text[$0.text.indices], as: UTF8.self) }
    #expect(texts == ["a < b", "c & d", "ef"])
  }

  /// Ranges lead back to the page as it was, whatever became longer or shorter on the way.
  @Test(arguments: [
    (
      "what is left out",
      "<!-- x --><div data-x='y'><p>one &eacute; two</p><script>z</script><p>three</p></div>",
      ["one &eacute; two", "three"]
    ),
    ("a sign that begins no tag", "<p>1 < 2</p><p>a <</p><p>b</p>", ["1 < 2", "a <", "b"]),
    ("the same at the end of the page", "<p>one</p><p>two <", ["one", "two <"]),
    (
      "references at the end", "<p>caf&eacute;</p><p>R&D</p><p>&lt;</p>",
      ["caf&eacute;", "R&D", "&lt;"]
    ),
    ("a section", "<p><![CDATA[a & b < c]]></p><p>d</p>", ["a & b < c", "d"]),
  ])
  func mapsTextsToThePage(name: String, html: String, expected: [String]) {
    let bytes = Array(html.utf8)
    let pieces = HTMLReader.read(bytes, content: .all).pieces
    let sources = pieces.compactMap(\.sourceRange).map {
      String(decoding: bytes[$0.indices], as: UTF8.self)
    }
    #expect(sources == expected, "\(name)")
  }
}
