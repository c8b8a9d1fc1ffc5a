internal import FourfieldCore
internal import FourfieldEvaluation
internal import Foundation

/// The error ledger for people and for programs.
struct LedgerTable {
  let ledger: Ledger

  /// How many entries a list shows.
  private static let limit = 15

  private static let titles: [(Advice, String)] = [
    (.remove, "REMOVE: only does harm"),
    (.restrict, "RESTRICT: does harm and as much good; add near, unless or case"),
    (.lower, "LOWER: does more harm than good"),
    (.raise, "RAISE: right, and not enough to be heard"),
  ]

  /// The lists for a terminal.
  var text: String {
    var lines = ["\(ledger.entries.count) entries matched"]
    for (advice, title) in LedgerTable.titles {
      let entries = ledger.entries(advised: advice)
      lines += ["", "\(title) (\(entries.count))"]
      if entries.isEmpty { continue }
      lines.append(head)
      for entry in entries.prefix(LedgerTable.limit) { lines += row(entry) }
    }
    return (lines + candidates).joined(separator: "\n")
  }

  private var head: String {
    "  " + Terminal.pad("entry", 34) + Terminal.pad("theme", 11) + "weight  items  prec.  only  "
      + "harm  good  missed  macro-F1 without it"
  }

  private func row(_ entry: LedgerEntry) -> [String] {
    let name = "\(entry.entry) [\(entry.language)]"
    let interval = "[\(Decimal3.signed(entry.change.low)), \(Decimal3.signed(entry.change.high))]"
    let cells = [
      (String(entry.weight), 8), ("\(entry.items)", 7),
      (String(Decimal3.text(entry.precision).prefix(4)), 7), ("\(entry.uniqueItems)", 6),
      ("\(entry.harmed)", 6), ("\(entry.helped)", 6), ("\(entry.missed)", 8),
    ]
    let first =
      "  " + Terminal.pad(name, 34) + Terminal.pad(entry.theme, 11)
      + cells.map { Terminal.pad($0.0, $0.1) }.joined()
      + "\(Decimal3.signed(entry.change.value)) \(interval)"
    return [first] + entry.quotations.map { "      " + $0 }
  }

  private var candidates: [String] {
    ledger.candidates.sorted { $0.key < $1.key }.flatMap { theme, words -> [String] in
      guard !words.isEmpty else { return [] }
      let rows = words.map { word in
        "  " + Terminal.pad("\(word.word) [\(word.language)]", 28)
          + "in \(word.texts) missed, \(word.others) other texts, G² \(Decimal3.text(word.g2))"
      }
      return ["", "ADD to \(theme)? Words that mark what it misses"] + rows
    }
  }

  /// Everything as one JSON object.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(ledger), as: UTF8.self)
    }
  }

  /// One entry a line.
  var csv: String {
    let head = [
      "theme", "concept", "entry", "language", "weight", "items", "precision", "unique_items",
      "change", "low", "high", "harmed", "helped", "missed", "advice", "quotation",
    ]
    let rows = ledger.entries.map { entry in
      [
        entry.theme, entry.concept, entry.entry, entry.language, "\(entry.weight)",
        "\(entry.items)", "\(entry.precision)", "\(entry.uniqueItems)", "\(entry.change.value)",
        "\(entry.change.low)", "\(entry.change.high)", "\(entry.harmed)", "\(entry.helped)",
        "\(entry.missed)", entry.advice?.rawValue ?? "", entry.quotations.first ?? "",
      ]
    }
    return DelimitedText.table([head] + rows)
  }
}
