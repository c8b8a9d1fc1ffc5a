import FourfieldCore
import FourfieldMarkup
import Foundation
import TestSupport
import Testing

/// Public suites of broken markup, where they are at hand: no crash, no hang, no text lost that a tree of HTML5 holds.
@Suite struct HostileTests {
  private static let folder = Program.root.appending(path: "../shared/hostile")

  private static func files(_ path: String, _ ending: String) -> [URL] {
    let found = FileManager.default.enumerator(
      at: folder.appending(path: path), includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == ending }
      .sorted { $0.path < $1.path }
  }

  private func letters(_ text: String) -> String {
    String(text.filter { $0.isLetter && $0.isASCII })
  }

  /// Elements whose text is no text of the page.
  private static let leftOut = [
    "script", "style", "template", "svg", "math", "select", "textarea", "title", "noembed",
    "noframes", "iframe", "frameset", "option", "plaintext", "xmp",
  ]

  @Test(arguments: ["html5lib-tests", "goxnet-html"])
  func keepsTheTextOfTreeTests(suite: String) throws {
    var (all, kept) = (0, 0)
    for file in HostileTests.files(suite, "dat") {
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      for test in text.components(separatedBy: "#data\n").dropFirst() {
        guard let data = test.components(separatedBy: "\n#errors").first,
          !HostileTests.leftOut.contains(where: { data.lowercased().contains("<" + $0) })
        else { continue }
        let page = HTMLReader.read(Array(data.utf8), content: .all)
        let found = letters(page.pieces.map { String(decoding: $0.text, as: UTF8.self) }.joined())
        for line in test.split(separator: "\n")
        where line.hasPrefix("|   ") && line.contains("    \"") {
          let wanted = letters(String(line.drop { $0 != "\"" }))
          guard wanted.count >= 3 else { continue }
          all += 1
          if found.contains(wanted) { kept += 1 }
        }
      }
    }
    // A few differ on purpose: a NUL parts words here, and a script in `<noscript>` is none.
    #expect(all == 0 || kept * 100 >= all * 97, "\(kept) of \(all)")
  }

  @Test func readsTheCorpusOfLibxml2() throws {
    for file in HostileTests.files("libxml2-test", "html")
      + HostileTests.files("libxml2-test", "htm")
    {
      let bytes = [UInt8](try Data(contentsOf: file))
      let utf8 = Array(String(decoding: bytes, as: UTF8.self).utf8)
      let page = HTMLReader.read(utf8, content: .all)
      #expect(page.pieces.allSatisfy { !$0.text.isEmpty }, "\(file.lastPathComponent)")
    }
  }

  /// Pages with bits turned over, from a seed: whatever they hold, they are read to the end.
  @Test func readsPagesWithFlippedBits() throws {
    let pages = try HostileTests.files("libxml2-test", "html").map {
      [UInt8](try Data(contentsOf: $0))
    }
    .filter { (200...6000).contains($0.count) }
    let seeds = pages.isEmpty ? [HostileTests.page] : pages
    var generator = SeededGenerator(seed: 19)
    for round in 0..<2000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      }
      let utf8 = Array(String(decoding: bytes, as: UTF8.self).utf8)
      let page = HTMLReader.read(utf8, content: .all)
      #expect(page.pieces.allSatisfy { ($0.sourceRange?.end ?? 0) <= utf8.count })
    }
  }

  private static let page = Array(
    String(
      repeating:
        "<div class=\"a\"><p title='x'>Some <b>text</b> &amp; more</p><!-- c --><ul><li>i</ul></div>",
      count: 8
    ).utf8)
}
