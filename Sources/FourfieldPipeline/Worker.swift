internal import FourfieldCore
internal import FourfieldMatching
internal import FourfieldTagging
internal import FourfieldText

/// Turns batches into lines, one after another; each thread has one of its own.
struct Worker {
  private let settings: Settings
  private var tagger: Tagger
  private let builder: DocumentBuilder
  private let segmenter: Segmenter
  var renderer: RecordRenderer
  private let themes: [Theme]
  private let blank: Tag
  private let digest = Digest()
  private let watch: DocumentWatch

  init(
    settings: Settings, lexicon: CompiledLexicon, model: ClassifierModel,
    watch: DocumentWatch = DocumentWatch()
  ) {
    self.watch = watch
    var model = model
    model.threshold = settings.threshold
    self.settings = settings
    tagger = Tagger(lexicon, model: model, context: settings.context, overlap: settings.overlap)
    builder = DocumentBuilder(settings: settings)
    segmenter = Segmenter(settings.segmentation)
    renderer = RecordRenderer(
      lexicon, groups: tagger.scorer.groups, settings: settings)
    themes = lexicon.outline.themes
    blank = Tag(
      themes: [ThemeScore](repeating: ThemeScore(), count: themes.count), reason: .noMatch)
  }

  /// Processes a batch.
  ///
  /// - Parameters:
  ///   - batch: the items.
  ///   - emit: called with its lines and counts: once as a rule, more often where they are many. It may wait.
  mutating func process(_ batch: Batch, _ emit: (BatchResult) -> Void) {
    var output = Output(capacity: batch.bytes)
    for item in batch.items {
      Worker.forEachRecord(of: item) { process($0, &output, emit) }
    }
    watch.end()
    emit(output.take())
  }

  /// More output than this is handed on before the batch is done.
  var outputBytes = 1 << 24

  /// Hands on the first part of a batch's result where it has become large: a feed or a table may hold a million documents, a document twenty
  /// thousand passages.
  private func handOn(_ output: inout Output, _ emit: (BatchResult) -> Void) {
    guard output.count > outputBytes, watch.mayPart else { return }
    watch.pause {
      var part = output.take()
      part.isLast = false
      emit(part)
    }
  }

  /// The lines written so far.
  private struct Output {
    var passages: JSONWriter
    var documents: JSONWriter
    var rejects = JSONWriter()
    var result = BatchResult()

    var count: Int { passages.count + documents.count }

    /// The document whose line has not been written yet.
    private var open: (id: String, hash: UInt64)?
    /// How many passages belong to documents that are closed.
    private var counted = 0

    /// Notes that the lines of a document follow.
    mutating func begin(_ id: String, hash: UInt64) {
      open = (id, hash)
      result.ids.append(id)
      result.hashes.append(hash)
    }

    /// Notes that the line of the document is written.
    mutating func end() {
      close()
      result.summary.documents += 1
      open = nil
    }

    private mutating func close() {
      result.documentEnds.append(documents.count)
      result.passageCounts.append(result.passageEnds.count - counted)
      counted = result.passageEnds.count
    }

    /// What was written, which is taken away; a document that is open goes on in what follows.
    mutating func take() -> BatchResult {
      if open != nil { close() }
      var taken = BatchResult()
      swap(&taken, &result)
      taken.passages = passages.take()
      taken.documents = documents.take()
      taken.rejects = rejects.take()
      counted = 0
      if let open {
        taken.isOpen = true
        result.ids = [open.id]
        result.hashes = [open.hash]
        let earlier = taken.ids.count == 1 ? taken.continued : 0
        result.continued = earlier + (taken.passageCounts.last ?? 0)
      }
      return taken
    }

    init(capacity: Int) {
      passages = JSONWriter(capacity: 4 * capacity)
      documents = JSONWriter(capacity: 2 * capacity)
    }
  }

  /// The records of a run of lines or rows; any other item as it is.
  private static func forEachRecord(of item: SourceItem, _ body: (SourceItem) -> Void) {
    switch item.content {
    case .lines: forEachLine(of: item, body)
    case .rows(let rows): rows.forEach(of: item.bytes, body)
    default: body(item)
    }
  }

  /// Cuts a run of lines into records; blank lines are none.
  private static func forEachLine(of item: SourceItem, _ body: (SourceItem) -> Void) {
    let isPlain = Decoder.isPlain(item.bytes)
    // A copy of this thread's own: threads that count references to the same string wait for each other.
    var place = item.source
    place.path = String(decoding: Array(place.path.utf8), as: UTF8.self)
    var start = 0
    var line = place.line ?? 1
    let offset = item.range?.start ?? 0
    while start < item.bytes.count {
      let end = ByteRuns.first(0x0A, in: item.bytes.span, from: start)
      if item.bytes[start..<end].contains(where: { $0 > 0x20 }) {
        var source = place
        source.line = line
        var record = SourceItem(
          source: source, content: .record, bytes: Array(item.bytes[start..<end]),
          range: ByteRange(offset + start, offset + end))
        record.isPlain = isPlain && item.bytes[start] < 0xEF
        body(record)
      }
      line += 1
      start = end + 1
    }
  }

  /// The same, gathered.
  static func records(of item: SourceItem) -> [SourceItem] {
    var records: [SourceItem] = []
    forEachRecord(of: item) { records.append($0) }
    return records
  }

