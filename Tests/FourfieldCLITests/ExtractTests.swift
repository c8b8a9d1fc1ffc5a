import Foundation
import TestSupport
import Testing

@Suite struct ExtractTests {
  private static let html = """
    <html lang=es><head><title>Crecen los puertos | Ejemplo</title><meta name=author content="Ana Lima">
    <meta property=article:published_time content=2023-05-09></head><body><nav><a href=/>Inicio</a></nav>
    <h1>Crecen los puertos</h1><p>Los puertos crecieron en el año.</p><ul><li>Uno</li><li>Dos</li></ul></body></html>
    """

  @Test func writesOneLineADocument() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("page.html", Array(ExtractTests.html.utf8))
    let result = try Program.run(["extract", file.path, "--threads", "2"])
    #expect(result.status == 0)
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(record["title"] as? String == "Crecen los puertos")
    #expect(record["authors"] as? [String] == ["Ana Lima"])
    #expect(record["date"] as? String == "2023-05-09")
    #expect(record["language"] as? String == "es")
    #expect(
      record["text"] as? String == "Crecen los puertos\nLos puertos crecieron en el año.\nUno\nDos")
  }

  @Test func writesMarkdown() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("page.html", Array(ExtractTests.html.utf8))
    let result = try Program.run(["extract", file.path, "--format", "markdown"])
    #expect(result.output.contains("title: \"Crecen los puertos\"\n"))
    #expect(
      result.output.hasSuffix(
        "# Crecen los puertos\n\nLos puertos crecieron en el año.\n\n- Uno\n- Dos\n\n"))
  }

  @Test func takesMoreWhereAsked() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("page.html", Array(ExtractTests.html.utf8))
    let all = try Program.run(["extract", file.path, "--content", "all"])
    #expect(all.output.contains("\"text\":\"Inicio\\n"))
    let wrong = try Program.run(["extract", file.path, "--content", "some"])
    #expect(wrong.status == 64)
  }

  @Test func judgesByAModelOfAFile() throws {
    let folder = try TemporaryFolder()
    let paragraphs = (0..<20).map { "<p>Paragraph \($0) of the report on the harbour.</p>" }
    let page = try folder.file(
      "page.html",
      Array("<body><nav>A menu of words</nav>\(paragraphs.joined())</body>".utf8))
    let trees = #"{"questions":[0,-1,-2],"thresholds":[0],"values":[9,9],"sizes":[1]}"#
    let model = try folder.file(
      "model.json", Array("{\"blocks\":\(trees),\"context\":\(trees)}".utf8))
    let own = try Program.run(["extract", page.path])
    #expect(!own.output.contains("A menu of words"))
    let other = try Program.run(["extract", page.path, "--model", model.path])
    #expect(other.output.contains("A menu of words"))
    let wrong = try Program.run(["extract", page.path, "--model", page.path])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("page.html: found no content model, expected the JSON"))
  }

  @Test func saysWhatCouldNotBeRead() throws {
    let folder = try TemporaryFolder()
    let sitemap = try folder.file("map.xml", Array("<urlset><url><loc>x</loc></url></urlset>".utf8))
    let result = try Program.run(["extract", sitemap.path])
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(
      result.errors.contains("map.xml: the file is a sitemap, a list of addresses without text"))
  }

  @Test func endsQuietlyWhenTheReaderGoes() throws {
    let folder = try TemporaryFolder()
    for number in 0..<40 {
      // More in all than a pipe holds, so that writing meets the closed end.
      let text = String(repeating: "<p>Los puertos crecieron en el año \(number).</p>", count: 2000)
      _ = try folder.file("\(number).html", Array(text.utf8))
    }
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/bash")
    shell.arguments = [
      "-c", "\"$0\" extract \"$1\" --content all | head -c 100 >/dev/null; echo ${PIPESTATUS[0]}",
      Program.path.path, folder.url.path,
    ]
    let (output, errors) = (Pipe(), Pipe())
    shell.standardOutput = output
    shell.standardError = errors
    try shell.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    let status = output.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(said.isEmpty)
    #expect(String(decoding: status, as: UTF8.self) == "0\n")
  }
}
