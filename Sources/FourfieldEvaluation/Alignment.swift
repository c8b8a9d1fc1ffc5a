/// Gold brought together with the records of a run.
public struct Alignment: Hashable, Sendable {
  /// How the coders labelled.
  public var kind: GoldSet.Kind
  /// What both sides have.
  public var items: [EvaluatedItem]
  /// The number of gold items that the run does not have.
  public var missing: Int
  /// The reported themes.
  public var themes: [String]

  /// Creates an alignment.
  public init(kind: GoldSet.Kind, items: [EvaluatedItem], missing: Int, themes: [String]) {
    self.kind = kind
    self.items = items
    self.missing = missing
    self.themes = themes
  }

  /// Finds the record of every gold item: documents by id, else passages by id; coded stretches are brought onto passages.
  ///
  /// - Throws: ``EvaluationError`` where no id is in both, where whole items of the gold share an id, or where the gold has a label that is
  ///   neither a theme nor ``GoldSet/background``.
  /// - Complexity: O(*n*) in the records.
  public init(_ gold: GoldSet, _ run: RunRecords) throws(EvaluationError) {
    kind = gold.kind
    themes = run.themes
    let known = Set(run.themes + [GoldSet.background])
    if let stray = Set(gold.items.flatMap(\.labels)).subtracting(known).min() {
      throw EvaluationError(
        "found label '\(stray)' in the gold, expected one of "
          + (run.themes + [GoldSet.background]).joined(separator: ", "))
    }
    if gold.items.contains(where: { $0.range != nil }) {
      (items, missing) = Alignment.stretches(gold, run)
    } else {
      if let twice = Alignment.firstRepeated(gold.items) {
        throw EvaluationError("found id '\(twice)' twice in the gold, expected one coding an item")
      }
      (items, missing) = Alignment.whole(gold, run)
    }
    guard !items.isEmpty else {
      throw EvaluationError("found none of the \(gold.items.count) gold ids in the run")
    }
  }

  /// Of two items with one id the second would be held against the record of the first.
  private static func firstRepeated(_ items: [GoldItem]) -> String? {
    var seen: Set<String> = []
    return items.first { !seen.insert($0.id).inserted }?.id
  }

  private static func whole(
    _ gold: GoldSet, _ run: RunRecords
  ) -> (items: [EvaluatedItem], missing: Int) {
    let documents = byID(run.documents)
    let usesDocuments = gold.items.contains { documents[$0.id] != nil }
    let records = usesDocuments ? documents : byID(run.passages)
    let items = gold.items.compactMap { item in
      records[item.id].map { EvaluatedItem(gold: item.labels, record: $0) }
    }
    return (items, gold.items.count - items.count)
  }

  /// A passage gets the labels of the stretches that cover half of it, or half of which it covers; the passages of documents without any
  /// coded stretch are left out.
  private static func stretches(
    _ gold: GoldSet, _ run: RunRecords
  ) -> (items: [EvaluatedItem], missing: Int) {
    var coded: [String: [GoldItem]] = [:]
    for item in gold.items { coded[item.id, default: []].append(item) }
    var found: Set<String> = []
    var items: [EvaluatedItem] = []
    for passage in run.passages {
      let ofPassage = coded[passage.id] ?? []
      let ofDocument = coded[passage.document] ?? []
      guard !ofPassage.isEmpty || !ofDocument.isEmpty else { continue }
      found.formUnion([passage.id, passage.document])
      var labels: Set<String> = []
      for item in ofPassage where sharesHalf(item.range, 0..<passage.range.count) {
        labels.formUnion(item.labels)
      }
      for item in ofDocument where sharesHalf(item.range, passage.range) {
        labels.formUnion(item.labels)
      }
      items.append(EvaluatedItem(gold: settled(labels, gold.kind), record: passage))
    }
    return (items, gold.items.count { !found.contains($0.id) })
  }

  /// Where one theme is asked for, the first of several in order of name; none is the background.
  private static func settled(_ labels: Set<String>, _ kind: GoldSet.Kind) -> Set<String> {
    if kind == .several { return labels.subtracting([GoldSet.background]) }
    let themes = labels.subtracting([GoldSet.background])
    return [themes.min() ?? GoldSet.background]
  }

  private static func sharesHalf(_ stretch: Range<Int>?, _ passage: Range<Int>) -> Bool {
    guard let stretch else { return true }
    let shared = stretch.clamped(to: passage).count
    return 2 * shared >= min(stretch.count, passage.count) && shared > 0
  }

  private static func byID(_ records: [TagRecord]) -> [String: TagRecord] {
    Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
