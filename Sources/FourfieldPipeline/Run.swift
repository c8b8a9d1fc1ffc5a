internal import Foundation
public import FourfieldCore
public import FourfieldMatching
public import FourfieldTagging
internal import FourfieldText

/// Tags the files of one run and writes the four output files.
///
/// Output order is input order. A document that cannot be read becomes a line of `rejects.jsonl` and the run goes on; items read =
/// documents + rejects.
public struct Run {
  private let settings: Settings
  private var tagger: Tagger
  private let builder: DocumentBuilder
  private let segmenter: Segmenter
  private let renderer: RecordRenderer
  private var seen: Set<String> = []
  /// What was done so far.
  public private(set) var summary = RunSummary()

  /// Creates a run.
  public init(
    settings: Settings, lexicon: CompiledLexicon, model: ClassifierModel = .standard
  ) {
    var model = model
    model.threshold = settings.threshold
    self.settings = settings
    tagger = Tagger(lexicon, model: model, context: settings.context)
    builder = DocumentBuilder(settings: settings)
    segmenter = Segmenter(settings.segmentation)
    renderer = RecordRenderer(
      lexicon: lexicon.lexicon, writesMatches: settings.writesMatches,
      writesText: settings.writesText)
  }

  /// Tags files and folders into a folder.
  ///
  /// - Parameters:
  ///   - inputs: files and folders.
  ///   - output: the folder; made if it is not there.
  ///   - overwrites: whether a folder that holds something may be written to.
  /// - Throws: ``RunError`` when there is nothing to read or the output cannot be written.
  public mutating func tag(_ inputs: [String], into output: String, overwrites: Bool) throws {
    try tag(try InputFiles.find(inputs), sink: try OutputFolder(output, overwrites: overwrites))
  }

  /// Tags files and standard input (`-`) to standard output: one passage a line, as soon as its document is done.
  ///
  /// A reader that closes the pipe ends the run without an error.
  ///
  /// - Throws: ``RunError`` when there is nothing to read.
  public mutating func tagToStandardOutput(_ inputs: [String]) throws {
    do {
      try tag(try InputFiles.find(inputs), sink: StandardOutput())
    } catch is StandardOutput.Closed {}
  }

  private mutating func tag(_ files: [String], sink: some Sink) throws {
    for file in files {
      do {
        try InputFiles.items(of: file) { item in try self.process(item, sink) }
      } catch let rejection as Rejection {
        try reject(rejection, path: file, line: nil, sink)
      }
    }
    try sink.finish(
      manifest: Manifest(settings: settings, lexicon: tagger.compiled.lexicon, summary: summary))
  }

  private mutating func reject(
    _ rejection: Rejection, path: String, line: Int?, _ sink: some Sink
  ) throws {
    summary.items += 1
    summary.rejects[rejection.code, default: 0] += 1
    try sink.write(rejection.record(path: path, line: line), to: .rejects)
  }

  private mutating func process(_ item: SourceItem, _ sink: some Sink) throws {
    summary.bytes += item.bytes.count
    var built: BuiltDocument
    do {
      built = try builder.build(item)
    } catch let rejection as Rejection {
      return try reject(rejection, path: item.path, line: item.line, sink)
    }
    summary.items += 1
    summary.documents += 1
    makeUnique(&built.document.id)
    let (passages, tags, words) = tagPassages(of: built.document)
    var points = CodePointCounter()
    for (passage, tag) in zip(passages, tags) {
      count(tag, passage.language)
      try sink.write(
        renderer.passage(passage, tag: tag, of: built, item: item, points: &points), to: .passages)
    }
    let whole = tagger.tag(tags.flatMap(\.matches), words: words)
    try sink.write(
      renderer.document(
        built, item: item, sha256: Digest.hex(item.bytes), words: words, passages: passages.count,
        tag: whole), to: .documents)
  }

  private mutating func makeUnique(_ id: inout String) {
    guard !seen.insert(id).inserted else { return }
    summary.repeatedIDs += 1
    let base = id
    var number = 2
    repeat {
      id = "\(base)~\(number)"
      number += 1
    } while !seen.insert(id).inserted
  }

  /// The passages of a document with their tags, and the number of its words.
  public mutating func tagPassages(
    of document: Document
  ) -> (passages: [Passage], tags: [Tag], words: Int) {
    let passages = segmenter.passages(of: document)
    var tags: [Tag] = []
    var words = 0
    for passage in passages {
      let bytes = Array(document.text[passage.range.indices])
      let (matches, count) = tagger.scan(bytes.span, language: passage.language)
      words += count
      if !settings.languages.contains(passage.language) {
        tags.append(leftOut(.otherLanguage))
      } else if count < settings.minWords {
        tags.append(leftOut(.tooShort))
      } else {
        tags.append(tagger.score(matches, words: count))
      }
    }
    tagger.label(&tags)
    return (passages, tags, words)
  }

  private func leftOut(_ reason: Reason) -> Tag {
    let themes = [ThemeScore](
      repeating: ThemeScore(), count: tagger.compiled.lexicon.themes.count)
    return Tag(themes: themes, reason: reason)
  }

  private mutating func count(_ tag: Tag, _ language: Language) {
    summary.passages += 1
    for label in tag.labels {
      let theme = tagger.compiled.lexicon.themes[label].id
      summary.labels[theme, default: [:]][language.code, default: 0] += 1
    }
    for (theme, score) in zip(tagger.compiled.lexicon.themes, tag.themes) where theme.isReported {
      summary.matches += score.count
    }
  }
}
