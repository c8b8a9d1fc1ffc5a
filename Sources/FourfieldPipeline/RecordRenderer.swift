internal import FourfieldCore
internal import FourfieldMatching
internal import FourfieldTagging
internal import FourfieldText

/// Writes documents and passages as records (DESIGN: data contracts).
///
/// What stands in every record of a lexicon (names of themes, of entries) is rendered once, and what stands between two values is one
/// literal: a record is some thirty pieces that are copied.
struct RecordRenderer {
  var fragments: Fragments
  let writesText: Bool
  private let writesMatches: Bool

  /// What all records of a document have in common.
  struct Frame {
    /// The id as it stands between the quotes of a JSON string.
    let id: [UInt8]
    /// Where the document's bytes begin in the file.
    let offset: Int

    init(_ built: BuiltDocument, offset: Int) {
      id = JSONWriter.escaped(built.document.id)
      self.offset = offset
    }
  }

  /// Creates a renderer.
  ///
  /// - Parameters:
  ///   - lexicon: the lexicon of the tags.
  ///   - groups: the names that ``GroupScore/group`` counts.
  ///   - settings: which parts are written.
  init(_ lexicon: CompiledLexicon, groups: [String], settings: Settings) {
    fragments = Fragments(lexicon, groups: groups)
    writesMatches = settings.writesMatches
    writesText = settings.writesText
  }

  /// Writes the line of a passage; `counter` counts the document's text.
  mutating func passage(
    _ passage: Passage, tag: Tag, of built: BuiltDocument, _ frame: Frame,
    counter: inout OffsetCounter, into json: inout JSONWriter
  ) {
    let bytes = built.document.text
    let text = bytes.span
    json.pieces(atMost: 2 * frame.id.count + 128) { pen in
      pen.literal("{\"id\":\"")
      pen.fragment(frame.id)
      pen.literal("/")
      pen.digits(passage.index)
      pen.literal("\",\"document\":\"")
      pen.fragment(frame.id)
      pen.literal("\",\"index\":")
      pen.digits(passage.index)
      pen.literal(",\"kind\":\"")
      pen.literal(passage.kind == .text ? "text" : "heading")
      pen.literal("\",\"language\":")
    }
    json.string(passage.language.code)
    json.strings("section", passage.section)
    let start = counter.offset(passage.range.start, in: text)
    let own = counter.counter(from: passage.range.start)
    let end = counter.offset(passage.range.end, in: text)
    json.range(",\"range\":", start, end)
    place(passage, of: built, frame, into: &json)
    if writesText {
      json.literal(",\"text\":")
      json.string(utf8: text.extracting(passage.range.indices))
    }
    if tag.matches.isEmpty {
      json.fragment(fragments.blank)
    } else {
      scores(tag, into: &json)
      labels(tag, into: &json)
    }
    json.literal(",\"reason\":")
    json.string(tag.reason.rawValue)
    if writesMatches { matches(tag, passage, own, text, into: &json) }
    json.literal("}\n")
  }

  /// Writes where a passage stood in its source.
  private func place(
    _ passage: Passage, of built: BuiltDocument, _ frame: Frame, into json: inout JSONWriter
  ) {
    if let map = built.map {
      let source = map.sourceRange(of: passage.range).shifted(by: frame.offset)
      json.range(",\"source_range\":", source.start, source.end)
    } else if let path = passage.nodePath {
      json.literal(",\"node\":")
      json.string(path)
      let own = built.pageMap?.sourceRange(of: passage.range)
      guard let range = own.flatMap({ $0.isEmpty ? nil : $0 }) ?? passage.pageRange else { return }
      json.literal(",\"source_map\":{\"node\":")
      json.string(path)
      json.literal(",\"start\":")
      json.digits(range.start)
      json.literal(",\"end\":")
      json.digits(range.end)
      json.literal("}")
    }
  }

  private func scores(_ tag: Tag, into json: inout JSONWriter) {
    themes(tag, blanks: fragments.zeros, into: &json) { _, _ in }
    json.literal(",\"groups\":{")
    var isFirst = true
    for group in tag.groups where fragments.isReportedGroup[group.group] {
      let opening = fragments.groups[group.group]
      json.pieces(atMost: opening.count + 96) { pen in
        if !isFirst { pen.literal(",") }
        pen.fragment(opening)
        pen.number(group.score)
        pen.literal(",\"count\":")
        pen.digits(group.count)
        pen.literal("}")
      }
      isFirst = false
    }
    json.literal("}")
  }

  /// Writes the scores of the reported themes: one of `blanks` for a theme without a match, and what `more` writes behind the count.
  func themes(
    _ tag: Tag, blanks: [[UInt8]], into json: inout JSONWriter,
    more: (ThemeScore, inout JSONPen) -> Void
  ) {
    json.pieces(atMost: fragments.themesRoom) { pen in
      pen.literal(",\"themes\":{")
      for index in fragments.reported {
        let score = tag.themes[index]
        guard score.count > 0 else {
          pen.fragment(blanks[index])
          continue
        }
        pen.fragment(fragments.openings[index])
        pen.number(score.score)
        pen.literal(",\"probability\":")
        pen.number(score.probability)
        pen.literal(",\"count\":")
        pen.digits(score.count)
        more(score, &pen)
        pen.literal("}")
      }
      pen.literal("}")
    }
  }

  func labels(_ tag: Tag, into json: inout JSONWriter) {
    json.literal(",\"labels\":[")
    var isFirst = true
    for label in tag.labels {
      if !isFirst { json.literal(",") }
      isFirst = false
      json.fragment(fragments.themes[label])
    }
    json.literal("],\"primary\":")
    if let primary = tag.primary {
      json.fragment(fragments.themes[primary])
    } else {
      json.literal("null")
    }
  }

  /// Writes the rows of evidence; `counter` counts from the beginning of the passage.
  private mutating func matches(
    _ tag: Tag, _ passage: Passage, _ counter: OffsetCounter, _ text: borrowing Span<UInt8>,
    into json: inout JSONWriter
  ) {
    json.literal(",\"matches\":[")
    var counter = counter
    var isFirst = true
    for match in tag.matches {
      let range = match.range.shifted(by: passage.range.start)
      let first = counter.offset(range.start, in: text)
      let last = counter.offset(range.end, in: text)
      for row in fragments.range(of: match.entry)
      where match.theme == nil || match.theme == fragments.theme(of: row) {
        fragments.write(
          row, isFirst: isFirst, start: first, end: last,
          surface: text.extracting(range.indices), into: &json)
        isFirst = false
      }
    }
    json.literal("]")
  }
}
