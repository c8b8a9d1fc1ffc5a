public import FourfieldCore
public import FourfieldMatching
public import FourfieldTagging
internal import FourfieldText

/// One passage with everything that there is to say of it.
public struct Examination {
  /// The document.
  public let document: Document
  /// The passage.
  public let passage: Passage
  /// Its tag.
  public let tag: Tag
  /// Its record as JSON, without a line end.
  public let record: String

  /// Examines the passages of one file or text.
  ///
  /// - Parameters:
  ///   - bytes: the content; it is read by the format that it shows.
  ///   - name: the file's name, or a name for the text.
  ///   - language: the language to take in place of the one that is found.
  ///   - isTyped: whether it is a text that somebody typed: a word or two hold no function words to tell a language by, so that it is English where
  ///     it shows none, and whatever it looks like it is no table.
  ///   - settings: what is in force.
  ///   - lexicon: the lexicon.
  ///   - model: the numbers of the classifier.
  ///   - onLoss: called with a sentence for everything that is not among the passages: what the limits cut off, or could not be read.
  /// - Returns: the passages in order, at least one.
  /// - Throws: ``RunError`` where there is no text to be read, or a file of many.
  public static func examine(
    _ bytes: [UInt8], name: String, language: Language? = nil, isTyped: Bool = false,
    settings: Settings,
    lexicon: CompiledLexicon, model: ClassifierModel = .standard,
    onLoss: (String) -> Void = { _ in }
  ) throws -> [Examination] {
    var format = settings.format ?? InputFormat.detect(path: name, head: bytes)
    if ![.text, .html, .xml].contains(format) {
      guard isTyped else {
        throw RunError(
          "\(name): found a file of \(format), expected a text, HTML or XML; tag makes records of it"
        )
      }
      format = .text
    }
    let item = SourceItem(source: ItemSource(path: name), content: .file(format), bytes: bytes)
    var found: [Examination] = []
    var failure: Rejection?
    var tagger = DocumentTagger(settings: settings, lexicon: lexicon, model: model)
    var renderer = RecordRenderer(lexicon, groups: tagger.groups, settings: settings)
    DocumentBuilder(settings: settings).build(item) { result, _ in
      switch result {
      case .failure(let rejection): failure = rejection
      case .success(let built):
        let detected = built.document.language
        built.document.language = language ?? (isTyped && detected == .other ? .english : detected)
        let tagged = tagger.passages(of: built.document)
        if tagged.isCut {
          onLoss(
            "\(name): the limits of a run cut something off; the last passage is \(tagged.passages.count)"
          )
        }
        let frame = RecordRenderer.Frame(built, offset: 0)
        var counter = OffsetCounter(settings.offsets)
        for (passage, tag) in zip(tagged.passages, tagged.tags) {
          var json = JSONWriter()
          renderer.passage(
            passage, tag: tag, of: built, frame, counter: &counter, into: &json)
          let record = String(decoding: json.bytes.dropLast(), as: UTF8.self)
          found.append(
            Examination(document: built.document, passage: passage, tag: tag, record: record))
        }
      }
    }
    if found.isEmpty { throw RunError("\(name): \(failure?.message ?? "there is no text")") }
    if let failure { onLoss("\(name): \(failure.message)") }
    return found
  }
}
