import Foundation
import TestSupport
import Testing

/// What a run promises: nothing is lost, whatever happens to it.
@Suite struct RunTests {
  private let outputs = ["passages.jsonl", "documents.jsonl", "rejects.jsonl", "manifest.json"]

  /// A corpus of several batches with ids that come again, a broken line and a page.
  private func corpus(_ folder: TemporaryFolder) throws -> String {
    let place = folder.url.appending(path: "in")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let lines = (0..<4000).map { number in
      number == 777
        ? "broken"
        : "{\"id\":\(number % 3000),\"text\":\"Exports of item \(number) grew, and the senate voted on climate change.\"}"
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: place.appending(path: "a.jsonl"))
    try Data("<p>El gobierno subió los aranceles.</p>".utf8).write(
      to: place.appending(path: "b.html"))
    return place.path
  }

  private func files(_ out: String) throws -> [Data] {
    try outputs.map { try Data(contentsOf: URL(filePath: "\(out)/\($0)")) }
  }

  /// Starts a run without waiting for it.
  private func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = Program.path
    process.arguments = arguments
    process.currentDirectoryURL = Program.root
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Killed at random moments and taken up again, a run ends in the same bytes; a reader never sees half a file.
  @Test(arguments: ["process", "none"])
  func aKilledRunGoesOn(isolation: String) throws {
    let folder = try TemporaryFolder()
    let input = try corpus(folder)
    let base = folder.url.appending(path: "base").path
    let clock = ContinuousClock()
    let began = clock.now
    #expect(try Program.run(["tag", input, "--out", base]).status == 1)
    let time = (clock.now - began) / .seconds(1)
    let expected = try files(base)
    var random = SeededGenerator(seed: 20)
    for round in 0..<4 {
      let out = folder.url.appending(path: "out\(round)").path
      let command = ["tag", input, "--out", out, "--isolation", isolation]
      for _ in 0...(round % 2) {
        let process = try start(command)
        Thread.sleep(forTimeInterval: Double.random(in: 0...time, using: &random))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        for name in outputs.prefix(3) {
          let data = FileManager.default.contents(atPath: "\(out)/\(name)")
          #expect(data.map { $0.isEmpty || $0.last == 0x0A } ?? true)
        }
      }
      let result = try Program.run(command + ["--threads", "\(round + 1)"])
      #expect(result.status == 1, "\(result.errors)")
      #expect(try files(out) == expected, "round \(round)")
    }
  }

