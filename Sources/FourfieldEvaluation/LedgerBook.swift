internal import FourfieldCore

/// Gold and decisions of all items, and how decisions change.
struct LedgerBook {
  /// A decision that is another without an entry.
  struct Change {
    let item: Int
    let before: UInt64
    let after: UInt64
    let gold: UInt64

    /// Whether fewer classes are wrong.
    var isBetter: Bool { (after ^ gold).nonzeroBitCount < (before ^ gold).nonzeroBitCount }
    /// Whether more classes are wrong.
    var isWorse: Bool { (after ^ gold).nonzeroBitCount > (before ^ gold).nonzeroBitCount }
  }

  let gold: [UInt64]
  let decided: [UInt64]
  let classes: Int

  init(_ items: [ScannedItem], decider: LedgerDecider) {
    gold = items.map { decider.gold($0.gold) }
    decided = items.map { decider.decision($0.matches, words: $0.words) }
    classes = decider.classes
  }

  /// The decisions that change where an entry's matches are taken away.
  func changes(
    without entry: Int, in holders: [Int], _ items: [ScannedItem], _ decider: LedgerDecider
  ) -> [Change] {
    holders.compactMap { number in
      let item = items[number]
      let after = decider.decision(
        item.matches.filter { $0.entry != entry }, words: item.words)
      return after == decided[number]
        ? nil : Change(item: number, before: decided[number], after: after, gold: gold[number])
    }
  }
}
