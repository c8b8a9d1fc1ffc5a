internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldText
internal import Foundation
internal import Synchronization

/// Only the stage `extract`: documents as text with metadata, without passages, without tags.
///
/// Output order is input order for any number of threads; what cannot be read is reported and the rest goes on.
public struct Extraction {
  /// How a document is written.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// One JSON object a line: `id`, `url`, `title`, `date`, `authors`, `site`, `language`, `text` and what else is known.
    case jsonl
    /// Markdown with the metadata in front; documents are set apart by a line of their own.
    case markdown
    /// The blocks of pages with the numbers that they are judged by: what the model is fitted to.
    case features
  }

  /// What was read and what was not.
  public struct Summary: Hashable, Sendable {
    /// Documents written.
    public var documents = 0
    /// Items that became none, each with its file and the reason.
    public var rejects: [String] = []
  }

  private let settings: Settings
  private let format: Format
  private let threads: Int
  private let model: PageModel
  /// What begins the threads.
  var startThread: BackgroundThread.Start = BackgroundThread.start

  /// Creates an extraction that judges blocks by the model of the program, or by that of a file of `Tools/fit-content-model.py`.
  ///
  /// - Throws: ``RunError`` when the file cannot be read or holds no model.
  public init(settings: Settings, format: Format, threads: Int = 1, model: String? = nil) throws {
    self.settings = settings
    self.format = format
    self.threads = max(1, threads)
    self.model = try model.map(Extraction.model) ?? .fitted
  }

  private static func model(_ path: String) throws -> PageModel {
    guard let json = FileManager.default.contents(atPath: path) else {
      throw RunError("\(path): the file cannot be read")
    }
    guard let model = try? JSONDecoder().decode(PageModel.self, from: json) else {
      throw RunError(
        "\(path): found no content model, expected the JSON that Tools/fit-content-model.py writes")
    }
    return model
  }

  /// Reads files and hands on what is to be written, in order.
  ///
  /// - Parameters:
  ///   - inputs: files, folders, patterns, `-`.
  ///   - write: called with the bytes of one or more documents.
  /// - Returns: what was read and what was not.
  /// - Throws: ``RunError`` when there is nothing to read, and what `write` throws.
  public func run(_ inputs: [String], _ write: ([UInt8]) throws -> Void) throws -> Summary {
    var summary = Summary()
    var batch = Batch()
    let reader = InputReader(format: settings.format, limits: settings.limits) { _ in }
    let list = try InputList(inputs)
    _ = try list.inventory()
    try list.forEach { file in
      do {
        try reader.items(of: file) { item in
          batch.append(item)
          if batch.bytes >= threads << 20 { try flush(&batch, &summary, write) }
        }
      } catch let rejection as Rejection {
        batch.append(
          SourceItem(source: ItemSource(path: file.name), content: .rejected(rejection), bytes: []))
      }
    }
    try flush(&batch, &summary, write)
    return summary
  }

  /// Reads files and writes their documents to stdout, in order.
  ///
  /// Where the reader at the other end of a pipe goes, that is the end and no error.
  ///
  /// - Parameter inputs: files, folders, patterns, `-`.
  /// - Returns: what was read and what was not; nothing where the reader has gone.
  /// - Throws: ``RunError`` when there is nothing to read or stdout cannot be written to.
  public func writeToStandardOutput(_ inputs: [String]) throws -> Summary {
    let output = StandardOutput()
    do {
      return try run(inputs) { try output.write($0, to: .passages) }
    } catch is StandardOutput.Closed {
      return Summary()
    }
  }

  /// What became of one item.
  private struct Outcome: Sendable {
    var bytes: [UInt8] = []
    var documents = 0
    var rejects: [String] = []
  }

  private func flush(
    _ batch: inout Batch, _ summary: inout Summary, _ write: ([UInt8]) throws -> Void
  ) throws {
    let items = batch.items
    batch = Batch()
    let outcomes = Mutex([Outcome](repeating: Outcome(), count: items.count))
    let (builder, format) = (DocumentBuilder(settings: settings, model: model), format)
    BackgroundThread.perform(items.count, on: threads, startThread) { index in
      let outcome = Extraction.extract(items[index], builder, format)
      outcomes.withLock { $0[index] = outcome }
    }
    for outcome in outcomes.withLock({ $0 }) {
      summary.documents += outcome.documents
      summary.rejects += outcome.rejects
      if !outcome.bytes.isEmpty { try write(outcome.bytes) }
    }
  }

  private static func extract(
    _ item: SourceItem, _ builder: DocumentBuilder, _ format: Format
  ) -> Outcome {
    var outcome = Outcome()
    if format == .features, case .file = item.content {
      outcome.bytes = features(item)
      outcome.documents = 1
      return outcome
    }
    for record in item.records {
      builder.build(record) { result, own in
        switch result {
        case .success(let built):
          outcome.documents += 1
          let writer = ExtractionWriter(built: built)
          outcome.bytes += format == .jsonl ? writer.line() : writer.markdown()
        case .failure(let rejection):
          outcome.rejects.append("\(own.source.id): \(rejection.message)")
        }
      }
    }
    return outcome
  }

  private static func features(_ item: SourceItem) -> [UInt8] {
    let decoded = Decoder.decode(
      item.bytes, declared: HTMLReader.declaredCharset(item.bytes))
    var json = JSONWriter()
    json.open("{")
    json.key("id")
    json.string(item.source.id)
    json.key("blocks")
    json.open("[")
    for block in HTMLReader.judgedBlocks(decoded.utf8) {
      json.open("{")
      json.key("text")
      json.string(block.text)
      json.key("features")
      json.open("[")
      for value in block.features { json.number(Double(value)) }
      json.close("]")
      json.key("containers")
      json.open("[")
      for container in block.containers { json.int(container) }
      json.close("]")
      json.key("twin")
      json.int(block.twin)
      json.close("}")
    }
    json.close("]")
    json.close("}")
    return json.line()
  }
}
