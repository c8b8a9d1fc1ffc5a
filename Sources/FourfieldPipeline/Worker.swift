internal import FourfieldCore
internal import FourfieldMatching
internal import FourfieldTagging
internal import FourfieldText

/// Turns items into lines, one after another; each thread has one of its own.
struct Worker {
  /// What became of an item.
  enum Outcome: Sendable {
    case rejected(code: String, line: [UInt8])
    case written(Written)
  }

  /// The lines of a document and what the summary counts of it.
  struct Written: Sendable {
    var id: String
    var passages: [UInt8] = []
    var document: [UInt8] = []
    var passageCount = 0
    var matches = 0
    /// Labels by theme, then language code.
    var labels: [String: [String: Int]] = [:]
  }

  private let settings: Settings
  private var tagger: Tagger
  private let builder: DocumentBuilder
  private let segmenter: Segmenter
  private let renderer: RecordRenderer

  init(settings: Settings, lexicon: CompiledLexicon, model: ClassifierModel) {
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

  /// Processes one item.
  ///
  /// - Parameters:
  ///   - item: the item.
  ///   - id: the id to write in place of the document's own, where that is taken.
  /// - Returns: its lines, or its reject.
  mutating func process(_ item: SourceItem, id: String? = nil) -> Outcome {
    var built: BuiltDocument
    do {
      built = try builder.build(item)
    } catch {
      let rejection =
        error as? Rejection
        ?? Rejection(stage: "ingest", code: "unreadable", message: "\(error)")
      return .rejected(
        code: rejection.code, line: rejection.record(path: item.path, line: item.line))
    }
    if let id { built.document.id = id }
    let (passages, tags, words) = tagPassages(of: built.document)
    var written = Written(id: built.document.id)
    var points = CodePointCounter()
    for (passage, tag) in zip(passages, tags) {
      count(tag, passage.language, &written)
      written.passages += renderer.passage(
        passage, tag: tag, of: built, item: item, points: &points)
    }
    let whole = tagger.tag(tags.flatMap(\.matches), words: words)
    written.document = renderer.document(
      built, item: item, sha256: Digest.hex(item.bytes), words: words, passages: passages.count,
      tag: whole)
    return .written(written)
  }

  /// The passages of a document with their tags, and the number of its words.
  mutating func tagPassages(
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

  private func count(_ tag: Tag, _ language: Language, _ written: inout Written) {
    written.passageCount += 1
    for label in tag.labels {
      let theme = tagger.compiled.lexicon.themes[label].id
      written.labels[theme, default: [:]][language.code, default: 0] += 1
    }
    for (theme, score) in zip(tagger.compiled.lexicon.themes, tag.themes) where theme.isReported {
      written.matches += score.count
    }
  }
}
