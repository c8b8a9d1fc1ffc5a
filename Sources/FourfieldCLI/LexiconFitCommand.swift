internal import ArgumentParser
internal import FourfieldCore
internal import FourfieldEvaluation
internal import FourfieldMatching
internal import FourfieldPipeline
internal import FourfieldTagging
internal import Foundation

/// `fourfield lexicon fit`: fits `model.json`.
struct LexiconFitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fits the model of a lexicon on labelled texts and says what it reaches on others.",
    discussion: """
      Every gold file is a set: JSONL with id, text and label or labels in every line. Fitted are how frequent entries are everywhere and, from \(LexiconFit.leastItems) items
      with several labels on, the curve that turns scores into probabilities and the threshold of labels. The figures of a set come from parameters that were fitted on the other sets alone,
      or, with --folds document and where there is no other, on other documents.

      EXAMPLES
        fourfield lexicon fit --gold a.jsonl --gold b.jsonl --out Lexicons/mine/model.json --lexicon mine
        fourfield lexicon fit --gold a.jsonl --propose
      """)

  @Option(parsing: .singleValue, help: "A labelled set; give several.")
  var gold: [String]

  @OptionGroup var lexicon: LexiconOptions

  @Option(help: "How much frequency costs an entry: it counts 1 / (1 + discount × frequency).")
  var discount = 20.0

  @Option(
    help:
      "What the figures are kept from seeing: set, or document for a tenth of its documents at a time.",
    transform: LexiconFitCommand.foldUnit)
  var folds = FoldUnit.set

  @Option(help: "The file to write (default: only the figures are printed).")
  var out: String?

  @Option(help: "The day that the model names, as 2026-11-24 (default: today).")
  var date: String?

  @Flag(help: "Print the figures as JSON.")
  var json = false

  @Flag(help: "Skip the figures on sets that were not seen, which takes most of the time.")
  var quick = false

  @Flag(
    help:
      "List weights of concepts that the sets suggest, from a regression with an elastic net, and fit nothing else."
  )
  var propose = false

  @Option(help: "The elastic net's penalty on squares, for --propose.")
  var l2 = 0.00001

  @Option(help: "The elastic net's penalty on absolute values, for --propose.")
  var l1 = 0.00001

  private static func foldUnit(_ text: String) throws -> FoldUnit {
    guard let unit = FoldUnit(rawValue: text) else {
      throw ValidationError("found '\(text)' in --folds, expected set or document")
    }
    return unit
  }

  func validate() throws {
    if gold.isEmpty { throw ValidationError("found no --gold, expected a labelled set") }
    if !(0...1e9).contains(discount) {
      throw ValidationError("--discount needs a number from 0 to 1000000000")
    }
    if !(l1 >= 0 && l2 >= 0) { throw ValidationError("--l1 and --l2 need numbers of 0 or more") }
  }

  func run() throws {
    try LexiconOptions.reporting {
      let (_, loaded) = try lexicon.load()
      let sets = try gold.map { try labelledSet($0, loaded) }
      let own = loaded.compiled.lexicon
      if propose {
        print(table(WeightProposal(own, sets, penalty: .init(l2: l2, l1: l1))))
        return
      }
      let report = quick ? nil : FitReport(own, sets, discount: discount, by: folds)
      if let report { print(json ? try text(json: report) : table(report)) }
      let fit = LexiconFit(own, sets, discount: discount)
      if !json { print(curves(fit)) }
      guard let out else { return }
      let file = modelFile(fit, own, sets, report?.figures ?? [:])
      guard
        FileManager.default.createFile(atPath: out, contents: Data(try file.json()))
      else { throw RunError("cannot write '\(out)'") }
      Terminal.say("wrote \(out)")
    }
  }

  private func labelledSet(_ path: String, _ loaded: LoadedLexicon) throws -> LabelledSet {
    let coded = try GoldSet(try RunSource.contents(path), name: path)
    let records = try RunSource([path], lexicon: lexicon).records
    let alignment = try Alignment(coded, records)
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    return LabelledSet(
      name: name, kind: alignment.kind,
      items: try GoldScan.items(alignment, records, loaded.compiled))
  }

  private func table(_ report: FitReport) -> String {
    var lines = [
      Terminal.pad(
        folds == .set && gold.count > 1
          ? "set, fitted on the others" : "set, fitted on other documents", 32)
        + "items   macro-F1 [95 %]        undiscounted  themes only  regression"
    ]
    for row in report.rows {
      let macro = row.evaluation.macroF1
      let cells = [
        ("\(row.evaluation.items)", 8),
        (
          "\(Decimal3.text(macro.value)) [\(Decimal3.text(macro.low)), \(Decimal3.text(macro.high))]",
          23
        ), (Decimal3.text(row.plain), 14),
        (row.evaluation.macroF1ThemesOnly.map { Decimal3.text($0.value) } ?? "", 13),
        (row.regression.map(Decimal3.text) ?? "", 10),
      ]
      lines.append(Terminal.pad(row.name, 32) + cells.map { Terminal.pad($0.0, $0.1) }.joined())
    }
    for (name, value) in report.figures.sorted(by: { $0.key < $1.key }) {
      lines.append(Terminal.pad(name, 40) + Decimal3.text(value))
    }
    return lines.joined(separator: "\n")
  }

  private func text(json report: FitReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(report.rows), as: UTF8.self)
  }

  private func table(_ proposal: WeightProposal) -> String {
    let head =
      Terminal.pad("concept", 36) + Terminal.pad("theme", 12)
      + "written  proposed  items   share of the theme"
    let rows = proposal.rows.map { row in
      let cells = [("\(row.written)", 9), ("\(row.proposed)", 10), ("\(row.items)", 8)]
      return Terminal.pad(row.concept, 36) + Terminal.pad(row.theme, 12)
        + cells.map { Terminal.pad($0.0, $0.1) }.joined() + Decimal3.text(row.precision)
    }
    return ([head] + rows + ["\(rows.count) proposals"]).joined(separator: "\n")
  }

  private func curves(_ fit: LexiconFit) -> String {
    let shifts = fit.curves.sorted { $0.key < $1.key }.map { theme, curve in
      "\(theme) \(Decimal3.text(curve.intercept - fit.curve.intercept))"
    }
    let own = shifts.isEmpty ? "" : ", shifted by theme: " + shifts.joined(separator: ", ")
    return "curve: \(words(fit.curve))\(own), threshold \(fit.threshold)"
  }

  private func words(_ curve: ClassifierModel.Curve) -> String {
    "\(curve.intercept) + \(curve.score)·ln(1 + score) + \(curve.rival)·(rival ahead) + "
      + "\(curve.background)·ln(1 + background) + \(curve.length)·ln(words / 30)"
  }

  private func modelFile(
    _ fit: LexiconFit, _ lexicon: Lexicon, _ sets: [LabelledSet], _ figures: [String: Double]
  ) -> ModelFile {
    let origin = ModelFile.Origin(
      date: date ?? String(Date().formatted(.iso8601).prefix(10)),
      lexicon: "\(lexicon.name) \(lexicon.version)",
      method:
        "fourfield lexicon fit: frequencies over all sets; curves over those with several labels where they have \(LexiconFit.leastItems) items, a threshold where they have \(LexiconFit.leastItemsOfThreshold), else the usual ones; figures from parameters of the other sets",
      sets: Dictionary(sets.map { ($0.name, $0.items.count) }, uniquingKeysWith: { $0 + $1 }),
      figures: figures)
    return ModelFile(
      fitted: origin, threshold: fit.threshold, standard: fit.curve, themes: fit.curves,
      discount: fit.discount,
      frequencies: frequencies(fit, lexicon))
  }

  /// Frequencies of one in two hundred and more: below that the weight changes by less than a twentieth.
  private func frequencies(
    _ fit: LexiconFit, _ lexicon: Lexicon
  ) -> [String: [String: [String: Double]]] {
    var known: [String: [String: [String: Double]]] = [:]
    for (index, frequency) in fit.frequencies.enumerated() where frequency >= 0.005 {
      let entry = lexicon.entries[index]
      let concept = lexicon.concepts[entry.concept]
      guard !concept.isBlocker else { continue }
      known[concept.id, default: [:]][entry.language?.code ?? "any", default: [:]][entry.text] =
        (frequency * 10000).rounded() / 10000
    }
    return known
  }
}
