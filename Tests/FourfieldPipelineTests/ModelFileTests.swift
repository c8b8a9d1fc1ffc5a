import FourfieldCore
import FourfieldLexicons
import FourfieldMatching
import FourfieldPipeline
import FourfieldTagging
import Foundation
import TestSupport
import Testing

@Suite struct ModelFileTests {
  private let model = """
    {"fitted": {"date": "2026-11-24", "lexicon": "t 1", "method": "by hand", "sets": {}, "figures": {}},
     "threshold": 0.4, "discount": 10,
     "standard": {"intercept": -1, "score": 2, "rival": -0.5, "background": -0.5, "length": -0.1}, "themes": {},
     "frequencies": {"trade": {"en": {"trade": 0.1}, "any": {"FTA": 0.3}}, "gone": {"en": {"x": 0.5}}}}
    """

  private let lexicon = """
    name: t
    version: 1
    languages: [en, es]
    themes: [{id: a, title: {en: A}}]
    """

  private let concepts = """
    theme: a
    groups:
      g:
        - concept: trade
          weight: 3
          en: [trade, {match: export, weight: 2}]
          es: [trade]
          any: [FTA]
    """

  private func folder(_ model: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try folder.file("lexicon.yaml", Array(lexicon.utf8))
    _ = try folder.file("a.yaml", Array(concepts.utf8))
    _ = try folder.file("model.json", Array(model.utf8))
    return folder
  }

  /// 3 / (1 + 10 × 0.1) = 1.5; 3 / (1 + 10 × 0.3) = 0.75; an entry of another language keeps its weight.
  @Test func frequentEntriesCountLess() throws {
    let folder = try folder(model)
    let loaded = try LexiconStore.load([folder.url.path], cache: nil)
    let lexicon = loaded.compiled.lexicon
    let membership = try #require(lexicon.concepts.first?.memberships.first)
    let weights = lexicon.entries.map {
      "\($0.language?.code ?? "any") \($0.text) \($0.weight(in: membership))"
    }
    #expect(weights == ["en trade 1.5", "en export 2.0", "es trade 3.0", "any FTA 0.75"])
    #expect(loaded.model.threshold == 0.4)
    #expect(loaded.model.standard.score == 2)
  }

  /// Of the models of several lexicons the first counts; a theme that only another has a curve for has that.
  @Test func theFirstModelGoesBeforeOthers() throws {
    func with(_ curves: [(theme: String, intercept: Int)]) -> String {
      let list = curves.map { theme, intercept in
        #""\#(theme)": {"intercept": \#(intercept), "score": 2, "rival": -1, "background": -1, "length": -1}"#
      }
      return model.replacing(
        #""themes": {}"#, with: #""themes": {\#(list.joined(separator: ", "))}"#)
    }
    let first = try folder(with([("a", 1)]))
    let second = try folder(
      with([("a", 2), ("b", 3)]).replacing(#""threshold": 0.4"#, with: #""threshold": 0.9"#))
    _ = try second.file(
      "a.yaml", Array(concepts.replacing("concept: trade", with: "concept: tax").utf8))
    let loaded = try LexiconStore.load([first.url.path, second.url.path], cache: nil)
    #expect(loaded.model.curves.mapValues(\.intercept) == ["a": 1, "b": 3])
    #expect(loaded.model.threshold == 0.4)
  }

  @Test func cacheKeepsTheModel() throws {
    let folder = try folder(model)
    let cache = try TemporaryFolder().url.path
    let first = try LexiconStore.load([folder.url.path], cache: cache)
    let second = try LexiconStore.load([folder.url.path], cache: cache)
    #expect(
      second.compiled.lexicon.entries.map(\.share) == first.compiled.lexicon.entries.map(\.share))
    #expect(second.model == first.model)
    _ = try folder.file(
      "model.json", Array(model.replacing("\"discount\": 10", with: "\"discount\": 0").utf8))
    let third = try LexiconStore.load([folder.url.path], cache: cache)
    #expect(third.compiled.lexicon.entries.allSatisfy { $0.share == 1 })
  }

  @Test func refusesCurvesThatOverflow() {
    let steep = model.replacing("\"score\": 2", with: "\"score\": 1e300")
    let error = #expect(throws: LexiconErrors.self) {
      try ModelFile(file: "m", json: Array(steep.utf8))
    }
    #expect(
      error.map { "\($0)" }?.hasPrefix(
        "m:3:41: found '1e300', expected a number from -1000.0 to 1000.0") == true)
  }

