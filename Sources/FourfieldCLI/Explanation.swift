internal import FourfieldCore
internal import FourfieldMatching
internal import FourfieldPipeline
internal import FourfieldTagging

/// A tagged passage for the eye.
struct Explanation {
  let lexicon: CompiledLexicon
  private let bytes: [UInt8]
  let language: Language
  let tag: Tag

  /// The passage, the table of matches, and the sums.
  var description: [String] { [highlighted, ""] + rows + [""] + sums }

  /// The whole as one text.
  init(lexicon: CompiledLexicon, text: [UInt8], language: Language, tag: Tag) {
    self.lexicon = lexicon
    bytes = text
    self.language = language
    self.tag = tag
  }

  private func slice(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private var highlighted: String {
    var result = "[\(language.code)] "
    var position = 0
    // Under some policies matches share text: what is coloured already stays as it is.
    for match in tag.matches where match.range.start >= position {
      result += slice(position..<match.range.start)
      let concept = lexicon.concept(lexicon.entry(match.entry).concept)
      let color = concept.memberships.first.map { lexicon.outline.themes[$0.theme].color } ?? ""
      result += Terminal.colored(slice(match.range.indices), color)
      position = match.range.end
    }
    return result + slice(position..<bytes.count)
  }

  private var rows: [String] {
    // Ranges are shown as records have them by default, in code points of the passage.
    var counter = OffsetCounter(.codepoints)
    return tag.matches.flatMap { match in
      let start = counter.offset(match.range.start, in: bytes.span)
      let end = counter.offset(match.range.end, in: bytes.span)
      let entry = lexicon.entry(match.entry)
      let concept = lexicon.concept(entry.concept)
      return concept.memberships.filter { match.theme == nil || match.theme == $0.theme }.map {
        membership in
        "  " + Terminal.pad(slice(match.range.indices), 28) + "  "
          + Terminal.pad(lexicon.outline.groupName(membership), 26) + "  "
          + Terminal.pad(concept.id, 28)
          + "  \(entry.weight(in: membership))  \(start)..<\(end)  \(entry.text)"
      }
    }
  }

  private var sums: [String] {
    var lines: [String] = []
    for (index, theme) in lexicon.outline.themes.enumerated() {
      let score = tag.themes[index]
      guard score.count > 0 else { continue }
      let label = tag.labels.contains(index) ? "  label" : ""
      let probability = theme.isReported ? "  probability \(score.probability)" : "  background"
      lines.append(
        "  " + Terminal.colored(Terminal.pad(theme.id, 12), theme.color)
          + "  score \(score.score) from \(score.count) matches" + probability + label)
    }
    let primary = tag.primary.map { ", primary \(lexicon.outline.themes[$0].id)" } ?? ""
    return lines + ["  \(tag.reason.rawValue)\(primary)", ""]
  }
}

extension Explanation {
  /// The lines as one text.
  var text: String { description.joined(separator: "\n") }
}