  private mutating func process(
    _ given: SourceItem, _ output: inout Output, _ emit: (BatchResult) -> Void
  ) {
    guard let item = watch.admit(given) else { return }
    // Each is written before the next is made: a feed may hold many.
    let builder = builder
    // All documents of a file share its bytes.
    var sha256: String?
    builder.build(item) { result, own in
      watch.next()
      output.result.summary.items += 1
      switch result {
      case .success(let built):
        let hex = sha256 ?? digest.hex(of: own.bytes)
        sha256 = hex
        write(built, own, sha256: hex, &output, emit)
      case .failure(let rejection):
        output.result.summary.rejects[rejection.code, default: 0] += 1
        if rejection.isPassing { output.result.fault = Fault(rejection, of: own.source) }
        rejection.write(own.source, into: &output.rejects)
      }
      handOn(&output, emit)
    }
  }

  private mutating func write(
    _ document: BuiltDocument, _ item: SourceItem, sha256: String, _ output: inout Output,
    _ emit: (BatchResult) -> Void
  ) {
    var built = document
    bound(&built)
    let before = settings.deduplication == nil ? nil : output.result.summary
    output.begin(built.document.id, hash: IDSet.hash(built.document.id, digest))
    var tagged = tagPassages(of: built.document)
    let frame = RecordRenderer.Frame(
      built, offset: (item.range?.start ?? 0) + built.mapStart)
    // A document of one passage is scored like it, but labelled without neighbours, of which it has none.
    let whole =
      tagged.tags.count == 1
      ? tagged.tags[0] : tagger.tag(passages: tagged.tags, words: tagged.words)
    var counter = OffsetCounter(settings.offsets)
    for (index, passage) in tagged.passages.enumerated() {
      count(tagged.tags[index], passage.language, &output.result.summary)
      renderer.passage(
        passage, tag: tagged.tags[index], of: built, frame, counter: &counter,
        into: &output.passages)
      output.result.passageEnds.append(output.passages.count)
      // What was written is needed no more.
      tagged.tags[index].matches = []
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
  private func bound(_ built: inout BuiltDocument) {
    let id = Array(built.document.id.utf8)
    guard id.count > Worker.idBytes else { return }
    built.isDegraded = true
    built.document.id = Worker.prefix(id) + "~" + digest.hex(of: id).prefix(16)
  }

  /// The first bytes, as many as an id may have, up to the end of a character.
  private static func prefix(_ utf8: [UInt8]) -> String {
    var end = idBytes
    while end > 0, utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: utf8[..<end], as: UTF8.self)
  }

  /// The most bytes of an id, and of a heading in the trail above a passage.
  private static let idBytes = 1024

  /// Notes what is needed to drop a document that repeats another.
  private func note(
    _ document: Document, _ item: SourceItem, since before: RunSummary, _ output: inout Output
  ) {
    let signature = DocumentSignature(
      document.text, digest: digest.hex(of: document.text),
      isNear: settings.deduplication?.near != nil)
    output.result.parts.append(
      Part(
        signature: signature, source: item.source, summary: output.result.summary.since(before),
        rejects: output.rejects.count))
  }

  /// The passages of a document.
  struct Tagged {
    var passages: [Passage] = []
    /// One for each passage.
    var tags: [Tag] = []
    /// The number of words of all passages.
    var words = 0
    /// Whether there were more passages, or one was too long, than the limits allow.
    var isCut = false
  }

  /// The passages of a document with their tags, and the number of its words.
  mutating func tagPassages(of document: Document) -> Tagged {
    var tagged = Tagged()
    var passages = segmenter.passages(of: document)
    if passages.contains(where: { $0.range.count > settings.limits.windowBytes }) {
      passages = passages.flatMap { cut($0, document.text) }
      for index in passages.indices { passages[index].index = index }
      tagged.isCut = true
    }
    if passages.count > settings.limits.passages {
      passages.removeLast(passages.count - settings.limits.passages)
      tagged.isCut = true
    }
    for index in passages.indices
    where passages[index].section.contains(where: { $0.utf8.count > Worker.idBytes }) {
      passages[index].section = passages[index].section.map {
        $0.utf8.count > Worker.idBytes ? Worker.prefix(Array($0.utf8)) + "…" : $0
      }
    }
    tagged.tags.reserveCapacity(passages.count)
    for passage in passages {
      let (matches, count) = tagger.scan(
        document.text.span.extracting(passage.range.indices), language: passage.language)
      tagged.words += count
      if !settings.languages.contains(passage.language) {
        tagged.tags.append(leftOut(.otherLanguage))
      } else if count < settings.minWords {
        tagged.tags.append(leftOut(.tooShort))
      } else {
        tagged.tags.append(tagger.score(matches, words: count))
      }
    }
    tagger.label(&tagged.tags)
    tagged.passages = passages
    return tagged
  }

  /// The parts of a passage that is longer than a window: a scan takes many times the room of what it scans.
  private func cut(_ passage: Passage, _ text: [UInt8]) -> [Passage] {
    var parts: [Passage] = []
    var range = passage.range
    while !range.isEmpty {
      var end = range.end
      if range.count > settings.limits.windowBytes {
        let window = Array(text[range.start...(range.start + settings.limits.windowBytes)])
        end =
          range.start
          + TextWindow.end(of: window, size: settings.limits.windowBytes, encoding: "UTF-8")
      }
      var part = passage
      part.range = ByteRange(range.start, end)
      while part.range.end > range.start, text[part.range.end - 1] <= 0x20 {
        part.range.end -= 1
      }
      if !part.range.isEmpty { parts.append(part) }
      range = ByteRange(end, range.end)
    }
    return parts
  }

  private func leftOut(_ reason: Reason) -> Tag {
    var tag = blank
    tag.reason = reason
    return tag
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