  @Test func tellsAllNumbersThatAreWrong() {
    let wrong = model.replacing("\"score\": 2", with: "\"score\": 1e300")
      .replacing("\"threshold\": 0.4", with: "\"threshold\": 7")
      .replacing("\"discount\": 10", with: "\"discount\": -1")
    let error = #expect(throws: LexiconErrors.self) {
      try ModelFile(file: "m", json: Array(wrong.utf8))
    }
    #expect(
      error?.errors.map(\.description) == [
        "m:2:15: found '7', expected a number from 0 to 1",
        "m:2:30: found '-1', expected a number of 0 or more",
        "m:3:41: found '1e300', expected a number from -1000.0 to 1000.0",
      ])
  }

  /// A mistake in one lexicon, or in its model, hides none of another file.
  @Test func tellsMistakesOfAllLexicons() throws {
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    for folder in [first, second] {
      _ = try folder.file(
        "lexicon.yaml", Array("name: t\nlanguages: [en]\nthemes: [{id: a}]\n".utf8))
      _ = try folder.file(
        "a.yaml",
        Array("theme: a\ngroups: {g: [{concept: c, weight: x, en: [\"{\"]}]}\n".utf8))
    }
    _ = try first.file("model.json", Array("{".utf8))
    let error = #expect(throws: LexiconErrors.self) {
      try LexiconStore.load([first.url.path, second.url.path], cache: nil)
    }
    let told = error?.errors.map { "\($0)" } ?? []
    let files = [first, first, first, second, second].map(\.url.path)
    #expect(told.count == 5)
    for (line, file) in zip(told, files) { #expect(line.hasPrefix(file), "\(line)") }
    #expect(told[2].contains("model.json:2:1: found"))
  }

  @Test func readsWhatItWrites() throws {
    let file = try ModelFile(file: "m", json: Array(model.utf8))
    #expect(try ModelFile(file: "m", json: try file.json()) == file)
  }

  /// Keys that are none, frequencies and kinds of values that are wrong, all with their places.
  @Test func tellsKeysAndKinds() {
    let wrong = model.replacing("\"threshold\"", with: "\"thresold\"")
      .replacing("\"rival\"", with: "\"rivals\"").replacing("0.1}", with: "1.1}")
      .replacing("\"any\": {\"FTA\": 0.3}", with: "\"any\": [0.3]")
      .replacing("\"sets\": {}", with: "\"sets\": {\"a\": 1.5}")
    let error = #expect(throws: LexiconErrors.self) {
      try ModelFile(file: "m", json: Array(wrong.utf8))
    }
    #expect(
      error?.errors.map(\.description) == [
        "m:1:1: found no 'threshold' in a model, expected one",
        "m:1:88: found '1.5', expected a number of items",
        "m:2:14: found key 'thresold' in a model, expected one of fitted, threshold, standard, themes, discount, frequencies",
        "m:3:14: found no 'rival' in a curve, expected one",
        "m:3:54: found key 'rivals' in a curve, expected one of intercept, score, rival, background, length",
        "m:4:44: found '1.1', expected a share from 0 to 1",
        "m:4:57: found a list, expected a mapping",
      ])
  }

  /// JSON has escapes that YAML does not know.
  @Test func readsAllEscapesOfJSON() throws {
    let escaped = model.replacing("by hand", with: "by \\ud83c\\udf31 \\/ hand")
    #expect(try ModelFile(file: "m", json: Array(escaped.utf8)).fitted.method == "by 🌱 / hand")
  }

  @Test(arguments: [
    ("no JSON", "{", "m:2:1: found"),
    (
      "no threshold",
      "{\"fitted\":{\"date\":\"\",\"lexicon\":\"\",\"method\":\"\",\"sets\":{},\"figures\":{}}}",
      "m:1:1: found no 'threshold' in a model, expected one"
    ),
    (
      "words for a number", "THRESHOLD \"high\"",
      "m:2:15: found 'high', expected a number from 0 to 1"
    ),
    ("a threshold above 1", "THRESHOLD 7", "m:2:15: found '7', expected a number from 0 to 1"),
  ])
  func refuses(name: String, change: String, message: String) {
    let text =
      change.hasPrefix("THRESHOLD")
      ? model.replacing("\"threshold\": 0.4", with: "\"threshold\": \(change.dropFirst(10))")
      : change
    let error = #expect(throws: LexiconErrors.self) {
      try ModelFile(file: "m", json: Array(text.utf8))
    }
    #expect(
      "\(error.map { "\($0)" } ?? "")".hasPrefix(message), "\(name): \(error.map { "\($0)" } ?? "")"
    )
  }
}
