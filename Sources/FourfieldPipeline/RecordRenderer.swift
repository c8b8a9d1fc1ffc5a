internal import FourfieldCore
internal import FourfieldTagging
internal import FourfieldText

/// Writes documents and passages as records (DESIGN: data contracts).
///
/// What stands in every record of a lexicon (names of themes, of entries) is rendered once.
struct RecordRenderer {
  private var fragments: Fragments
  private let unit: OffsetUnit
  private let writesMatches: Bool
  private let writesText: Bool

  /// Creates a renderer.
  ///
  /// - Parameters:
  ///   - lexicon: the lexicon of the tags.
  ///   - groups: the names that ``GroupScore/group`` counts.
  ///   - settings: which parts are written, and the unit of offsets.
  init(lexicon: Lexicon, groups: [String], settings: Settings) {
    fragments = Fragments(lexicon, groups: groups)
    unit = settings.offsets
    writesMatches = settings.writesMatches
    writesText = settings.writesText
  }

  /// Writes the line of a passage; `counter` counts the document's text.
  mutating func passage(
    _ passage: Passage, tag: Tag, of built: BuiltDocument, offset: Int,
    counter: inout OffsetCounter, into json: inout JSONWriter
  ) {
    let text = built.document.text.span
    json.open("{")
    json.key("id")
    json.string("\(built.document.id)/\(passage.index)")
    json.key("document")
    json.string(built.document.id)
    json.key("index")
    json.int(passage.index)
    json.key("kind")
    json.string(passage.kind.rawValue)
    json.key("language")
    json.string(passage.language.code)
    json.strings("section", passage.section)
    json.range(
      "range", counter.offset(passage.range.start, in: text),
      counter.offset(passage.range.end, in: text))
    if let map = built.map {
      let source = map.sourceRange(of: passage.range).shifted(by: offset)
      json.range("source_range", source.start, source.end)
    } else if let path = passage.nodePath {
      json.key("node")
      json.string(path)
      let own = built.pageMap?.sourceRange(of: passage.range)
      if let range = own.flatMap({ $0.isEmpty ? nil : $0 }) ?? passage.pageRange {
        json.key("source_map")
        json.open("{")
        json.key("node")
        json.string(path)
        json.key("start")
        json.int(range.start)
        json.key("end")
        json.int(range.end)
        json.close("}")
      }
    }
    if writesText {
      json.key("text")
      json.string(utf8: text.extracting(passage.range.indices))
    }
    scores(tag, into: &json)
    labels(tag, into: &json)
    json.key("reason")
    json.string(tag.reason.rawValue)
    if writesMatches { matches(tag, passage: passage, text, into: &json) }
    json.close("}")
    json.endLine()
  }

  private func scores(_ tag: Tag, into json: inout JSONWriter) {
    json.key("themes")
    json.open("{")
    for index in fragments.reported {
      let score = tag.themes[index]
      guard score.count > 0 else {
        json.raw(fragments.zeros[index])
        continue
      }
      json.key(json: fragments.themes[index][...])
      json.open("{")
      json.key("score")
      json.number(score.score)
      json.key("probability")
      json.number(score.probability)
      json.key("count")
      json.int(score.count)
      json.close("}")
    }
    json.close("}")
    json.key("groups")
    json.open("{")
    for group in tag.groups where fragments.isReportedGroup[group.group] {
      json.key(json: fragments.groups[group.group][...])
      json.open("{")
      json.key("score")
      json.number(group.score)
      json.key("count")
      json.int(group.count)
      json.close("}")
    }
    json.close("}")
  }

  private func labels(_ tag: Tag, into json: inout JSONWriter) {
    json.key("labels")
    json.open("[")
    for label in tag.labels { json.raw(fragments.themes[label]) }
    json.close("]")
    json.key("primary")
    if let primary = tag.primary {
      json.raw(fragments.themes[primary])
    } else {
      json.string(nil)
    }
  }

  private mutating func matches(
    _ tag: Tag, passage: Passage, _ text: borrowing Span<UInt8>, into json: inout JSONWriter
  ) {
    json.key("matches")
    json.open("[")
    let start = passage.range.start
    var counter = OffsetCounter(unit, from: start)
    for match in tag.matches {
      let range = match.range.shifted(by: start)
      let first = counter.offset(range.start, in: text)
      let last = counter.offset(range.end, in: text)
      for row in fragments.range(of: match.entry)
      where match.theme == nil || match.theme == fragments.rows[row].theme {
        json.open("{")
        json.fragment(fragments.rows[row].json)
        json.digits(first)
        json.fragment(Fragments.end)
        json.digits(last)
        json.fragment(Fragments.surface)
        json.string(utf8: text.extracting(range.indices))
        json.close("}")
      }
    }
    json.close("]")
  }

  /// Writes the line of a document with its aggregated tag.
  func document(
    _ built: BuiltDocument, item: SourceItem, sha256: String, words: Int, passages: Int, tag: Tag,
    into json: inout JSONWriter
  ) {
    let metadata = built.document.metadata
    json.open("{")
    json.key("id")
    json.string(built.document.id)
    json.key("source")
    item.source.write(into: &json, range: item.range)
    json.key("sha256")
    json.string(sha256)
    json.key("title")
    json.string(metadata.title)
    json.strings("authors", metadata.authors)
    json.key("date")
    json.string(metadata.date)
    if metadata.modified != nil {
      json.key("modified")
      json.string(metadata.modified)
    }
    json.key("site")
    json.string(metadata.site)
    json.key("url")
    json.string(metadata.url)
    json.key("language")
    json.string(built.document.language.code)
    json.key("encoding")
    json.string(built.encoding)
    json.key("replacements")
    json.int(built.replacements)
    json.key("degraded")
    json.bool(built.isDegraded)
    if let share = built.keptShare {
      json.key("kept")
      json.number(share)
    }
    json.key("words")
    json.int(words)
    json.key("passages")
    json.int(passages)
    aggregated(tag, into: &json)
    if writesText {
      json.key("text")
      json.string(utf8: built.document.text.span)
    }
    json.key("fields")
    json.open("{")
    for field in built.fields {
      json.key(json: field.key[...])
      json.raw(field.json)
    }
    json.close("}")
    json.close("}")
    json.endLine()
  }

  private func aggregated(_ tag: Tag, into json: inout JSONWriter) {
    let total = fragments.reported.reduce(0.0) { $0 + tag.themes[$1].score }
    json.key("themes")
    json.open("{")
    for index in fragments.reported {
      let score = tag.themes[index]
      guard score.count > 0 else {
        json.raw(fragments.zeroShares[index])
        continue
      }
      json.key(json: fragments.themes[index][...])
      json.open("{")
      json.key("score")
      json.number(score.score)
      json.key("probability")
      json.number(score.probability)
      json.key("count")
      json.int(score.count)
      json.key("share")
      json.number(total > 0 ? Scorer.round(score.score / total) : 0)
      json.close("}")
    }
    json.close("}")
    labels(tag, into: &json)
  }
}
