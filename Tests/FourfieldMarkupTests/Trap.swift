import FourfieldCore
import FourfieldMarkup
import FourfieldText
import Testing

/// A file that libxml2 2.9 alone would lose the rest of in silence, or need time for that grows with the square of its length.
struct Trap: Sendable, CustomTestStringConvertible {
  let name: String
  /// The markup between the paragraphs `first` and `last`; `@` stands for the unit as often as it comes.
  let markup: String
  /// What comes many times; `#` in it becomes its number.
  var unit = ""
  /// How often the unit comes where it is asked whether all is there.
  var count = 0
  /// How often in the shorter of two files whose times are compared; 0 where time never was the trouble.
  var few = 0
  /// What stands before all.
  var head = ""
  /// A text that must be there beside `first` and `last`.
  var kept = ""
  /// Whether the record must say that markup was left out.
  var isDegraded = false
  /// How many elements are told apart.
  var elements = MarkupLimits().elements

  var testDescription: String { name }

  /// The file with the unit some number of times.
  func file(_ times: Int) -> [UInt8] {
    let units = (0..<times).map { unit.replacing("#", with: "\($0)") }.joined()
    return Array(
      "\(head)<p>first</p>\(markup.replacing("@", with: units))<p>last</p>".utf8)
  }

  /// What of a file is read, all of it asked for.
  func read(_ bytes: [UInt8]) -> ParsedPage {
    var limits = MarkupLimits()
    limits.elements = elements
    return HTMLReader.read(
      Decoder.decode(bytes, mapping: .none).utf8, content: .all, limits: limits)
  }
}

extension Trap {
  static let all = losses + floods

  private static let losses = [
    Trap(name: "NUL as the first byte", markup: "", head: "\u{0}"),
    Trap(name: "NUL between tags", markup: "\u{0}<p>x</p>", kept: "x"),
    Trap(name: "NUL in an attribute", markup: "<p class=\"a\u{0}b\">x</p>", kept: "x"),
    Trap(name: "NUL in the name of a tag", markup: "<d\u{0}v>x</d\u{0}v>", kept: "x"),
    Trap(name: "a comment that ends as it begins", markup: "<!--><p>x</p>", kept: "x"),
    Trap(name: "the same with a dash", markup: "<!---><p>x</p>", kept: "x"),
    Trap(name: "a comment that never ends", markup: "<!-- <p>x</p>", kept: "x"),
    Trap(name: "a quote that never ends", markup: "<a href=\"y>x</a>", kept: "x"),
    Trap(name: "a sign that begins no tag", markup: "<p>x<y and z</p>", kept: "x<y and z"),
    Trap(name: "a field that never ends", markup: "<textarea>y<p>x</p>", kept: "x"),
    Trap(name: "a title that never ends", markup: "<title>y<p>x</p>", kept: "x"),
    Trap(name: "a section", markup: "<p><![CDATA[a < b]]></p>", kept: "a < b"),
    Trap(
      name: "a text of more than 10,000,000 bytes", markup: "<p>@</p>", unit: "wort ",
      count: 2_000_001),
    Trap(
      name: "more elements than are told apart", markup: "<p>@</p><script>y</script>",
      unit: "<i>x</i> R&D", count: 100, kept: "x R&D", isDegraded: true, elements: 50),
    Trap(
      name: "more references than are told apart", markup: "<p>@</p>", unit: "&eacute;",
      count: 300, isDegraded: true, elements: 50),
    Trap(
      name: "too many elements in one that nobody reads", markup: "<select>@", unit: "<option>x",
      count: 100, isDegraded: true, elements: 50),
  ]

  private static let floods = [
    Trap(
      name: "open elements", markup: "@<p>x</p>", unit: "<div>", count: 300, few: 2_000, kept: "x"),
    Trap(
      name: "open elements and wrong ends", markup: "@<p>x</p>", unit: "<div></i>", count: 5_000,
      few: 2_000, kept: "x", isDegraded: true),
    Trap(
      name: "attributes of one tag", markup: "<p @>x</p>", unit: " a#=1", count: 30_000, few: 4_000,
      kept: "x", isDegraded: true),
    Trap(
      name: "names of elements", markup: "@", unit: "<x-#>x</x-#>", count: 4_000, few: 1_500),
    Trap(
      name: "quotes that never end", markup: "@", unit: "<a b=\"' ", count: 2_000, few: 2_000,
      isDegraded: true),
    Trap(name: "comments that never end", markup: "@", unit: "<!-- ", count: 2_000, few: 4_000),
    Trap(name: "sections that never end", markup: "@", unit: "<![CDATA[", count: 2_000, few: 4_000),
    Trap(name: "signs that begin no tag", markup: "<p>@</p>", unit: "<", count: 2_000, few: 4_000),
    Trap(name: "scripts that never end", markup: "@", unit: "<script>", count: 2_000, few: 4_000),
    Trap(name: "paragraphs", markup: "@", unit: "<p>x", count: 2_000, few: 1_500, kept: "x"),
    Trap(name: "cells", markup: "<table>@</table>", unit: "<tr><td>x", count: 2_000, few: 1_000),
    Trap(name: "references", markup: "<p>@</p>", unit: "&amp;", count: 2_000, few: 4_000),
    Trap(name: "line breaks", markup: "<p>@</p>", unit: "x<br>", count: 2_000, few: 2_000),
    Trap(
      name: "dates within dates", markup: "@", unit: "<time>1 May 2020 <i itemprop=datePublished>",
      count: 100, few: 500),
  ]
}
