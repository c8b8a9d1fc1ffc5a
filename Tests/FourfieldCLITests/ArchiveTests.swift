import Foundation
import TestSupport
import Testing

/// Archives and web archives, through the built binary.
@Suite struct ArchiveTests {
  private struct Document: Decodable {
    struct Source: Decodable {
      let member: String?
      let line: Int?
    }
    let id: String
    let source: Source
    let url: String?
    let date: String?
    let encoding: String
    let degraded: Bool
    let text: String
  }

  private struct Reject: Decodable {
    struct Source: Decodable { let member: String? }
    let source: Source
    let code: String
  }

  private func tag(
    _ name: String, _ bytes: [UInt8]
  ) throws -> (documents: [Document], rejects: [Reject]) {
    let folder = try TemporaryFolder()
    let input = try folder.file(name, bytes)
    let out = folder.url.appending(path: "out")
    let result = try Program.run(["tag", input.path, "--out", out.path])
    #expect(result.status < 2, "\(result.errors)")
    return (
      try lines(Document.self, out.appending(path: "documents.jsonl")),
      try lines(Reject.self, out.appending(path: "rejects.jsonl"))
    )
  }

  private func lines<T: Decodable>(_ type: T.Type, _ file: URL) throws -> [T] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(type, from: Data($0.utf8))
    }
  }

  /// Entries that share their bytes: a file of a megabyte could hold them a million times.
  @Test func entriesOfOneZipDoNotShareBytes() throws {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }
    func numbers(_ values: [(Int, Int)]) -> [UInt8] { values.flatMap { number($0.0, $0.1) } }
    // With the checksum of "x".
    let facts = numbers([(0, 8), (0x8CDC_1683, 4), (1, 4), (1, 4), (5, 2)])
    let body = numbers([(0x0403_4B50, 4), (20, 2)]) + facts + number(0, 2) + Array("a.txtx".utf8)
    var entries: [UInt8] = []
    for name in 0..<3 {
      entries += numbers([(0x0201_4B50, 4), (20, 2), (20, 2)]) + facts
      entries += number(0, 16) + Array("\(name).txt".utf8)
    }
    let end = numbers([
      (0x0605_4B50, 4), (0, 4), (3, 2), (3, 2), (entries.count, 4), (body.count, 4), (0, 2),
    ])
    let found = try tag("a.zip", body + entries + end)
    #expect(found.documents.map(\.text) == ["x"])
    #expect(found.rejects.map(\.code) == ["damaged-archive", "damaged-archive"])
  }

  /// Codings in one another: each costs a pass over the body.
  @Test(arguments: [(4, true), (5, false)])
  func codingsOfABody(count: Int, isRead: Bool) throws {
    let codings = Array(repeating: "identity", count: count).joined(separator: ", ")
    let response =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: \(codings)\r\n\r\n<p>Exports grew.</p>"
    let found = try tag("a.warc", record(Array(response.utf8)))
    #expect(found.documents.map(\.text) == (isRead ? ["Exports grew."] : []))
    #expect(found.rejects.map(\.code) == (isRead ? [] : ["content-encoding"]))
  }

  private func record(_ body: [UInt8], type: String = "response", length: String? = nil) -> [UInt8]
  {
    Array(
      """
      WARC/1.0\r
      WARC-Type: \(type)\r
      WARC-Target-URI: http://example.org/\(type)\r
      WARC-Date: 2024-05-06T07:08:09Z\r
      WARC-Record-ID: <urn:uuid:\(type)-\(body.count)>\r
      Content-Type: application/http; msgtype=response\r
      Content-Length: \(length ?? "\(body.count)")\r
      \r\n
      """.utf8) + body + Array("\r\n\r\n".utf8)
  }

  private func response(_ body: [UInt8], _ header: String = "Content-Type: text/html") -> [UInt8] {
    Array("HTTP/1.1 200 OK\r\n\(header)\r\n\r\n".utf8) + body
  }

  @Test func readsWebArchives() throws {
    let latin = Array("<p>El gobierno subi".utf8) + [0xF3] + Array(" los aranceles.</p>".utf8)
    let chunked = Array("8\r\n<p>Expor\r\nD\r\nts grew.</p>\n\r\n0\r\n\r\n".utf8)
    let bytes =
      record(Array("software: x".utf8), type: "warcinfo")
      + record(response(latin, "Content-Type: text/html; charset=iso-8859-1"))
      + record(response(chunked, "Content-Type: text/html\r\nTransfer-Encoding: chunked"))
      + record(Array("GET / HTTP/1.1\r\n\r\n".utf8), type: "request")
      + record(response([0x89, 0x50], "Content-Type: image/png"))
    let (documents, rejects) = try tag("a.warc", bytes)
    #expect(documents.map(\.text) == ["El gobierno subió los aranceles.", "Exports grew."])
    #expect(documents.first?.encoding == "windows-1252")
    #expect(documents.allSatisfy { $0.url == "http://example.org/response" && !$0.degraded })
    #expect(documents.first?.date == "2024-05-06T07:08:09Z")
    #expect(documents.first?.id.hasPrefix("<urn:uuid:response-") == true)
    #expect(rejects.map(\.code) == ["media-type"])
  }

  @Test(arguments: ["-1", "99999999999999999999", "abc", "3"])
  func goesOnBehindADamagedRecord(length: String) throws {
    let page = response(Array("<p>Exports grew.</p>".utf8))
    let bytes = record(page) + record(page, length: length) + record(page + Array("  ".utf8))
    let (documents, rejects) = try tag("b.warc", bytes)
    #expect(documents.count == 2)
    #expect(rejects.contains { $0.code == "damaged-record" }, "\(rejects)")
  }

  @Test func declaresATruncatedRecord() throws {
    let bytes = record(response(Array("<p>Exports grew.</p><p>Tariffs fell.</p>".utf8)))
    let (documents, _) = try tag("c.warc", Array(bytes.dropLast(20)))
    #expect(documents.map(\.degraded) == [true])
    #expect(documents.first?.text.hasPrefix("Exports grew.") == true)
  }

  @Test func readsARC() throws {
    let page = response(Array("<p>Exports grew.</p>".utf8))
    let bytes =
      Array("filedesc://a.arc 0.0.0.0 20240506070809 text/plain 4\n1 0\n\n".utf8)
      + Array("http://example.org/a b 127.0.0.1 20240506070809 text/html \(page.count)\n".utf8)
      + page
    let (documents, rejects) = try tag("a.arc", bytes)
    #expect(documents.map(\.text) == ["Exports grew."])
    #expect(documents.first?.url == "http://example.org/a b")
    #expect(documents.first?.date == "2024-05-06T07:08:09Z")
    #expect(rejects.isEmpty)
  }

  /// Made by Python's `tarfile` and `zipfile` from the same three files: text, two records, a name that climbs.
  private func archive(_ kind: String) throws -> [UInt8] {
    let script = """
      import io, sys, tarfile, zipfile
      files = [("a.txt", b"Exports grew."), ("b.jsonl", b'{"text":"Tariffs fell."}\\n{"text":"Taxes rose."}\\n'), ("../../c.txt", b"The senate voted.")]
      out = io.BytesIO()
      if sys.argv[1] == "zip":
          with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
              for n, b in files: z.writestr(n, b)
      else:
          with tarfile.open(fileobj=out, mode="w:gz" if sys.argv[1] == "tgz" else "w") as t:
              for n, b in files:
                  i = tarfile.TarInfo(n); i.size = len(b); t.addfile(i, io.BytesIO(b))
      sys.stdout.buffer.write(out.getvalue())
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, kind]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return [UInt8](data)
  }

  @Test(arguments: ["zip", "tar", "tgz"])
  func readsArchives(kind: String) throws {
    let (documents, rejects) = try tag("x.\(kind)", try archive(kind))
    #expect(
      documents.map(\.text) == [
        "Exports grew.", "Tariffs fell.", "Taxes rose.", "The senate voted.",
      ])
    #expect(documents.map(\.source.member) == ["a.txt", "b.jsonl", "b.jsonl", "../../c.txt"])
    #expect(documents.map(\.source.line) == [nil, 1, 2, nil])
    #expect(rejects.isEmpty)
  }

  @Test(arguments: [("zip", 40), ("tar", 1800)])
  func declaresADamagedArchive(kind: String, cut: Int) throws {
    let bytes = try archive(kind)
    let (_, rejects) = try tag(
      "x.\(kind)", Array(bytes[..<(bytes.count > 4000 ? cut : bytes.count - cut)]))
    #expect(rejects.map(\.code) == ["damaged-archive"])
  }

  /// A Word file is a zip, but its XML is no text to tag.
  @Test func refusesOfficeDocuments() throws {
    let script =
      "import zipfile,sys;z=zipfile.ZipFile(sys.argv[1],'w');z.writestr('[Content_Types].xml','<x/>');z.close()"
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "w.docx").path
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, path]
    try process.run()
    process.waitUntilExit()
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
    let (documents, rejects) = try tag("w.docx", bytes)
    #expect(documents.isEmpty)
    #expect(rejects.map(\.code) == ["binary"])
  }
}
