internal import Foundation

/// Holds a finished run against itself and against its sources.
///
/// The digests of its files are computed again and its sums added up; a sample of its documents is tagged again from where they came.
public struct Verification {
  /// What was looked at, a sentence each.
  public private(set) var findings: [String] = []
  /// What is wrong, a sentence each; empty for a run that holds.
  public private(set) var problems: [String] = []

  private let folder: RunFolder
  private var documents = 0
  private var sample: [Sampled] = []

  /// A document that is tagged again.
  private struct Sampled {
    let id: String
    let source: ItemSource
    let line: [UInt8]
  }

  /// Checks the files of a run.
  ///
  /// - Parameters:
  ///   - folder: the run.
  ///   - sample: how many documents are to be tagged again by ``replay(_:)``.
  /// - Throws: ``RunError`` where a file cannot be read.
  public init(_ folder: RunFolder, sample: Int) throws {
    self.folder = folder
    let manifest = try folder.manifest()
    var (passages, counted, rejects) = (0, 0, 0)
    let step = max(1, manifest.inputs.documents / max(1, sample))
    var results: [OutputFile: (bytes: Int, sha256: String)] = [:]
    results[.passages] = try folder.lines(of: .passages) { _ in passages += 1 }
    results[.documents] = try folder.lines(of: .documents) { line in
      let record = try RecordLine(line)
      counted += record.int("passages") ?? 0
      if documents >= self.sample.count * step, self.sample.count < sample { try choose(record) }
      documents += 1
    }
    results[.rejects] = try folder.lines(of: .rejects) { _ in rejects += 1 }
    compare(manifest, results)
    let inputs = manifest.inputs
    expect(documents, inputs.documents, "documents in documents.jsonl")
    expect(rejects, inputs.rejects + inputs.dropped, "lines in rejects.jsonl")
    expect(passages, counted, "passages in passages.jsonl")
    expect(
      inputs.documents + inputs.rejects + inputs.dropped, inputs.items,
      "items as documents, rejects and dropped documents together")
  }

  private mutating func choose(_ record: RecordLine) throws {
    guard let id = record.string("id") else { throw RunError("found a document without an id") }
    let source = try record.source()
    // One that got a suffix gets none where it stands alone; standard input is gone.
    let isRenamed =
      id.split(separator: "~").count > 1 && Int(id.split(separator: "~").last ?? "") != nil
    if source.path != "-", !isRenamed {
      sample.append(Sampled(id: id, source: source, line: record.bytes))
    }
  }

  private mutating func compare(
    _ manifest: ManifestFacts, _ results: [OutputFile: (bytes: Int, sha256: String)]
  ) {
    for output in manifest.outputs {
      guard let result = results.first(where: { $0.key.name == output.name })?.value else {
        problems.append("the manifest names \(output.name), which is no file of a run")
        continue
      }
      if result.bytes == output.bytes, result.sha256 == output.sha256 {
        findings.append(
          "\(output.name): \(output.bytes) bytes, sha256 \(output.sha256.prefix(12))…")
      } else {
        problems.append(
          "\(output.name) has \(result.bytes) bytes and sha256 \(result.sha256.prefix(12))…, expected \(output.bytes) and \(output.sha256.prefix(12))…"
        )
      }
    }
  }

  private mutating func expect(_ found: Int, _ expected: Int, _ words: String) {
    if found == expected {
      findings.append("\(found) \(words)")
    } else {
      problems.append("found \(found) \(words), expected \(expected)")
    }
  }

  /// The command that made the run, with its working folder; nil where the journal does not tell.
  public var command: (arguments: [String], folder: String)? {
    guard let print = fingerprint, let arguments = print.command, let path = print.folder
    else { return nil }
    return (arguments, path)
  }

  private var fingerprint: Fingerprint? {
    JournalState(Journal.read(folder: folder.path)).fingerprint
  }

  /// Tags the sample again and compares the records.
  ///
  /// - Parameter run: a run with the settings and lexicons of the one that is verified.
  /// - Throws: ``RunError`` where the sample cannot be tagged.
  public mutating func replay(_ run: Run) throws {
    if let earlier = fingerprint {
      let changes = run.fingerprint(of: earlier.inputs).changes(since: earlier)
      guard changes.isEmpty else {
        problems.append(
          "the sample was not tagged again: changed is \(changes.joined(separator: ", "))")
        return
      }
    }
    let temporary = FileManager.default.temporaryDirectory
      .appending(path: "fourfield-verify-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    let selection = Selection(sample.map(\.source))
    problems += selection.missing.map { "\($0) is no longer there" }
    guard selection.missing.count < selection.paths.count else { return }
    run.selection = selection
    _ = try run.tag([], into: temporary)
    try compare(try RunFolder(temporary))
  }

  private mutating func compare(_ again: RunFolder) throws {
    var (lines, passages) = ([String: [UInt8]](), [String: [[UInt8]]]())
    try again.lines(of: .documents) { line in
      let record = try RecordLine(line)
      lines[record.string("id") ?? ""] = record.bytes
    }
    let ids = Set(sample.map(\.id))
    func gather(_ folder: RunFolder) throws -> [String: [[UInt8]]] {
      var found: [String: [[UInt8]]] = [:]
      try folder.lines(of: .passages) { line in
        let record = try RecordLine(line)
        let id = record.string("document") ?? ""
        if ids.contains(id) { found[id, default: []].append(record.bytes) }
      }
      return found
    }
    passages = try gather(folder)
    let others = try gather(again)
    var same = 0
    for document in sample {
      if lines[document.id] == document.line, others[document.id] == passages[document.id] {
        same += 1
      } else {
        problems.append("\(document.id) comes out otherwise when it is tagged again")
      }
    }
    findings.append("\(same) of \(sample.count) documents tagged again come out the same")
  }
}
