public import FourfieldCore

/// Cuts documents into passages.
public struct Segmenter: Sendable {
  /// How it cuts.
  public let segmentation: Segmentation

  /// Creates a segmenter.
  public init(_ segmentation: Segmentation) { self.segmentation = segmentation }

  /// The passages of a document: in order, without overlaps, none empty; headings are passages of their own kind, except where
  /// the unit is the whole document.
  ///
  /// - Complexity: O(*n*).
  public func passages(of document: Document) -> [Passage] {
    let text = document.text.span
    var cutter = Cutter(document)
    if segmentation.unit == .document {
      cutter.append(ByteRange(0, text.count), kind: .text, place: nil, text)
      return cutter.passages
    }
    var group: [Block] = []
    for index in document.blocks.indices {
      let block = document.blocks[index]
      if case .heading(let level) = block.kind {
        flush(&group, into: &cutter, text)
        cutter.leave(level: level)
        cutter.append(block.range, kind: .heading, place: block, text)
        cutter.enter(level: level, title: document.text[block.range.indices])
      } else if segmentation.unit == .section || segmentation.unit == .window {
        group.append(block)
      } else {
        cut(block, into: &cutter, text)
      }
    }
    flush(&group, into: &cutter, text)
    return cutter.passages
  }

  private func cut(_ block: Block, into cutter: inout Cutter, _ text: borrowing Span<UInt8>) {
    if segmentation.unit == .sentence {
      for sentence in SentenceBreaker.sentences(text, in: block.range) {
        cutter.append(sentence, kind: .text, place: block, text)
      }
      return
    }
    // A word takes at least two bytes with the blank behind it, a Han character (half a word) three.
    guard let limit = segmentation.maxWords, block.range.count > 2 * limit else {
      cutter.append(block.range, kind: .text, place: block, text)
      return
    }
    let end = WordCounter.place(ofWordBeyond: limit, text, in: block.range)
    let isWhole =
      end.map { $0 == block.range.end }
      ?? !WordCounter.count(text, in: block.range, exceeds: limit)
    if isWhole {
      cutter.append(block.range, kind: .text, place: block, text)
      return
    }
    let sentences = SentenceBreaker.sentences(text, in: block.range)
    let runs = Segmenter.join(sentences, limit: limit, end: end, text)
    if cutter.passages.isEmpty { cutter.passages.reserveCapacity(runs.count) }
    for range in runs {
      cutter.append(range, kind: .text, place: block, text)
    }
  }

  /// Writes what stands under one heading, for the units that cross blocks.
  private func flush(
    _ group: inout [Block], into cutter: inout Cutter, _ text: borrowing Span<UInt8>
  ) {
    defer { group = [] }
    guard let first = group.first, let last = group.last else { return }
    if segmentation.unit == .section {
      cutter.append(
        ByteRange(first.range.start, last.range.end), kind: .text, place: first, text)
      return
    }
    var sentences: [ByteRange] = []
    for block in group { sentences += SentenceBreaker.sentences(text, in: block.range) }
    for range in Segmenter.join(sentences, limit: segmentation.maxWords ?? 250, text) {
      cutter.append(range, kind: .text, place: first, text)
    }
  }

  /// Runs of sentences of at most `limit` words; one longer sentence is a run of its own.
  ///
  /// - Parameters:
  ///   - sentences: the sentences.
  ///   - limit: the most words.
  ///   - end: where the first word stands that is one too many for the first run, if that is known.
  ///   - text: the text.
  /// - Returns: the ranges of the runs.
  private static func join(
    _ sentences: [ByteRange], limit: Int, end: Int? = nil, _ text: borrowing Span<UInt8>
  ) -> [ByteRange] {
    guard let last = sentences.last else { return [] }
    var known = end
    var runs: [ByteRange] = []
    // English words take six bytes with the blank behind them; what is more grows.
    runs.reserveCapacity((last.end - sentences[0].start) / 6 / max(1, limit) + 2)
    var first = 0
    while first < sentences.count {
      let rest = ByteRange(sentences[first].start, last.end)
      // No word goes on from one sentence into the next, so those before the word that is too many are counted together.
      guard let end = known ?? WordCounter.place(ofWordBeyond: limit, text, in: rest) else {
        return runs + countAndJoin(sentences[first...], limit: limit, text)
      }
      known = nil
      var next = first + 1
      while next < sentences.count, sentences[next].end <= end { next += 1 }
      runs.append(ByteRange(rest.start, sentences[next - 1].end))
      first = next
    }
    return runs
  }

  /// The same, sentence by sentence.
  private static func countAndJoin(
    _ sentences: ArraySlice<ByteRange>, limit: Int, _ text: borrowing Span<UInt8>
  ) -> [ByteRange] {
    var runs: [ByteRange] = []
    var words = 0
    for sentence in sentences {
      let count = WordCounter.count(text, in: sentence)
      if let last = runs.last, words + count <= limit {
        runs[runs.count - 1] = ByteRange(last.start, sentence.end)
        words += count
      } else {
        runs.append(sentence)
        words = count
      }
    }
    return runs
  }

  /// The passages so far and the trail of headings above the next one.
  private struct Cutter {
    let language: Language
    /// How many bytes of the text made the language clear.
    private let clearAfter: Int
    /// Whether passages may be of another language than the document.
    private let identifies: Bool
    var passages: [Passage] = []
    private var trail: [(level: Int, title: String)] = []
    /// The titles of the trail: all passages under them share one array.
    private var section: [String] = []

    init(_ document: Document) {
      language = document.language
      // Of a language that is none of ours no passage is taken for one of its neighbours.
      let isForeign = language != .other && !Language.identified.contains(language)
      clearAfter = document.languageClearAfter ?? .max
      identifies = !isForeign
    }

    mutating func append(
      _ range: ByteRange, kind: Passage.Kind, place: Block?, _ text: borrowing Span<UInt8>
    ) {
      guard !range.isEmpty else { return }
      var language = language
      // The language of a document of one passage was declared or found in it, and so was that of the beginning that made its language clear.
      let isKnown =
        !identifies || range.count == text.count
        || range.start == 0 && clearAfter < min(range.end, LanguageIdentifier.certainWindow)
      if !isKnown, let own = LanguageIdentifier.certainLanguage(text, in: range) {
        language = own
      }
      passages.append(
        Passage(
          index: passages.count, kind: kind, range: range, section: section,
          language: language, nodePath: place?.nodePath, pageRange: place?.pageRange))
    }

    /// A heading of a level ends the sections of its own level and of those below: it stands in none of them.
    mutating func leave(level: Int) {
      while let last = trail.last, last.level >= level { trail.removeLast() }
      section = trail.map(\.title)
    }

    mutating func enter(level: Int, title: ArraySlice<UInt8>) {
      trail.append((level, String(decoding: title, as: UTF8.self)))
      section = trail.map(\.title)
    }
  }
}
