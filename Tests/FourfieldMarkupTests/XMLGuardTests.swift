import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldMarkup

/// What the reader of XML is given is well-formed and says the same; what is mended is marked.
@Suite struct XMLGuardTests {
  private func read(
    _ xml: String, limits: MarkupLimits = MarkupLimits()
  ) throws -> (text: String, isDegraded: Bool) {
    let items = try XMLDocumentReader.read(Array(xml.utf8), limits: limits)
    let pieces = items.flatMap(\.page.pieces).map { String(decoding: $0.text, as: UTF8.self) }
    return (pieces.joined(separator: "|"), items.contains(where: \.page.isDegraded))
  }

  /// The events that libxml2 makes of a file: names, text with its neighbours joined, the end or the break.
  private func events(_ utf8: [UInt8]) -> (events: [String], isBroken: Bool, hasMistakes: Bool) {
    guard let puller = XMLPuller(utf8) else { return ([], true, false) }
    var events: [String] = []
    var text: [UInt8] = []
    var hasMistakes = false
    while true {
      let event = puller.next()
      if case .text(let bytes) = event {
        text += bytes
        continue
      }
      if case .other = event { continue }
      if case .mistake = event {
        hasMistakes = true
        continue
      }
      if !text.isEmpty { events.append(String(decoding: text, as: UTF8.self)) }
      text = []
      switch event {
      case .open(let name, let isEmpty): events.append("<\(name)\(isEmpty ? "/" : "")>")
      case .close(let name): events.append("</\(name)>")
      case .end: return (events, false, hasMistakes)
      default: return (events, true, hasMistakes)
      }
    }
  }

  // MARK: What is well-formed

  /// Trees of everything that XML has are read as libxml2 reads them without the guard.
  @Test func wellFormedFilesAreReadAsBefore() {
    var random = SplitMix(seed: 11)
    for _ in 0..<4_000 {
      var number = 0
      let xml = Array(
        ("<?xml version='1.0'?><!DOCTYPE r [<!ELEMENT r ANY>]><!-- < -->"
          + element(depth: 4, &number, &random)).utf8)
      let guarded = events(XMLGuard(xml).output)
      let plain = events(xml)
      #expect(!plain.isBroken && !guarded.isBroken, "\(String(decoding: xml, as: UTF8.self))")
      #expect(guarded.events == plain.events, "\(String(decoding: xml, as: UTF8.self))")
      #expect(!guarded.hasMistakes, "\(String(decoding: xml, as: UTF8.self))")
    }
  }

  private func element(depth: Int, _ number: inout Int, _ random: inout SplitMix) -> String {
    number += 1
    let name = ["r", "n:é", "b-c.d", "_中"].randomElement(using: &random) ?? "r"
    let attributes = [
      "", " xmlns:n='u'", " a=\">\" b = '\"'", " xml:lang=\"en\"", "\n href='a&amp;b' rel=\"x\" ",
    ].randomElement(using: &random)
    let start = "<\(name) xmlns:n='u\(number)'\(number == 1 ? "" : " c='&#65;'")"
    let head = attributes == " xmlns:n='u'" ? start : start + (attributes ?? "")
    if depth == 0 || Int.random(in: 0..<5, using: &random) == 0 { return head + "/>" }
    let parts = (0..<Int.random(in: 0..<5, using: &random)).map { _ -> String in
      switch Int.random(in: 0..<9, using: &random) {
      case 0: return "<!-- <x> & ]]> -->"
      case 1: return "<?p <x> & ?>"
      case 2: return "<![CDATA[<x> & ]] > é]]>"
      case 3: return "a &amp; &lt;b&gt; &#233;&#x4E2D; &apos;&quot;"
      case 4: return "\r\n ] > ]> \""
      default: return element(depth: depth - 1, &number, &random)
      }
    }
    return head + ">" + parts.joined() + "</\(name) >"
  }

  /// Files that hold nothing to be mended are not copied, to the byte.
  @Test func tidyFilesStay() {
    let xml = Array("<r><p>é &amp; &lt;</p>\n<q/><![CDATA[<]]></r>".utf8)
    #expect(XMLGuard(xml).output == xml)
  }

  // MARK: What is not

