import Foundation
import TestSupport
import Testing

/// Every format that an input may have, through the built binary.
@Suite struct FormatTests {
  private struct Document: Decodable {
    struct Source: Decodable {
      let member: String?
      let line: Int?
    }
    let id: String
    let source: Source
    let title: String?
    let date: String?
    let url: String?
    let authors: [String]
    let language: String
    let text: String
  }

  private struct Reject: Decodable {
    let code: String
    let message: String
  }

  private struct Passage: Decodable {
    struct Range: Decodable {
      let start: Int
      let end: Int
    }
    let kind: String
    let section: [String]
    let text: String
    let source: Range?

    enum CodingKeys: String, CodingKey {
      case kind, section, text
      case source = "source_range"
    }
  }

  private func lines<T: Decodable>(_ type: T.Type, _ name: String, _ folder: URL) throws -> [T] {
    try String(contentsOf: folder.appending(path: name + ".jsonl"), encoding: .utf8)
      .split(separator: "\n").map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
  }

  /// Tags one file and gives the folder of the run.
  private func tag(
    _ name: String, _ bytes: [UInt8], in folder: TemporaryFolder, _ options: String...
  ) throws -> URL {
    let input = try folder.file(name, bytes)
    let out = folder.url.appending(path: "out-\(name)")
    let result = try Program.run(["tag", input.path, "--out", out.path] + options)
    #expect(result.status < 2, "\(result.errors)")
    return out
  }

  private let feed = """
    <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <title>Noticias</title>
    <item><title>Comercio</title><link>https://example.org/1</link><guid>n-1</guid><pubDate>Mon, 03 Nov 2025</pubDate>
    <description>Corto.</description><content:encoded><![CDATA[<p>Las exportaciones de soja crecieron.</p><p>El gobierno subió los aranceles.</p>]]></content:encoded></item>
    <item><title>Clima</title><description>La deforestación cayó &lt;b&gt;mucho&lt;/b&gt; este año.</description></item>
    </channel></rss>
    """

  /// A field that holds nothing does not hide the next of its names, and a language is believed or carried over.
  @Test func readsWhatFieldsHold() throws {
    let folder = try TemporaryFolder()
    let records = """
      {"id":"a","text":null,"body":"Exports to China grew by four per cent last year.","title":"","headline":"Trade"}
      {"id":"b","language":"it","text":"Il presidente italiano ha detto no al petrolio del Messico."}
      {"id":"c","language":"NA","text":"El gobierno de España subió los aranceles a los coches de China."}
      {"id":"d","lang":"French","text":"O governo do Brasil subiu as tarifas dos produtos da China."}
      {"id":"e","text":"","content":""}
      {"id":"f","language":"und","text":"Zxcv qwer."}
      """
    let out = try tag("records.jsonl", Array(records.utf8), in: folder)
    let documents = try lines(Document.self, "documents", out)
    #expect(documents.map(\.id) == ["a", "b", "c", "d", "f"])
    #expect(documents.map(\.language) == ["en", "it", "es", "pt", "other"])
    #expect(documents.first?.title == "Trade")
    let whole = try String(contentsOf: out.appending(path: "documents.jsonl"), encoding: .utf8)
      .split(separator: "\n")
    #expect(whole[1].hasSuffix(#""fields":{}}"#))
    #expect(whole[2].hasSuffix(#""fields":{"language":"NA"}}"#))
    #expect(whole[4].hasSuffix(#""fields":{"language":"und"}}"#))
    #expect(whole[3].hasSuffix(#""fields":{"lang":"French"}}"#))
    let rejects = try lines(Reject.self, "rejects", out)
    #expect(rejects.map(\.message) == ["rejected: the text field is empty"])
    let table =
      "id,text,body,language,date,published\na,,Exports to China grew last year.,de,,2025\n"
    let rows = try tag("rows.csv", Array(table.utf8), in: folder)
    let row = try #require(try lines(Document.self, "documents", rows).first)
    #expect(row.text == "Exports to China grew last year." && row.language == "de")
    #expect(row.date == "2025")
  }

