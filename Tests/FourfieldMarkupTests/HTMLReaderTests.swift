import FourfieldCore
import FourfieldMarkup
import Testing

@Suite struct HTMLReaderTests {
  private func texts(_ html: String) -> [String] {
    HTMLReader.read(Array(html.utf8)).pieces.map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test(arguments: [
    ("inline elements stay together", "<p>a <b>b</b>c</p>", ["a bc"]),
    ("blocks part", "<div>a<p>b</p>c</div>", ["a", "b", "c"]),
    ("boilerplate is out", "<nav>x</nav><p>a</p><footer>y</footer><script>z</script>", ["a"]),
    ("entities", "<p>R&amp;D &ntilde;</p>", ["R&D ñ"]),
    ("a NUL loses nothing", "<p>a\u{0}b</p>\u{0}<p>c</p>", ["a b", "c"]),
    ("rows", "<table><tr><td>a</td><td>b</td></tr></table>", ["a b"]),
    ("empty", "", []),
  ])
  func reads(name: String, html: String, expected: [String]) {
    #expect(texts(html) == expected, "\(name)")
  }

  /// libxml2 drops everything behind 256 levels unless told otherwise.
  @Test func deepNestingLosesNothing() {
    let depth = 3000
    let html =
      String(repeating: "<div>", count: depth) + "deep" + String(repeating: "</div>", count: depth)
      + "<p>after</p>"
    #expect(texts(html) == ["deep", "after"])
  }

  @Test func findsMetadataAndPaths() {
    let page = HTMLReader.read(
      Array(
        "<html lang=pt-BR><head><title> A  b </title></head><body><h2>T</h2><p>x</p></body></html>"
          .utf8))
    #expect(page.metadata.title == "A b")
    #expect(page.metadata.language == .portuguese)
    #expect(page.pieces.map(\.kind) == [.heading(2), .paragraph])
    #expect(page.pieces.map(\.nodePath) == ["/html/body/h2", "/html/body/p"])
  }
}
