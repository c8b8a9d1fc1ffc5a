import Foundation
import TestSupport
import Testing

/// Runs under faults of the system, and of the program itself: reported or mended, never silent, and the next run makes it good.
@Suite(.serialized) struct FaultTests {
  private let folder: TemporaryFolder
  private let faults: Faults?
  private let input: String

  init() throws {
    folder = try TemporaryFolder()
    faults = try Faults(in: folder)
    let place = folder.url.appending(path: "in")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for number in 0..<6 {
      let lines = (0..<30).map {
        "{\"id\":\"d\(number)-\($0)\",\"text\":\"Exports of item \($0) grew.\"}\n"
      }
      try Data(lines.joined().utf8).write(to: place.appending(path: "f\(number).jsonl"))
    }
    input = place.path
  }

  private func files(_ out: String) throws -> [Data] {
    try ["passages.jsonl", "documents.jsonl", "rejects.jsonl", "manifest.json"].map {
      try Data(contentsOf: URL(filePath: "\(out)/\($0)"))
    }
  }

  private func baseline() throws -> [Data] {
    let out = folder.url.appending(path: "base").path
    #expect(try Program.run(["tag", input, "--out", out]).status == 0)
    return try files(out)
  }

  /// The n-th call on the output fails or is the last thing the process does.
  @Test(arguments: [
    ("write", ENOSPC, 3), ("write", EIO, 1), ("write", EINTR, 2), ("sync", EIO, 2),
    ("rename", EIO, 4), ("open", EMFILE, 5), ("write", 0, 4), ("sync", 0, 5), ("rename", 0, 2),
  ])
  func theOutputFails(call: String, code: Int32, at: Int) throws {
    guard let faults else { return }
    let expected = try baseline()
    let out = folder.url.appending(path: "out-").path
    let first = try faults.run(
      ["tag", input, "--out", out, "--threads", "2"],
      ["FAULT_CALL": call, "FAULT_PATH": "/out-", "FAULT_AT": "\(at)", "FAULT_ERRNO": "\(code)"])
    if first.status == 0 { #expect(try files(out) == expected) }
    let second = try Program.run(["tag", input, "--out", out])
    #expect(second.status == 0, "\(second.errors)")
    #expect(try files(out) == expected)
  }

  /// What cannot be read this time is declared; the next run puts it where it belongs.
  @Test(arguments: [("open", EACCES), ("open", EIO), ("read", EIO), ("read", EISDIR)])
  func anInputFails(call: String, code: Int32) throws {
    guard let faults else { return }
    let expected = try baseline()
    let out = folder.url.appending(path: "out").path
    let first = try faults.run(
      ["tag", input, "--out", out, "--threads", "2"],
      ["FAULT_CALL": call, "FAULT_PATH": "/in/f2", "FAULT_AT": "1", "FAULT_ERRNO": "\(code)"])
    if try files(out) != expected {
      #expect(first.status == 1)
      #expect(first.errors.contains("the same command tries them again"), "\(first.errors)")
      let rejects = try String(contentsOfFile: out + "/rejects.jsonl", encoding: .utf8)
      #expect(rejects.contains("f2.jsonl"))
    }
    #expect(try Program.run(["tag", input, "--out", out]).status == 0)
    #expect(try files(out) == expected)
  }

  /// No input makes the program ask for a socket.
  @Test func thereIsNoNetwork() throws {
    guard let faults else { return }
    let entity = try folder.file(
      "x.xml",
      Array(
        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'http://127.0.0.1:9/x'>]><r>&x;</r>"
          .utf8))
    let doctype = try folder.file(
      "y.xml",
      Array("<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/y.dtd'><r><p>Exports grew.</p></r>".utf8))
    let page = try folder.file(
      "z.html",
      Array(
        "<link rel=stylesheet href='http://127.0.0.1:9/'><base href='http://127.0.0.1:9/'><p>Exports grew.</p>"
          .utf8))
    let out = folder.url.appending(path: "out").path
    let result = try faults.run(
      ["tag", entity.path, doctype.path, page.path, "--out", out, "--isolation", "none"],
      ["FAULT_SOCKET": "1"])
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.contains("3 items = "), "\(result.errors)")
  }

  /// A crash or a hang costs the document that caused it.
  @Test func aCrashCostsOneDocument() throws {
    guard let faults else { return }
    let pipeline = try folder.file(
      "p.yaml",
      Array(
        "pipeline: p\nstages:\n  - ingest: {seconds: 4}\n  - tag: {lexicons: [\(Program.root.path)/Lexicons/four-field]}\n"
          .utf8))
    let out = folder.url.appending(path: "out").path
    let command = ["tag", input, "--out", out, "--threads", "2", "--pipeline", pipeline.path]
    let result = try faults.run(
      command, ["FAULT_TRAP": "{\"id\":\"d1-7\"", "FAULT_HANG": "{\"id\":\"d4-20\""])
    #expect(result.status == 1)
    #expect(result.errors.contains("180 items = 178 documents + 2 rejects"), "\(result.errors)")
    let rejects = try String(contentsOfFile: out + "/rejects.jsonl", encoding: .utf8)
    let lines = rejects.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains("f1.jsonl\",\"line\":8") == true, "\(rejects)")
    #expect(lines.first?.contains("crashed (signal 11)") == true, "\(rejects)")
    #expect(lines.last?.contains("f4.jsonl\",\"line\":21") == true, "\(rejects)")
    #expect(lines.last?.contains("took longer than the limit seconds") == true, "\(rejects)")
  }
}
