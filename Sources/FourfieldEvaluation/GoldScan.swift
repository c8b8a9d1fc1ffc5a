public import FourfieldCore
public import FourfieldMatching
internal import FourfieldTagging

/// Scans the texts of aligned items again.
public enum GoldScan {
  /// The items with their matches.
  ///
  /// - Parameters:
  ///   - alignment: gold and records; the run must hold its texts.
  ///   - run: the run, for the passages of documents.
  ///   - compiled: the lexicon.
  ///   - overlap: the policy of the run.
  /// - Returns: the items in the order of the alignment.
  /// - Throws: ``EvaluationError`` where the run was written without texts.
  /// - Complexity: O(*n*) in the bytes of the texts.
  public static func items(
    _ alignment: Alignment, _ run: RunRecords, _ compiled: CompiledLexicon,
    overlap: Overlap = .longest
  ) throws(EvaluationError) -> [ScannedItem] {
    var tagger = Tagger(compiled, overlap: overlap)
    let passages = Dictionary(grouping: run.passages, by: \.document)
    var items: [ScannedItem] = []
    for item in alignment.items {
      let isPassage = item.record.id != item.record.document
      let own = isPassage ? [item.record] : passages[item.record.id] ?? [item.record]
      var scanned: [ScannedItem.Passage] = []
      var words = 0
      for passage in own where !["too-short", "other-language"].contains(passage.reason) {
        let text = Array(passage.text.utf8)
        let (matches, count) = tagger.scan(text.span, language: Language(passage.language))
        scanned.append(ScannedItem.Passage(text: text, matches: matches))
        words += count
      }
      items.append(
        ScannedItem(gold: item.gold, record: item.record, passages: scanned, words: words))
    }
    if items.allSatisfy({ $0.passages.allSatisfy(\.text.isEmpty) }) {
      throw EvaluationError("found no texts in the run, expected one written with texts")
    }
    return items
  }
}
