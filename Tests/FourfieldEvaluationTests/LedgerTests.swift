import FourfieldCore
import FourfieldEvaluation
import FourfieldMatching
import FourfieldTagging
import Testing

@Suite struct LedgerTests {
  /// One-word entries of weight 2: theme a has `tax` and `rate`, b has `vote`, the background `goal`.
  private var lexicon: Lexicon {
    let place = SourceLocation(file: "t")
    let words = ["tax", "rate", "vote", "goal"]
    let themes = [0, 0, 1, 2]
    return Lexicon(
      name: "t",
      themes: [Theme(id: "a"), Theme(id: "b"), Theme(id: "background", isReported: false)],
      concepts: words.indices.map { index in
        Concept(
          id: words[index], memberships: [Membership(theme: themes[index], group: "g", weight: 2)],
          entries: index..<(index + 1), location: place)
      },
      entries: words.indices.map {
        Entry(concept: $0, text: words[$0], patterns: [], language: nil, location: place)
      })
  }

  private func item(_ id: String, _ gold: String, _ text: String) -> ScannedItem {
    let bytes = Array(text.utf8)
    var matches: [Match] = []
    var start = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if let entry = ["tax", "rate", "vote", "goal"].firstIndex(of: String(word)) {
        matches.append(Match(range: ByteRange(start, start + word.utf8.count), entry: entry))
      }
      start += word.utf8.count + 1
    }
    return ScannedItem(
      gold: [gold], record: TagRecord(id: id, text: text),
      passages: [ScannedItem.Passage(text: bytes, matches: matches)], words: 5)
  }

  private var items: [ScannedItem] {
    [
      item("1", "a", "the tax was high"), item("2", "a", "a tax rate of ten"),
      item("3", "other", "the birth rate fell"), item("4", "b", "they vote today"),
      item("5", "b", "a vote on tax matters"), item("6", "b", "the ballot was long"),
      item("7", "b", "a ballot in spring"), item("8", "b", "her ballot counted"),
      item("9", "other", "a goal at last"),
    ]
  }

  @Test func everyEntryHasItsAccount() throws {
    let ledger = Ledger(items, kind: .single, lexicon: lexicon, model: .standard)
    #expect(ledger.entries.map(\.entry) == ["tax", "rate", "vote", "goal"])
    let tax = ledger.entries[0]
    #expect(tax.items == 3)
    #expect(abs(tax.precision - 2.0 / 3) < 1e-12)
    #expect(tax.uniqueItems == 2)
    // Item 1 needs it, item 2 has `rate`; item 5 is a tie that it causes.
    #expect(tax.helped == 1)
    #expect(tax.harmed == 1)
    #expect(tax.advice == .restrict)
    #expect(tax.change.low <= tax.change.value && tax.change.value <= tax.change.high)
    let rate = ledger.entries[1]
    #expect(rate.harmed == 1)
    #expect(rate.helped == 0)
    #expect(rate.advice == .remove)
    #expect(rate.change.value > 0)
    #expect(rate.quotations == ["the birth [rate] fell (other: 3)", "a tax [rate] of ten (a: 2)"])
    let vote = ledger.entries[2]
    #expect(vote.missed == 1)
    #expect(ledger.entries[3].theme == "background")
    #expect(ledger.entries(advised: .remove).map(\.entry) == ["rate"])
  }

  /// By hand. With `rate`: a has 2 right and 1 wrong; b 1 right and 4 missed; the background 1 right, 4 wrong, 1 missed. Without it item 3
  /// goes from a to the background.
  @Test func changeIsThatOfMacroF1() {
    let ledger = Ledger(items, kind: .single, lexicon: lexicon, model: .standard)
    let with = (4.0 / 5 + 2.0 / 6 + 2.0 / 7) / 3
    let without = (1 + 2.0 / 6 + 4.0 / 8) / 3
    #expect(abs(ledger.entries[1].change.value - (without - with)) < 1e-12)
  }

  @Test func wordsThatMarkWhatIsMissedAreCandidates() {
    let more = (10..<20).map { item("\($0)", "other", "the goal of match \($0)") }
    let ledger = Ledger(items + more, kind: .single, lexicon: lexicon, model: .standard)
    #expect(ledger.candidates["b"]?.map(\.word) == ["ballot"])
    #expect(ledger.candidates["b"]?.first?.texts == 3)
  }

  /// SciPy 1.17, `chi2_contingency(…, correction=False, lambda_="log-likelihood")`.
  @Test(arguments: [
    (12, 100, 30, 900, 12.052426366345568), (5, 20, 0, 80, 17.209642884422166), (0, 0, 0, 0, 0.0),
  ])
  func likelihoodRatioIsThatOfSciPy(a: Int, total: Int, b: Int, other: Int, expected: Double) {
    #expect(abs(Keyness.g2(a, of: total, b, of: other) - expected) < 1e-9)
  }
}
