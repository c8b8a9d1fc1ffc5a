internal import FourfieldCore
internal import FourfieldMatching
internal import FourfieldTagging
internal import FourfieldText

/// Turns batches into lines, one after another; each thread has one of its own.
struct Worker {
  private let settings: Settings
  private var tagger: DocumentTagger
  private let builder: DocumentBuilder
  private var renderer: RecordRenderer
  private let themes: [Theme]
  private let digest = Digest()
  private let watch: DocumentWatch
  /// The most lines, in bytes, that the batch before gave at a time: those of the next are about as long.
  private var lastOutput = WorkerOutput.Size()

  init(
    settings: Settings, lexicon: CompiledLexicon, model: ClassifierModel,
    watch: DocumentWatch = DocumentWatch()
  ) {
    self.watch = watch
    self.settings = settings
    tagger = DocumentTagger(settings: settings, lexicon: lexicon, model: model)
    builder = DocumentBuilder(settings: settings)
    renderer = RecordRenderer(lexicon, groups: tagger.groups, settings: settings)
    themes = lexicon.outline.themes
  }

  /// Processes a batch.
  ///
  /// - Parameters:
  ///   - batch: the items.
  ///   - emit: called with its lines and counts: once as a rule, more often where they are many. It may wait.
  mutating func process(_ batch: Batch, _ emit: (BatchResult) -> Void) {
    var output = WorkerOutput(capacity: batch.bytes, like: lastOutput)
    defer { lastOutput = output.largest }
    for item in batch.items {
      item.forEachRecord { process($0, &output, emit) }
    }
    watch.end()
    emit(output.take())
  }

  /// More output than this is handed on before the batch is done.
  var outputBytes = 1 << 24

  /// Hands on the first part of a batch's result where it has become large: a feed or a table may hold a million documents, a document twenty
  /// thousand passages.
  private func handOn(_ output: inout WorkerOutput, _ emit: (BatchResult) -> Void) {
    guard output.count > outputBytes, watch.mayPart else { return }
    watch.pause {
      var part = output.take()
      part.isLast = false
      emit(part)
    }
  }

  private mutating func process(
    _ given: SourceItem, _ output: inout WorkerOutput, _ emit: (BatchResult) -> Void
  ) {
    guard watch.admit(given.source) else { return }
    // Each is written before the next is made: a feed may hold many.
    let builder = builder
    // All documents of a file share its bytes.
    var sha256: InlineArray<32, UInt8>?
    builder.build(watch.refused(given) ?? given) { result, own in
      watch.next()
      output.result.summary.items += 1
      switch result {
      case .success(let built):
        let value = sha256 ?? digest.value(of: own.bytes)
        sha256 = value
        write(built, own, sha256: value, &output, emit)
      case .failure(let rejection):
        output.result.summary.rejects[rejection.code, default: 0] += 1
        if rejection.isPassing { output.result.fault = Fault(rejection, of: own.source) }
        rejection.write(own.source, into: &output.rejects)
      }
      handOn(&output, emit)
    }
  }

  private mutating func write(
    _ built: BuiltDocument, _ item: SourceItem, sha256: InlineArray<32, UInt8>,
    _ output: inout WorkerOutput, _ emit: (BatchResult) -> Void
  ) {
    bound(built)
    let before = settings.deduplication == nil ? nil : output.result.summary
    output.begin(built.document.id, hash: IDSet.hash(built.document.id, digest))
    var tagged = tagger.passages(of: built.document)
    let frame = RecordRenderer.Frame(
      built, offset: (item.range?.start ?? 0) + built.mapStart)
    let whole = tagger.whole(of: tagged)
    var counter = OffsetCounter(settings.offsets)
    for index in tagged.passages.indices {
      // What was written is needed no more: it is taken out and not copied.
      var tag = Tag(themes: [], reason: .noMatch)
      swap(&tag, &tagged.tags[index])
      let passage = tagged.passages[index]
      count(tag, passage.language, &output.result.summary)
      renderer.passage(
        passage, tag: tag, of: built, frame, counter: &counter, into: &output.passages)
      output.result.passageEnds.append(output.passages.count)
      if before == nil { handOn(&output, emit) }
    }
    renderer.document(
      built, frame, item: item,
      RecordRenderer.Facts(
        sha256: sha256, words: tagged.words, passages: tagged.passages.count,
        isDegraded: built.isDegraded || tagged.isCut),
      tag: whole, into: &output.documents)
    output.end()
    if let before { note(built.document, item, since: before, &output) }
  }

  /// Keeps an id short that every passage is to repeat.
  private func bound(_ built: BuiltDocument) {
    guard built.document.id.utf8.count > BoundedName.bytes else { return }
    let id = Array(built.document.id.utf8)
    built.isDegraded = true
    built.document.id = BoundedName.prefix(id) + "~" + digest.hex(of: id).prefix(16)
  }

  /// Notes what is needed to drop a document that repeats another.
  private func note(
    _ document: Document, _ item: SourceItem, since before: RunSummary, _ output: inout WorkerOutput
  ) {
    let signature = DocumentSignature(
      document.text, digest: digest.hex(of: document.text),
      isNear: settings.deduplication?.near != nil)
    output.result.parts.append(
      Part(
        signature: signature, source: item.source, summary: output.result.summary.since(before),
        rejects: output.rejects.count))
  }

  private func count(_ tag: Tag, _ language: Language, _ summary: inout RunSummary) {
    summary.passages += 1
    for label in tag.labels {
      summary.labels[themes[label].id, default: [:]][language.code, default: 0] += 1
    }
    for index in themes.indices where themes[index].isReported {
      summary.matches += tag.themes[index].count
    }
  }
}
