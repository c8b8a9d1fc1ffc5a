public import FourfieldCore
public import FourfieldTagging

/// The error ledger of a lexicon: what each of its entries does on coded texts, and the words that mark what it misses.
///
/// Taking an entry away means taking its matches away; entries that the longest match had displaced do not come back. Decisions are made
/// on whole items, without their neighbours.
public struct Ledger: Hashable, Sendable, Codable {
  /// The entries that matched, in the order of the lexicon.
  public let entries: [LedgerEntry]
  /// Words that mark missed items, by theme.
  public let candidates: [String: [Keyness.Word]]

  /// How many resamples give the intervals of the changes.
  public static let resamples = LedgerResamples.count

  /// Keeps the account.
  ///
  /// - Parameters:
  ///   - items: the coded items, scanned.
  ///   - kind: how the coders labelled.
  ///   - lexicon: the lexicon of the scan.
  ///   - model: the classifier's numbers, for several labels.
  /// - Complexity: O(*m* × ``resamples``) in the matches.
  public init(
    _ items: [ScannedItem], kind: GoldSet.Kind, lexicon: Lexicon, model: ClassifierModel
  ) {
    let decider = LedgerDecider(lexicon, kind: kind, model: model)
    let book = LedgerBook(items, decider: decider)
    let holders = Ledger.holders(items)
    let resamples = LedgerResamples(book, items)
    entries = holders.keys.sorted().flatMap { entry in
      Ledger.accounts(entry, holders[entry] ?? [], items, lexicon, decider, book, resamples)
    }
    candidates = Ledger.candidates(items, lexicon, decider, book)
  }

  /// The entries that get an advice, the strongest case first.
  public func entries(advised advice: Advice) -> [LedgerEntry] {
    func rank(_ entry: LedgerEntry) -> Double {
      switch advice {
      case .remove, .lower: entry.change.value
      case .restrict: Double(entry.harmed)
      case .raise: Double(entry.missed)
      }
    }
    return entries.filter { $0.advice == advice }
      .sorted { (rank($0), $0.items, $1.entry) > (rank($1), $1.items, $0.entry) }
  }

  /// The items in which every entry matched.
  private static func holders(_ items: [ScannedItem]) -> [Int: [Int]] {
    var holders: [Int: [Int]] = [:]
    for (number, item) in items.enumerated() {
      for entry in Set(item.matches.map(\.entry)) { holders[entry, default: []].append(number) }
    }
    return holders
  }

  private static func accounts(
    _ entry: Int, _ holders: [Int], _ items: [ScannedItem], _ lexicon: Lexicon,
    _ decider: LedgerDecider, _ book: LedgerBook, _ resamples: LedgerResamples
  ) -> [LedgerEntry] {
    let facts = lexicon.entries[entry]
    let concept = lexicon.concepts[facts.concept]
    let changes = book.changes(without: entry, in: holders, items, decider)
    let change = resamples.change(changes)
    let harmed = changes.count { $0.isBetter }
    let helped = changes.count { $0.isWorse }
    return concept.memberships.map { membership in
      let bit = decider.bit(ofTheme: membership.theme)
      let right = holders.count { book.gold[$0] & bit != 0 }
      let missed = holders.count { book.gold[$0] & bit != 0 && book.decided[$0] & bit == 0 }
      let unique = holders.count { number in
        !items[number].matches.contains {
          $0.entry != entry
            && lexicon.concepts[lexicon.entries[$0.entry].concept].memberships
              .contains { $0.theme == membership.theme }
        }
      }
      let precision = Double(right) / Double(holders.count)
      return LedgerEntry(
        theme: lexicon.themes[membership.theme].id, concept: concept.id, entry: facts.text,
        language: facts.language?.code ?? "any", weight: facts.weight(in: membership),
        items: holders.count, precision: precision, uniqueItems: unique, change: change,
        harmed: harmed, helped: helped, missed: missed,
        advice: LedgerEntry.advice(
          precision: precision, items: holders.count, harmed: harmed, helped: helped,
          missed: missed),
        quotations: Quotation.texts(of: entry, in: holders, items, changes: changes))
    }
  }

  private static func candidates(
    _ items: [ScannedItem], _ lexicon: Lexicon, _ decider: LedgerDecider, _ book: LedgerBook
  ) -> [String: [Keyness.Word]] {
    var found: [String: [Keyness.Word]] = [:]
    for theme in lexicon.themes.indices where lexicon.themes[theme].isReported {
      let bit = decider.bit(ofTheme: theme)
      let missed = items.indices.filter { book.gold[$0] & bit != 0 && book.decided[$0] & bit == 0 }
      let rest = items.indices.filter { book.gold[$0] & bit == 0 && book.decided[$0] & bit == 0 }
      let known = Set(
        lexicon.entries.indices.filter { entry in
          lexicon.concepts[lexicon.entries[entry].concept].memberships.contains {
            $0.theme == theme
          }
        })
      found[lexicon.themes[theme].id] = Keyness.words(
        marking: missed.map { items[$0] }, against: rest.map { items[$0] }, known: known)
    }
    return found
  }
}
