internal import FourfieldCore
internal import FourfieldPipeline

/// The summary at the end of a run.
struct SummaryTable {
  let summary: RunSummary
  let themes: [Theme]

  /// The lines, without an end.
  var text: String {
    var lines = [
      "\(summary.items) items = \(summary.documents) documents + \(summary.rejected) rejects"
        + (summary.dropped > 0 ? " + \(summary.dropped) dropped, " : ", ")
        + "\(summary.passages) passages, \(summary.matches) matches"
    ]
    for (code, count) in summary.rejects.sorted(by: { $0.key < $1.key }) {
      lines.append("  rejected \(code): \(count)")
    }
    if summary.repeatedIDs > 0 { lines.append("  repeated ids: \(summary.repeatedIDs)") }
    lines.append("")
    lines += table
    return lines.joined(separator: "\n")
  }

  private var table: [String] {
    let languages = Set(summary.labels.values.flatMap(\.keys)).sorted()
    var header = Terminal.pad("passages with", 14)
    for language in languages { header += Terminal.pad("  \(language)", 8) }
    var lines = [header + "   share"]
    for theme in themes where theme.isReported {
      let counts = summary.labels[theme.id] ?? [:]
      let share = Double(counts.values.reduce(0, +)) / Double(max(1, summary.passages))
      var line = Terminal.pad(theme.id, 14)
      for language in languages { line += Terminal.pad("  \(counts[language] ?? 0)", 8) }
      let bar = String(repeating: "█", count: Int((share * 30).rounded()))
      lines.append(line + "   " + Terminal.pad("\(Int((share * 100).rounded())) %", 6) + bar)
    }
    return lines
  }
}