  @Test func readsFeeds() throws {
    let folder = try TemporaryFolder()
    let out = try tag("feed.xml", Array(feed.utf8), in: folder)
    let documents = try lines(Document.self, "documents", out)
    #expect(documents.map(\.title) == ["Comercio", "Clima"])
    #expect(documents.first?.id == "n-1")
    #expect(documents.first?.url == "https://example.org/1")
    #expect(documents.first?.date == "Mon, 03 Nov 2025")
    #expect(documents.map(\.source.member) == ["item 1", "item 2"])
    #expect(
      documents.map(\.text) == [
        "Comercio\n\nLas exportaciones de soja crecieron.\n\nEl gobierno subió los aranceles.",
        "Clima\n\nLa deforestación cayó mucho este año.",
      ])
  }

  @Test func readsAtom() throws {
    let atom = """
      <feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>urn:1</id><title>Trade</title>
      <link rel="alternate" href="https://example.org/a"/><updated>2025-11-03T10:00:00Z</updated>
      <author><name>A. Writer</name></author><content type="html">&lt;p&gt;Exports of soybeans grew.&lt;/p&gt;</content></entry></feed>
      """
    let folder = try TemporaryFolder()
    let documents = try lines(
      Document.self, "documents", try tag("a.atom", Array(atom.utf8), in: folder))
    #expect(documents.map(\.id) == ["urn:1"])
    #expect(documents.first?.authors == ["A. Writer"])
    #expect(documents.first?.url == "https://example.org/a")
    #expect(documents.first?.text == "Trade\n\nExports of soybeans grew.")
  }

  @Test func readsTEI() throws {
    let tei = """
      <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Report</title><author>B. Clerk</author></titleStmt>
      <publicationStmt><p>nobody reads this</p></publicationStmt></fileDesc></teiHeader><text><body><div><head>Trade</head>
      <p>Exports of <hi>soybeans</hi> grew
      last year.</p></div></body></text></TEI>
      """
    let folder = try TemporaryFolder()
    let out = try tag("r.xml", Array(tei.utf8), in: folder)
    let document = try #require(try lines(Document.self, "documents", out).first)
    #expect(document.title == "Report")
    #expect(document.authors == ["B. Clerk"])
    #expect(document.text == "Trade\n\nExports of soybeans grew last year.")
    let passages = try lines(Passage.self, "passages", out)
    #expect(passages.map(\.kind) == ["heading", "text"])
    #expect(passages.last?.section == ["Trade"])
  }

  @Test func readsOtherXML() throws {
    let folder = try TemporaryFolder()
    let out = try tag(
      "o.xml",
      Array("<?xml version='1.0'?><a><b>Exports grew.</b><c>Tariffs <i>fell</i>.</c></a>".utf8),
      in: folder)
    #expect(
      try lines(Document.self, "documents", out).first?.text == "Exports grew.\n\nTariffs fell.")
  }

  @Test func neverExpandsEntities() throws {
    let folder = try TemporaryFolder()
    let bomb =
      "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"
    let rejects = try lines(Reject.self, "rejects", try tag("e.xml", Array(bomb.utf8), in: folder))
    #expect(rejects.map(\.code) == ["xml-entities"])
  }

  private static let gzip =
    "H4sIAAAAAAACA6tWykxRslJQqlLSUVAqSa0oAXFcKwryi0qKFfLTFIrzK5NSE/OKFdKLUssVEvNSFEoSizLT0ooV0lJzcvSUarkA7hwhi0IAAAAfiwgAAAAAAAIDq1bKTFGyUlCqVNJRUCpJrSgBcVwrCvKLSooV8tMUivMrk1IT84oV0otSyxUS81IUShKLMtPSihXSUnNy9JRquQBbDGhUQgAAAA=="
  private static let zstd =
    "KLUv/SBCEQIAeyJpZCI6ICJ6IiwgInRleHQiOiAiRXhwb3J0cyBvZiBzb3liZWFucyBncmV3IGFuZCB0YXJpZmZzIGZlbGwuIn0K"

  @Test func readsCompressedFiles() throws {
    let folder = try TemporaryFolder()
    let gzip = try [UInt8](#require(Data(base64Encoded: FormatTests.gzip)))
    let zstd = try [UInt8](#require(Data(base64Encoded: FormatTests.zstd)))
    let twoMembers = try tag("a.jsonl.gz", gzip, in: folder)
    #expect(try lines(Document.self, "documents", twoMembers).map(\.id) == ["z", "y"])
    // The content decides, whatever the file is called.
    let renamed = try tag("b.bin", zstd, in: folder)
    #expect(try lines(Document.self, "documents", renamed).map(\.id) == ["z"])
    for (name, bytes) in [("c.gz", Array(gzip.dropLast(12))), ("d.zst", Array(zstd.dropLast(6)))] {
      let rejects = try lines(Reject.self, "rejects", try tag(name, bytes, in: folder))
      #expect(rejects.map(\.code) == ["damaged-compression"])
    }
  }

  @Test func readsPatternsAndGivenFormats() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("1.dat", Array("id\ttext\n7\tExports of soybeans grew.\n".utf8))
    _ = try folder.file("2.dat", Array("id\ttext\n8\tTariffs on steel fell.\n".utf8))
    let out = folder.url.appending(path: "out")
    let result = try Program.run([
      "tag", folder.url.path + "/*.dat", "--format", "tsv", "--out", out.path,
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try lines(Document.self, "documents", out).map(\.id) == ["7", "8"])
  }

  /// A row's passages know the bytes of the table that they came from.
  @Test func rowsKeepTheirPlace() throws {
    let folder = try TemporaryFolder()
    let table = Array("id,text\n1,\"Exports \"\"grew\"\" fast.\"\n2,Tariffs fell.\n".utf8)
    let out = try tag("t.csv", table, in: folder)
    let slices = try lines(Passage.self, "passages", out).map { passage in
      let range = try #require(passage.source)
      return String(decoding: table[range.start..<range.end], as: UTF8.self)
    }
    #expect(slices == ["Exports \"\"grew\"\" fast.", "Tariffs fell."])
  }

  /// What a file holds counts, not what it is called.

  /// A long text of two or four bytes a character is cut into windows that are read like its beginning, also where nothing in them tells.
  @Test(arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
  func readsLongWideText(encoding: String) throws {
    let folder = try TemporaryFolder()
    let isBigEndian = encoding.hasSuffix("BE")
    let width = encoding.hasPrefix("UTF-16") ? 2 : 4
    let text = String(repeating: "贸易和文化的政策在中国发展", count: (5 << 18) / (13 * width))
    let bytes = ("\u{FEFF}" + text).unicodeScalars.flatMap { scalar in
      (0..<width).map {
        UInt8(truncatingIfNeeded: scalar.value >> UInt32(8 * (isBigEndian ? width - 1 - $0 : $0)))
      }
    }
    let out = try tag("a.txt", bytes, in: folder)
    let documents = try lines(Document.self, "documents", out)
    #expect(documents.map(\.source.member) == ["window 1", "window 2"])
    #expect(documents.map(\.text).joined() == text)
    let passages = try lines(Passage.self, "passages", out)
    #expect(passages.first?.source?.start == width)
    #expect(passages.last?.source?.end == bytes.count)
    #expect(try lines(Reject.self, "rejects", out).isEmpty)
  }

  @Test func contentGoesBeforeTheExtension() throws {
    let folder = try TemporaryFolder()
    let page = try tag("page.txt", Array("<!doctype html><p>Exports grew.</p>".utf8), in: folder)
    #expect(try lines(Document.self, "documents", page).first?.text == "Exports grew.")
    let plain = try tag("plain.html.txt", Array("Exports < imports grew.".utf8), in: folder)
    #expect(try lines(Document.self, "documents", plain).first?.text == "Exports < imports grew.")
    let wrong = try tag("wrong.jsonl", Array("Exports grew.\n".utf8), in: folder)
    #expect(try lines(Reject.self, "rejects", wrong).map(\.code) == ["not-json"])
  }

  @Test(arguments: [("codepoints", 2, 9), ("utf8", 5, 12), ("utf16", 3, 10)])
  func countsInTheUnitAskedFor(unit: String, start: Int, end: Int) throws {
    struct Record: Decodable {
      struct Match: Decodable {
        let start: Int
        let end: Int
      }
      let matches: [Match]
    }
    let folder = try TemporaryFolder()
    let out = try tag(
      "u.txt", Array("\u{1F331} Exports of the soybean growers grew.".utf8), in: folder,
      "--offsets", unit)
    let match = try #require(try lines(Record.self, "passages", out).first?.matches.first)
    #expect(match.start == start)
    #expect(match.end == end)
  }
}