  /// Whatever stands in a file that begins with a tag, libxml2 reads it to its end.
  @Test(arguments: [MarkupLimits().elements, 2])
  func whateverStandsThereIsWellFormed(elements: Int) {
    let parts = [
      "<a>", "</a>", "<b:c d='e'>", "</b:c>", "<d/>", "<e f=g>", "<g h>", "<i j='", "'", "\"", "<",
      ">", "</", "/>", "<!--", "-->", "--", "<?", "?>", "<![CDATA[", "]]>", "]", "&", "&amp;", ";",
      "&#1;", "&#x41;", "&#", "&nbsp;", "&none;", "\u{1}", "\u{FFFE}", "\u{FFFF}", "é", "中", "x ",
      "<x:1>", "<:y>", "<é>", "<·>", "<a href='&' href='<' rel=''>", "<!DOCTYPE a [", "<!ENTITY x",
      "\u{0}", "<a xml:lang='a' xml:lang='b'>", " ",
    ]
    var limits = MarkupLimits()
    limits.elements = elements
    limits.depth = 4
    var random = SplitMix(seed: 12)
    for _ in 0..<20_000 {
      let count = Int.random(in: 1..<24, using: &random)
      let xml =
        "<r>" + (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      let read = events(XMLGuard(Array(xml.utf8), limits: limits).output)
      #expect(!read.isBroken, "\(xml)")
      #expect(read.hasMistakes, "\(xml)")
    }
  }

  /// What becomes of each mistake; all are marked.
  @Test(arguments: [
    ("an ampersand alone", "<r><p>A & B</p><p>c</p></r>", "A & B|c"),
    ("a name that means nothing", "<r><p>a&none;b</p></r>", "a&none;b"),
    ("a number that is no character", "<r><p>a&#xFFFF;b</p></r>", "a\u{FFFD}b"),
    ("a control", "<r><p>a\u{1}b</p></r>", "a b"),
    ("no end of the file", "<r><p>a</p><p>b", "a|b"),
    ("a tag that breaks off", "<r><p>a</p><p clas", "a"),
    ("no end of an element", "<r><p>a<d>b</p><p>c</p></r>", "a|b|c"),
    ("an end tag that does not end", "<r><p>a</p <d>b</d></r>", "a</p|b"),
    ("words in an end tag", "<r><p>a</p b><p>c</p></r>", "a|c"),
    ("an end too many", "<r><p>a</p></q><p>b</p></r>", "a|b"),
    ("ends in disorder", "<r><p>a <b>b</p></b><p>c</p></r>", "a b|c"),
    ("a quote that never ends", "<r><p t=\"a>b</p><p>c</p></r>", "b|c"),
    ("a value without quotes", "<r><p t=a/b>c</p></r>", "c"),
    ("an attribute without a value", "<r><p t>c</p></r>", "c"),
    ("a sign", "<r><p>1 < 2</p></r>", "1 < 2"),
    ("an address in brackets", "<r><p>to <a@b.org></p></r>", "to <a@b.org>"),
    ("an end of CDATA", "<r><p>a]]>b</p></r>", "a]]>b"),
    ("CDATA that never ends", "<r><p>a<![CDATA[b</p></r>", "ab</p></r>"),
    ("a comment that never ends", "<r><p>a</p><!-- b</r>", "a"),
    ("hyphens in a comment", "<r><p>a</p><!-- b -- c --></r>", "a"),
    ("text behind the root", "<r><p>a</p></r>b", "a"),
    ("two roots", "<r><p>a</p></r><r><p>b</p></r>", "a"),
  ])
  func mistakes(name: String, xml: String, text: String) throws {
    let read = try read(xml)
    #expect(read.text == text, "\(name)")
    #expect(read.isDegraded, "\(name)")
  }

  /// What looks like a mistake and is none.
  @Test(arguments: [
    ("names of HTML", "<r><p>a&nbsp;b &eacute;&hellip;</p></r>", "a b é…"),
    ("numbers of windows-1252", "<r><p>a&#150;b</p></r>", "a–b"),
    ("leading zeros", "<r><p>&#0000000000000000000000000000000000000065;</p></r>", "A"),
    ("brackets and what is left out", "<r><p>a]]<!-- -->>b]<?p ?>]>c</p></r>", "a]]>b]]>c"),
    ("a `>` in a value", "<r><p t='>'>a</p></r>", "a"),
    ("declared entities in a comment", "<!-- <!ENTITY a 'b'> --><r><p>a</p></r>", "a"),
    ("declared entities in CDATA", "<r><![CDATA[<!ENTITY a 'b'>]]></r>", "<!ENTITY a 'b'>"),
    ("a mark of the byte order", "\u{FEFF}<?xml version='1.0'?><r><p>a</p></r>", "a"),
    ("comments behind the root", "<r><p>a</p></r> <!-- b --><?c d?> ", "a"),
    ("an id that is none", "<r><p xml:id='0'>a</p></r>", "a"),
  ])
  func noMistakes(name: String, xml: String, text: String) throws {
    let read = try read(xml)
    #expect(read.text == text, "\(name)")
    #expect(!read.isDegraded, "\(name)")
  }

  /// Every item of a feed is read, and only the one with the mistake is marked.
  @Test func onlyTheItemWithTheMistakeIsMarked() throws {
    let items = [
      "One", "Two & a half", "Three", "Four <b>", "Five", "Six</c>", "Seven",
    ].map { "<item><title>\($0)</title></item>" }
    let read = try XMLDocumentReader.read(
      Array("<rss><channel>\(items.joined())</channel></rss>".utf8))
    let titles = read.map { $0.page.metadata.title }
    #expect(titles == ["One", "Two & a half", "Three", "Four", "Five", "Six", "Seven"])
    #expect(read.map(\.page.isDegraded) == [false, true, false, true, false, true, false])
  }

  /// The end of an item is missing: what it holds is kept.
  @Test func anItemThatDoesNotEndIsKept() throws {
    let read = try XMLDocumentReader.read(
      Array(
        "<rss><channel><item><title>One</title><item><title>Two</title></item></channel></rss>".utf8
      ))
    #expect(read.map(\.page.metadata.title) == ["One", "Two"])
    let open = try XMLDocumentReader.read(
      Array("<rss><channel><item><title>A &lt;b&gt;b&lt;/b&gt;<item><title>Two</title>".utf8))
    #expect(open.map(\.page.metadata.title) == ["A b", "Two"])
    // And the end of the channel comes where an item is open.
    #expect(read.map(\.page.isDegraded) == [true, true])
  }

  // MARK: What is long or too much

  /// Cut into sections of 64 KB, between characters, also among brackets like those of an end.
  @Test(arguments: ["é", "中 ", "]", "]] ", "a>b "])
  func aLongSectionIsWhole(unit: String) throws {
    let content = String(repeating: unit, count: 140_000 / unit.utf8.count)
    let plain = try read("<r><p>head</p><q><![CDATA[\(content)]]></q><p>tail</p></r>")
    let expected = content.split(separator: " ").joined(separator: " ")
    #expect(plain.text == "head|\(expected)|tail")
    #expect(!plain.isDegraded)
  }

  /// What nobody reads goes, however long it is, and is not missed.
  @Test(arguments: [
    "<!--" + String(repeating: "x <p>no</p> ", count: 6_000) + "-->",
    "<?x " + String(repeating: "y ", count: 40_000) + "?>",
    "<q t=\"" + String(repeating: "a &amp; b ", count: 10_000) + "\"/>",
    "<q" + String(repeating: " ", count: 12_000_000) + "/>",
    "<q t=\"a\"" + String(repeating: " ", count: 12_000_000) + "u=\"b\"></q   >",
  ])
  func whatIsLongGoes(markup: String) throws {
    let read = try read("<r><p>head</p>\(markup)<p>tail</p></r>")
    #expect(read.text == "head|tail")
    #expect(!read.isDegraded)
  }

  /// What a DOCTYPE declares is no text; libxml2 takes the square or cube of its length, or an exponential, for it.
  @Test(
    arguments: [
      (0..<6_000).map { "<!ATTLIST p c\($0) CDATA 'x'>" }.joined(),
      (0..<200_000).map { "<!NOTATION n\($0) SYSTEM 'x'>" }.joined(),
      String(repeating: " ", count: 12_000_000),
      "<!-- ]> --><!ELEMENT r (p)*><!ATTLIST p c CDATA ']>'><?x ]> ?>", "",
    ])
  func declarationsGo(declarations: String) throws {
    let time = ThreadTime()
    let items = String(repeating: "<p>item</p>", count: 6_000)
    let read = try read("<!DOCTYPE r [\(declarations)]><r><p>head</p>\(items)<p>tail</p></r>")
    #expect(read.text.hasPrefix("head|item|") && read.text.hasSuffix("|item|tail"))
    #expect(!read.isDegraded)
    #expect(time.seconds < ThreadTime.limit)
  }

  /// Ends where none should be, and none where one should.
  @Test(arguments: [
    "<!DOCTYPE r [a] b] c]><r><p>head</p></r>", "<!DOCTYPE r ]]><r><p>head</p></r>",
    "<!DOCTYPE r []]><r><p>head</p></r>",
  ])
  func brokenDoctypes(xml: String) throws {
    #expect(["head", ""].contains(try read(xml).text))
    for end in xml.indices { _ = try read(String(xml[..<end])) }
  }

  /// Also behind more than the first bytes of a file, where they would be put in one another without end.
  @Test(arguments: ["<!ENTITY a 'b'>", "<!ENTITY % a 'b'>"])
  func entitiesAreRefusedWhereverTheyAreDeclared(entity: String) {
    let time = ThreadTime()
    let comment = "<!-- " + String(repeating: "x", count: 70_000) + " -->"
    #expect(throws: XMLDocumentReader.Refusal.declaresEntities) {
      try read("<!DOCTYPE r [\(comment)\(entity)]><r><p>head</p></r>")
    }
    #expect(time.seconds < ThreadTime.limit)
  }