  @Test func aFinishedRunIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    let input = try folder.file("a.txt", Array("Exports grew.".utf8)).path
    let out = folder.url.appending(path: "out").path
    #expect(try Program.run(["tag", input, "--out", out]).status == 0)
    let before = try FileManager.default.attributesOfItem(atPath: out + "/manifest.json")
    let again = try Program.run(["tag", input, "--out", out])
    #expect(again.status == 0)
    #expect(again.errors.contains("is complete already; nothing was changed"), "\(again.errors)")
    let after = try FileManager.default.attributesOfItem(atPath: out + "/manifest.json")
    #expect(before[.modificationDate] as? Date == after[.modificationDate] as? Date)
  }

  @Test(arguments: [
    (["--unit", "sentence"], "the pipeline's segmentation"),
    (["--offsets", "utf8"], "the pipeline's offsets (codepoints, now utf8)"),
  ])
  func anotherRunIsRefused(flags: [String], words: String) throws {
    let folder = try TemporaryFolder()
    let input = try folder.file("a.txt", Array("Exports grew.".utf8)).path
    let out = folder.url.appending(path: "out").path
    _ = try Program.run(["tag", input, "--out", out])
    let other = try Program.run(["tag", input, "--out", out] + flags)
    #expect(other.status == 2)
    #expect(other.errors.contains(words), "\(other.errors)")
    #expect(other.errors.contains("say --restart"))
    #expect(try Program.run(["tag", input, "--out", out, "--restart"] + flags).status == 0)
  }

  @Test func changedInputsAreRefused() throws {
    let folder = try TemporaryFolder()
    let input = try folder.file("a.txt", Array("Exports grew.".utf8)).path
    let out = folder.url.appending(path: "out").path
    _ = try Program.run(["tag", input, "--out", out])
    _ = try folder.file("a.txt", Array("Exports grew again.".utf8))
    let other = try Program.run(["tag", input, "--out", out])
    #expect(other.status == 2)
    #expect(other.errors.contains("the inputs (13 bytes, now 19)"), "\(other.errors)")
  }

  @Test func theOwnerOfAFolderIsNamed() throws {
    let folder = try TemporaryFolder()
    let input = try corpus(folder)
    let out = folder.url.appending(path: "out").path
    let owner = try start(["tag", input, "--out", out])
    while !FileManager.default.fileExists(atPath: out + "/journal.log"), owner.isRunning {
      usleep(1000)
    }
    kill(owner.processIdentifier, SIGSTOP)
    // The working process, which holds the folder, is stopped too.
    let pid = try String(contentsOfFile: out + "/.lock", encoding: .utf8).split(separator: "\n")
    let worker = try #require(pid.first.flatMap { Int32($0) })
    kill(worker, SIGSTOP)
    let second = try Program.run(["tag", input, "--out", out])
    kill(worker, SIGCONT)
    kill(owner.processIdentifier, SIGCONT)
    owner.waitUntilExit()
    #expect(second.status == 2)
    #expect(second.errors.contains("process \(worker) is writing to"), "\(second.errors)")
    #expect(owner.terminationStatus == 1)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aSignalEndsARunInGoodOrder(number: Int32) throws {
    let folder = try TemporaryFolder()
    let input = try corpus(folder)
    let out = folder.url.appending(path: "out").path
    let process = try start(["tag", input, "--out", out])
    while !FileManager.default.fileExists(atPath: out + "/journal.log"), process.isRunning {
      usleep(1000)
    }
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect([1, 128 + number, 130].contains(process.terminationStatus))
    let again = try Program.run(["tag", input, "--out", out])
    #expect(again.status == 1, "\(again.errors)")
    #expect(again.errors.contains("4001 items = 4000 documents + 1 rejects"), "\(again.errors)")
  }

  /// A signal to the whole group may end the worker before the supervisor asks it to stop.
  @Test func aWorkerThatIsGoneIsAskedToStop() throws {
    let folder = try TemporaryFolder()
    let input = try corpus(folder)
    for number in 0..<10 {
      let out = folder.url.appending(path: "out\(number)").path
      let process = try start(["tag", input, "--out", out])
      while process.isRunning, !FileManager.default.fileExists(atPath: out + "/journal.log") {
        usleep(1000)
      }
      kill(process.processIdentifier, SIGSTOP)
      if let text = try? String(contentsOfFile: out + "/.lock", encoding: .utf8),
        let worker = Int32(text.split(separator: "\n").first ?? "")
      {
        kill(worker, SIGKILL)
      }
      kill(process.processIdentifier, SIGINT)
      kill(process.processIdentifier, SIGCONT)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
    }
  }

  /// A worker that is killed again and again without a document to blame costs time, not the run.
  @Test func aKilledWorkerIsReplaced() throws {
    let folder = try TemporaryFolder()
    let input = try corpus(folder)
    let out = folder.url.appending(path: "out").path
    let process = try start(["tag", input, "--out", out])
    while process.isRunning, !FileManager.default.fileExists(atPath: out + "/journal.log") {
      usleep(1000)
    }
    if let text = try? String(contentsOfFile: out + "/.lock", encoding: .utf8),
      let worker = Int32(text.split(separator: "\n").first ?? "")
    {
      kill(worker, SIGKILL)
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    let rejects = try String(contentsOfFile: out + "/rejects.jsonl", encoding: .utf8)
    #expect(rejects.split(separator: "\n").count == 1)
  }

  @Test func filesComeFromAList() throws {
    let folder = try TemporaryFolder()
    let first = try folder.file("a b.txt", Array("Exports grew.".utf8)).path
    let second = try folder.file("c\nd.txt", Array("Tariffs fell.".utf8)).path
    let list = try folder.file("list", Array("\(first)\0\(second)\0\(first)x\0".utf8)).path
    let out = folder.url.appending(path: "out").path
    let result = try Program.run(["tag", "--files-from", list, "--out", out])
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.contains("3 items = 2 documents + 1 rejects"), "\(result.errors)")
    let lines = try folder.file("lines", Array("\(first)\r\n\(first)\n".utf8)).path
    let other = folder.url.appending(path: "other").path
    #expect(try Program.run(["tag", "--files-from", lines, "--out", other]).status == 0)
  }

  /// A name that is no UTF-8 is found again, and what is not there any more is a reject again.
  @Test func namesOfAnyBytesComeAgain() throws {
    let folder = try TemporaryFolder()
    let path = Array((folder.url.path + "/").utf8) + [0x61, 0xFF, 0x2E, 0x74, 0x78, 0x74]
    let descriptor = unsafe open(
      path.map { CChar(bitPattern: $0) } + [0], O_CREAT | O_WRONLY, 0o600)
    let text = Array("Exports grew.".utf8)
    let count = unsafe text.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    #expect(count == text.count)
    let list = try folder.file("list", path + [0] + Array("\(folder.url.path)/gone".utf8) + [0])
      .path
    let out = folder.url.appending(path: "out").path
    let result = try Program.run(["tag", "--files-from", list, "--out", out])
    #expect(result.errors.contains("2 items = 1 documents + 1 rejects"), "\(result.errors)")
    let verified = try Program.run(["verify", out])
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(verified.errors.contains("1 of 1 documents tagged again come out the same"))
    let again = try Program.run(["tag", "--retry-rejects", out])
    #expect(again.status == 1)
    #expect(again.errors.contains("1 items = 0 documents + 1 rejects"), "\(again.errors)")
  }

  /// A list may come through a pipe.
  @Test func filesComeFromAPipe() throws {
    let folder = try TemporaryFolder()
    let first = try folder.file("a.txt", Array("Exports grew.".utf8)).path
    let out = folder.url.appending(path: "out").path
    let process = Process()
    process.executableURL = Program.path
    process.arguments = ["tag", "--files-from", "-", "--out", out, "--quiet"]
    process.currentDirectoryURL = Program.root
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    try pipe.fileHandleForWriting.write(contentsOf: Array("\(first)\0".utf8))
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let documents = try String(contentsOfFile: out + "/documents.jsonl", encoding: .utf8)
    #expect(documents.contains("Exports grew."), "\(documents)")
  }

  @Test func verifiesARun() throws {
    let folder = try TemporaryFolder()
    let input = try corpus(folder)
    let out = folder.url.appending(path: "out").path
    _ = try Program.run(["tag", input, "Examples", "--out", out])
    let holds = try Program.run(["verify", out])
    #expect(holds.status == 0, "\(holds.errors)")
    #expect(
      holds.errors.contains("20 of 20 documents tagged again come out the same"), "\(holds.errors)")
    let path = out + "/passages.jsonl"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("\"index\":0", with: "\"index\":1", maxReplacements: 1)
      .write(toFile: path, atomically: true, encoding: .utf8)
    let broken = try Program.run(["verify", out])
    #expect(broken.status == 1)
    #expect(broken.errors.contains("wrong: passages.jsonl has"), "\(broken.errors)")
  }

  @Test func tagsTheRejectsAgain() throws {
    let folder = try TemporaryFolder()
    let input = try folder.file(
      "a.jsonl", Array("{\"body\":\"Exports grew.\"}\n{\"words\":\"Tariffs fell.\"}\n".utf8)
    ).path
    let out = folder.url.appending(path: "out").path
    #expect(try Program.run(["tag", input, "--out", out]).status == 1)
    let again = try Program.run(["tag", "--retry-rejects", out, "--text-field", "words"])
    #expect(again.status == 0, "\(again.errors)")
    let documents = try String(contentsOfFile: out + "-retry/documents.jsonl", encoding: .utf8)
    #expect(documents.split(separator: "\n").count == 1)
    #expect(documents.contains("Tariffs fell."))
  }
}
