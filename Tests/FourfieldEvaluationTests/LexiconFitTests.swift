import FourfieldCore
import FourfieldEvaluation
import FourfieldTagging
import TestSupport
import Testing

@Suite struct LexiconFitTests {
  /// Themes a and b and a background, one concept of one entry each, and `common`, of theme a, which stands everywhere.
  private var lexicon: Lexicon {
    let place = SourceLocation(file: "t")
    let themes = [0, 1, 2, 0]
    return Lexicon(
      name: "t", languages: [.english],
      themes: [Theme(id: "a"), Theme(id: "b"), Theme(id: "background", isReported: false)],
      concepts: themes.indices.map { index in
        Concept(
          id: ["apple", "berry", "stone", "common"][index],
          memberships: [Membership(theme: themes[index], group: "g", weight: 2)],
          entries: index..<(index + 1), location: place)
      },
      entries: themes.indices.map {
        Entry(concept: $0, text: "x", patterns: [], language: .english, location: place)
      })
  }

  private func item(_ number: Int, _ gold: Set<String>, _ entries: [Int]) -> ScannedItem {
    let matches = entries.enumerated().map { Match(range: ByteRange($0, $0 + 1), entry: $1) }
    return ScannedItem(
      gold: gold, record: TagRecord(id: "\(number)", language: "en"),
      passages: [ScannedItem.Passage(text: [], matches: matches)], words: 20)
  }

  /// In every set half of the texts of b hold `common` beside `berry`.
  private func labelledSet(_ name: String, kind: GoldSet.Kind = .single, seed: UInt64)
    -> LabelledSet
  {
    var generator = SeededGenerator(seed: seed)
    let items = (0..<120).map { number in
      let noise = Int.random(in: 0..<2, using: &generator) == 0 ? [3] : []
      switch number % 3 {
      case 0: return item(number, ["a"], [0] + noise)
      case 1: return item(number, ["b"], [1] + noise)
      default: return item(number, kind == .single ? ["other"] : [], [2] + noise)
      }
    }
    return LabelledSet(name: name, kind: kind, items: items)
  }

  @Test func frequencyIsTheMeanShareOfTheSets() {
    let sets = [labelledSet("one", seed: 1), labelledSet("two", seed: 2)]
    let frequencies = EntryFrequencies.of(lexicon, in: sets)
    #expect(abs(frequencies[0] - 1.0 / 3) < 1e-12)
    let shares = sets.map { set in
      Double(set.items.count { $0.matches.contains { $0.entry == 3 } }) / 120
    }
    #expect(abs(frequencies[3] - (shares[0] + shares[1]) / 2) < 1e-12)
  }

  /// A few texts of a language are no measure.
  @Test func smallSetsAreNoMeasure() {
    var small = labelledSet("one", seed: 1)
    small.items.removeLast(100)
    #expect(EntryFrequencies.of(lexicon, in: [small]) == [0, 0, 0, 0])
  }

  /// `common` makes ties and turns background into a; discounted it decides nothing, in a set that the frequencies never saw.
  @Test func discountCarriesOver() throws {
    let sets = [1, 2, 3].map { labelledSet("set \($0)", seed: UInt64($0)) }
    let report = FitReport(lexicon, sets, discount: 20, resamples: 40)
    #expect(report.rows.map(\.name) == ["set 1", "set 2", "set 3"])
    for row in report.rows {
      #expect(row.evaluation.macroF1.value == 1)
      #expect(row.plain < 0.9)
    }
    #expect(report.figures["macro_f1"] == 1)
  }

  /// A set without another is judged by tenths of its documents: every item once, by a fit that did not see it.
  @Test func aSetAloneIsJudgedByDocument() throws {
    let alone = FitReport(lexicon, [labelledSet("one", seed: 1)], discount: 20, resamples: 40)
    let row = try #require(alone.rows.first)
    #expect(row.evaluation.items == 120)
    #expect(row.evaluation.macroF1.value == 1)
    #expect(row.plain < 0.9)
    #expect((row.regression ?? 0) > 0.9)
    let sets = [1, 2].map { labelledSet("set \($0)", seed: UInt64($0)) }
    let folds = FitReport(lexicon, sets, discount: 20, by: .document, resamples: 40)
    #expect(folds.rows.map(\.evaluation.items) == [120, 120])
    #expect(folds == FitReport(lexicon, sets, discount: 20, by: .document, resamples: 40))
  }

  /// 90 items are too few for curves, 120 for a threshold, 480 are enough for both; nothing is random.
  @Test func curvesAndThresholdComeFromSeveralLabels() throws {
    let single = labelledSet("single", seed: 1)
    var short = labelledSet("several", kind: .several, seed: 2)
    let some = LexiconFit(lexicon, [single, short], discount: 20)
    #expect(some.curve != ClassifierModel.standard.standard)
    #expect(some.curves.keys.sorted() == ["a", "b"])
    #expect(some.threshold == ClassifierModel.standard.threshold)
    short.items.removeLast(30)
    #expect(LexiconFit(lexicon, [single, short], discount: 20).model == .standard)
    let many = [single] + (2..<6).map { labelledSet("several \($0)", kind: .several, seed: $0) }
    let fit = LexiconFit(lexicon, many, discount: 20)
    #expect((0.35...0.65).contains(fit.threshold))
    #expect(LexiconFit(lexicon, many, discount: 20).model == fit.model)
  }

  @Test func judgesSeveralLabels() throws {
    let sets = [labelledSet("single", seed: 1), labelledSet("several", kind: .several, seed: 2)]
    let report = FitReport(lexicon, sets, discount: 20, resamples: 40)
    #expect(report.rows[1].evaluation.macroF1ThemesOnly == nil)
    #expect(report.figures.keys.contains("macro_f1_labels_several"))
  }

  @Test func proposesToLowerWhatSaysNothing() throws {
    let sets = [1, 2].map { labelledSet("set \($0)", seed: UInt64($0)) }
    let proposal = WeightProposal(lexicon, sets, penalty: .init(l2: 0.001, l1: 0.001))
    let common = try #require(proposal.rows.first { $0.concept == "common" })
    #expect(common.proposed == 0)
    #expect(common.written == 2)
    #expect(!proposal.rows.contains { $0.concept == "apple" && $0.proposed < 2 })
  }
}
