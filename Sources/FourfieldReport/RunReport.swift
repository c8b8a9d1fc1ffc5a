public import Foundation

/// One HTML file about a run: what came out, with the evidence in colour. It loads nothing from anywhere.
public struct RunReport: Sendable {
  private let passages: [ReportPassage]
  private let themes: [String]
  private let title: String
  /// Passages by theme and language.
  private let counts: [String: [String: Int]]
  private let total: Int

  /// How many passages of each theme are shown.
  public static let examples = 12

  /// Reads the passages of a run.
  ///
  /// - Parameters:
  ///   - jsonl: the bytes of `passages.jsonl`; lines that are no records are passed over.
  ///   - title: the page's title.
  /// - Complexity: O(*n*); of the passages only the shown ones are kept.
  public init(jsonl: Data, title: String) {
    var kept: [ReportPassage] = []
    var shown: [String: Int] = [:]
    var counts: [String: [String: Int]] = [:]
    var themes: [String] = []
    var total = 0
    for line in jsonl.split(separator: 0x0A) {
      guard let passage = try? JSONDecoder().decode(ReportPassage.self, from: line) else {
        continue
      }
      total += 1
      if themes.isEmpty { themes = passage.themes.keys.sorted() }
      for label in passage.labels {
        counts[label, default: [:]][passage.language, default: 0] += 1
      }
      guard let primary = passage.primary, shown[primary, default: 0] < RunReport.examples,
        passage.text != nil, passage.matches?.isEmpty == false
      else { continue }
      shown[primary, default: 0] += 1
      kept.append(passage)
    }
    passages = kept
    self.themes = themes
    self.counts = counts
    self.total = total
    self.title = title
  }

  /// The page in UTF-8.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
    table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .8rem; border-bottom: 1px solid #ddd }
    .bar { display: inline-block; height: .8rem } mark { padding: 0 .15em; border-radius: .2em; color: #fff }
    blockquote { margin: 0 0 1.2rem; padding-left: 1rem; border-left: 4px solid #ccc } .place { color: #666; font-size: .85rem }
    </style>
    </head>
    <body>
    <h1>\(HTMLText.escaped(title))</h1>
    <p>\(total) passages.</p>
    \(table)
    \(themes.map(section).joined(separator: "\n"))
    </body>
    </html>

    """
  }

  /// Theme × language.
  private var table: String {
    let languages = Set(counts.values.flatMap(\.keys)).sorted()
    let head = languages.map { "<th>\(HTMLText.escaped($0))</th>" }.joined()
    let rows = themes.map { theme -> String in
      let row = counts[theme] ?? [:]
      let share = Double(row.values.reduce(0, +)) / Double(max(1, total))
      let cells = languages.map { "<td>\(row[$0] ?? 0)</td>" }.joined()
      let percent = Int((share * 100).rounded())
      let bar =
        "<span class=\"bar\" style=\"width:\(percent * 2)px;background:\(color(theme))\"></span>"
      return "<tr><th>\(HTMLText.escaped(theme))</th>\(cells)<td>\(percent) % \(bar)</td></tr>"
    }
    return "<table><tr><th>passages with</th>\(head)<th>share</th></tr>\(rows.joined())</table>"
  }

  /// The first passages that a theme leads.
  private func section(_ theme: String) -> String {
    let own = passages.filter { $0.primary == theme }
    guard !own.isEmpty else { return "" }
    let quotes = own.map { passage in
      "<blockquote style=\"border-color:\(color(theme))\">\(marked(passage))"
        + "<div class=\"place\">\(HTMLText.escaped(passage.id)) · \(HTMLText.escaped(passage.language)) · "
        + "\(HTMLText.escaped(passage.labels.joined(separator: ", ")))</div></blockquote>"
    }
    return "<h2>\(HTMLText.escaped(theme))</h2>\n" + quotes.joined(separator: "\n")
  }

  /// The text with its matches in the colours of their themes; where two rows share a range, the first counts.
  private func marked(_ passage: ReportPassage) -> String {
    let scalars = Array((passage.text ?? "").unicodeScalars)
    var result = ""
    var position = 0
    for match in passage.matches ?? []
    where match.start >= position && match.start < match.end && match.end <= scalars.count {
      result += HTMLText.escaped(scalars[position..<match.start])
      let note = HTMLText.escaped("\(match.group) · \(match.concept) · weight \(match.weight)")
      result += "<mark style=\"background:\(color(match.theme))\" title=\"\(note)\">"
      result += HTMLText.escaped(scalars[match.start..<match.end]) + "</mark>"
      position = match.end
    }
    return result + HTMLText.escaped(scalars[position...])
  }

  private func color(_ theme: String) -> String {
    let palette = ["#8e44ad", "#b9770e", "#1e8449", "#c0392b", "#2471a3", "#5d6d7e"]
    return palette[(themes.firstIndex(of: theme) ?? 5) % palette.count]
  }
}