  /// Where a file brings too much, its tags go and its text stays, in one piece.
  @Test func behindTheLimitTextIsKept() throws {
    var limits = MarkupLimits()
    limits.elements = 1
    let tail = "<p>b ]] > c&amp;<!-- d -->]]<?e f?>><![CDATA[<g>]]></p> 1 < 2 \u{1}h"
    let read = try read("<r><p>a</p><d>a</d>\(tail)", limits: limits)
    #expect(read.text.hasPrefix("a a"))
    #expect(read.text.hasSuffix("b ]] > c&amp;]]> ]]> 1 < 2 h"))
    #expect(read.isDegraded)
  }

  @Test func deepTagsGo() throws {
    var limits = MarkupLimits()
    limits.depth = 3
    let read = try read("<r><c><d><e>1</e><e>2</e></d><d>3</d></c><c>4</c></r>", limits: limits)
    #expect(read.text == "1 2|3|4")
    #expect(read.isDegraded)
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  private static func numbered(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }

  private static let scopes = numbered(40) { level in
    "<s" + numbered(900) { " xmlns:a\(level)_\($0)='u'" } + ">"
  }

  private static let costly: [(name: String, xml: String)] = [
    ("names", numbered(400_000) { "<a\($0)/>" }),
    ("namespaces", scopes + repeated("<a0_0:p>x</a0_0:p>", 30_000)),
    ("attributes", "<a" + numbered(60_000) { " a\($0)=''" } + "/>"),
    ("references", repeated("&none;", 60_000)),
    ("one reference", "&" + repeated("x", 400_000)),
    ("open elements", repeated("<a>", 400_000)),
    ("blocks deep in others", repeated("<s>", 370) + repeated("<p>x</p>", 30_000)),
  ]

  /// Each took the square of its length, gigabytes, or its length times the depth.
  @Test(arguments: costly, ["r", "article", "TEI", "newsItem"])
  func costs(costly: (name: String, xml: String), root: String) throws {
    let time = ThreadTime()
    let read = try read("<\(root)><body>\(costly.xml)<p>last</p>")
    #expect(read.text.hasSuffix("last"), "\(costly.name) in \(root)")
    #expect(time.seconds < ThreadTime.limit)
  }

  // MARK: Sections and paths

  /// Headings have six levels, so that a passage's section has no more titles, however deep the file nests.
  @Test func theTrailOfTEIHasSixLevels() throws {
    let sections = (0..<300).map { "<div><head>title \($0)</head>" }.joined()
    let items = try XMLDocumentReader.read(
      Array("<TEI><text><body>\(sections)<p>Exports grew.</p></body></text></TEI>".utf8))
    let levels = items.flatMap(\.page.pieces).compactMap { piece -> Int? in
      guard case .heading(let level) = piece.kind else { return nil }
      return level
    }
    #expect(levels.prefix(7) == [1, 2, 3, 4, 5, 6, 6] && levels.max() == 6)
  }

  /// The paths of XML name their first 256 bytes, and are whole again where they are shorter.
  @Test func longPathsAreCut() throws {
    let deep = (0..<30).map { "<element\($0)>" }.joined() + "<p>deep</p>"
    let ends = (0..<30).reversed().map { "</element\($0)>" }.joined()
    let items = try XMLDocumentReader.read(Array("<r>\(deep)\(ends)<p>flat</p></r>".utf8))
    let paths = items.flatMap(\.page.pieces).map(\.nodePath)
    let named = (0..<26).map { "/element\($0)" }.joined()
    #expect(paths == ["/r" + named, "/r/p"])
  }

  /// The paths of a page that nests without end stay short.
  @Test func pathsHaveADepth() {
    let page = HTMLReader.read(Array(String(repeating: "<table><tr><td>x", count: 250).utf8))
    let longest = page.pieces.map { $0.nodePath.split(separator: "/").count }.max() ?? 0
    #expect(page.pieces.count > 100)
    #expect(longest == 128)
  }
}
