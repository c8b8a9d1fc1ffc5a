public import FourfieldCore
public import FourfieldMatching
public import FourfieldTagging
internal import FourfieldText

/// Tags documents that are in memory already, one after another.
///
/// - Note: Not thread-safe (it keeps buffers and what it has learnt of words): one per task.
public struct DocumentTagger {
  private let settings: Settings
  private let segmenter: Segmenter
  private var tagger: Tagger
  private let blank: Tag

  /// Creates a tagger.
  ///
  /// - Complexity: O(*n*) in the entries of the lexicon: make one and use it often.
  public init(settings: Settings, lexicon: CompiledLexicon, model: ClassifierModel = .standard) {
    var model = model
    model.threshold = settings.threshold
    self.settings = settings
    segmenter = Segmenter(settings.segmentation)
    tagger = Tagger(lexicon, model: model, context: settings.context, overlap: settings.overlap)
    let themes = [ThemeScore](repeating: ThemeScore(), count: lexicon.outline.themes.count)
    blank = Tag(themes: themes, reason: .noMatch)
  }

  /// The names of all groups, as ``GroupScore/group`` counts them.
  var groups: [String] { tagger.scorer.groups }

  /// The passages of a document with their tags, the number of their words, and whether the limits of the settings cut something off:
  /// passages or matches that were too many, or the end of a passage that was too long.
  public mutating func tag(
    _ document: Document
  ) -> (passages: [Passage], tags: [Tag], words: Int, isCut: Bool) {
    let tagged = passages(of: document)
    return (tagged.passages, tagged.tags, tagged.words, tagged.isCut)
  }

  /// The tag of a whole document.
  ///
  /// A document of one passage is scored like it, but labelled without neighbours, of which it has none.
  mutating func whole(of tagged: Tagged) -> Tag {
    tagged.tags.count == 1
      ? tagged.tags[0] : tagger.tag(passages: tagged.tags, words: tagged.words)
  }

  /// The passages of a document.
  struct Tagged {
    var passages: [Passage] = []
    /// One for each passage.
    var tags: [Tag] = []
    /// The number of words of all passages.
    var words = 0
    /// Whether there were more passages or matches, or a passage was longer, than the limits allow.
    var isCut = false
  }

  /// The passages of a document with their tags, and the number of its words.
  mutating func passages(of document: Document) -> Tagged {
    var tagged = Tagged()
    tagged.passages = segmented(document, isCut: &tagged.isCut)
    tagged.tags.reserveCapacity(tagged.passages.count)
    var room = settings.limits.matches
    for index in tagged.passages.indices {
      var found = scan(
        tagged.passages[index].range, tagged.passages[index].language, of: document, room: &room)
      let isTooMuch = room < 0
      if isTooMuch {
        tagged.isCut = true
        guard let part = part(of: &tagged.passages[index], found, of: document) else { break }
        found = part
      }
      tagged.words += found.words
      tagged.tags.append(
        found.reason.map(leftOut) ?? tagger.score(found.matches, words: found.words))
      if isTooMuch { break }
    }
    tagged.passages.removeLast(tagged.passages.count - tagged.tags.count)
    tagger.label(&tagged.tags)
    return tagged
  }

  /// The passages of a document, as many as the limits allow.
  private func segmented(_ whole: Document, isCut: inout Bool) -> [Passage] {
    guard let beginning = beginning(of: whole) else { return cut(whole, isCut: &isCut) }
    isCut = true
    return cut(beginning, isCut: &isCut)
  }

  private func cut(_ document: Document, isCut: inout Bool) -> [Passage] {
    var passages = segmenter.passages(of: document)
    if passages.contains(where: { $0.range.count > settings.limits.windowBytes }) {
      passages = passages.flatMap { cut($0, document.text) }
      for index in passages.indices { passages[index].index = index }
      isCut = true
    }
    if passages.count > settings.limits.passages {
      passages.removeLast(passages.count - settings.limits.passages)
      isCut = true
    }
    if let end = endOfRoom(passages, document) {
      passages.removeLast(passages.count - end)
      isCut = true
    }
    for index in passages.indices
    where passages[index].section.contains(where: { $0.utf8.count > BoundedName.bytes }) {
      passages[index].section = passages[index].section.map {
        $0.utf8.count > BoundedName.bytes ? BoundedName.prefix(Array($0.utf8)) + "…" : $0
      }
    }
    return passages
  }

  /// As much of a page as may come into passages, and more: the rest of it need not be cut into any. Nil where that is all of it.
  private func beginning(of document: Document) -> Document? {
    var end = settings.limits.pageTextBytes + 2 * settings.limits.windowBytes
    guard document.text.count > end, isPage(document) else { return nil }
    while document.text[end] & 0xC0 == 0x80 { end -= 1 }
    var beginning = document
    beginning.text = Array(document.text[..<end])
    beginning.blocks = document.blocks.filter { $0.range.start < end }
    for index in beginning.blocks.indices {
      beginning.blocks[index].range.end = min(end, beginning.blocks[index].range.end)
    }
    return beginning
  }

  private func isPage(_ document: Document) -> Bool {
    document.blocks.contains { $0.nodePath != nil }
  }

  /// The passage of a page behind those that hold as much as the limits allow; nil where there is none.
  private func endOfRoom(_ passages: [Passage], _ document: Document) -> Int? {
    guard isPage(document) else { return nil }
    var room = settings.limits.pageTextBytes
    return passages.firstIndex { passage in
      if room <= 0 { return true }
      room -= passage.range.count
      return false
    }
  }

  /// What was found in a passage.
  private struct Found {
    /// None where it is left out.
    var matches: [Match]
    var words: Int
    /// Where the first match begins that there was no room for.
    var end: Int?
    /// Why it is left out, if it is.
    var reason: Reason?
  }

  private mutating func scan(
    _ range: ByteRange, _ language: Language, of document: Document, room: inout Int
  ) -> Found {
    let before = room
    let (matches, words, end) = tagger.scan(
      document.text.span.extracting(range.indices), language: language, room: &room)
    let reason: Reason? =
      !settings.languages.contains(language)
      ? .otherLanguage : words < settings.minWords ? .tooShort : nil
    guard let reason else { return Found(matches: matches, words: words, end: end) }
    // What is left out takes no room.
    room = before
    return Found(matches: [], words: words, reason: reason)
  }

  /// Cuts a passage off behind the last match that ends before one begins that there was no room for, and scans it anew; nil where there is none.
  ///
  /// A passage is what its scores are made of: it ends where the matches end that count, and has no others.
  private mutating func part(
    of passage: inout Passage, _ found: Found, of document: Document
  ) -> Found? {
    let ends = found.matches.map(\.range.end).filter { $0 <= found.end ?? .max }
    guard let end = ends.max() else { return nil }
    passage.range.end = passage.range.start + end
    // Without what stood behind them, matches may count that were ruled out there: some more than there was room for.
    var room = Int.max
    return scan(passage.range, passage.language, of: document, room: &room)
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
}
