import FourfieldCore
import FourfieldMarkup
import Testing

@Suite struct HTMLReaderTests {
  private func texts(_ html: String, _ content: ContentMode = .main) -> [String] {
    HTMLReader.read(Array(html.utf8), content: content).pieces
      .map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test(arguments: [
    ("inline elements stay together", "<p>a <b>b</b>c</p>", ["a bc"]),
    (
      "line ends in scripts without blanks",
      "<p>自由贸\n  易，\r\n<b>两</b>\n国 经\ntrade\n中\n</p><pre>自\n由</pre>",
      ["自由贸易，两国 经 trade 中", "自\n由"]
    ),
    ("blocks part", "<div>a<p>b</p>c</div>", ["a", "b", "c"]),
    ("boilerplate is out", "<nav>x</nav><p>a</p><footer>y</footer><script>z</script>", ["a"]),
    ("banner is out", "<div class='cookie-consent'>x</div><p>a</p>", ["a"]),
    ("comments are out", "<p>a</p><div id=comments><p>x</p></div>", ["a"]),
    ("entities", "<p>R&amp;D &ntilde;</p>", ["R&D ñ"]),
    ("a NUL loses nothing", "<p>a\u{0}b</p>\u{0}<p>c</p>", ["a b", "c"]),
    ("rows", "<table><tr><td>a</td><td>b</td></tr></table>", ["a b"]),
    (
      "layout tables", "<table><tr><td>a <i>b</i><p>c</p></td><td>d</td></tr></table>",
      ["a b", "c", "d"]
    ),
    ("two line breaks part", "<div>a<br>b<br><br>c<br/> <br>d</div>", ["a\nb", "c", "d"]),
    ("text in the body", "<body>a<div>b</div>c</body>", ["a", "b", "c"]),
    ("divisions in divisions", "<div><div>a</div><div><span>b</span></div></div>", ["a", "b"]),
    ("lines of code", "<pre>a\n  b</pre>", ["a\n  b"]),
    ("items in items", "<ul><li>a<ul><li>b</li></ul></li></ul>", ["a", "b"]),
    ("empty", "", []),
    ("blank", "<p> </p>", []),
  ])
  func reads(name: String, html: String, expected: [String]) {
    #expect(texts(html) == expected, "\(name)")
  }

  @Test func allTakesNavigationToo() {
    #expect(texts("<nav>x</nav><p>a</p><footer>y</footer>", .all) == ["x", "a", "y"])
  }

  /// libxml2 drops everything behind 256 levels unless told otherwise.
  @Test func deepNestingLosesNothing() {
    let depth = 3000
    let html =
      String(repeating: "<div>", count: depth) + "deep" + String(repeating: "</div>", count: depth)
      + "<p>after</p>"
    #expect(texts(html) == ["deep", "after"])
  }

  @Test func findsKindsAndPaths() {
    let page = HTMLReader.read(
      Array(
        """
        <html lang=pt-BR><head><title> A  b </title></head><body><h2>T</h2><p>x</p><p>y</p>
        <ul><li>i</ul><blockquote>q</blockquote></body></html>
        """.utf8))
    #expect(page.metadata.title == "A b")
    #expect(page.metadata.language == .portuguese)
    #expect(page.pieces.map(\.kind) == [.heading(2), .paragraph, .paragraph, .listItem, .quote])
    #expect(
      page.pieces.map(\.nodePath) == [
        "/html/body/h2", "/html/body/p[1]", "/html/body/p[2]", "/html/body/ul/li",
        "/html/body/blockquote",
      ])
    #expect(page.keptShare == 1)
  }

  @Test func takesTheDescriptionOfAPageThatAScriptWouldFill() {
    let page = HTMLReader.read(
      Array(
        "<head><title>Ports</title><meta name=description content='Ports grow.'></head><body><div id=app></div><script>x</script>"
          .utf8))
    #expect(page.pieces.map { String(decoding: $0.text, as: UTF8.self) } == ["Ports grow."])
    #expect(page.pieces.first?.nodePath == "//meta[@name='description']")
    #expect(page.isDegraded)
  }
}
