internal import FourfieldCore
internal import FourfieldTagging
internal import FourfieldText

/// Writes documents and passages as records (DESIGN: data contracts).
struct RecordRenderer {
  let lexicon: Lexicon
  var writesMatches = true
  var writesText = true

  /// The line of a passage; `points` counts the document's code points.
  func passage(
    _ passage: Passage, tag: Tag, of built: BuiltDocument, item: SourceItem,
    points: inout CodePointCounter
  ) -> [UInt8] {
    let text = built.document.text.span
    var json = JSONWriter()
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
      "range", points.offset(passage.range.start, in: text),
      points.offset(passage.range.end, in: text))
    if let map = built.map {
      let source = map.sourceRange(of: passage.range).shifted(by: item.range?.start ?? 0)
      json.range("source_range", source.start, source.end)
    } else if let path = passage.nodePath {
      json.key("node")
      json.string(path)
    }
    if writesText {
      json.key("text")
      json.string(Array(built.document.text[passage.range.indices]))
    }
    scores(tag, into: &json)
    labels(tag, into: &json)
    json.key("reason")
    json.string(tag.reason.rawValue)
    if writesMatches { matches(tag, passage: passage, text, into: &json) }
    json.close("}")
    return json.line()
  }

  private func scores(_ tag: Tag, into json: inout JSONWriter) {
    json.key("themes")
    json.open("{")
    for (theme, score) in zip(lexicon.themes, tag.themes) where theme.isReported {
      json.key(theme.id)
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
    for (name, score) in tag.groups where isReported(name) {
      json.key(name)
      json.open("{")
      json.key("score")
      json.number(score.score)
      json.key("count")
      json.int(score.count)
      json.close("}")
    }
    json.close("}")
  }

  private func isReported(_ group: String) -> Bool {
    lexicon.themes.contains { $0.isReported && group.hasPrefix($0.id + "/") }
  }

  private func labels(_ tag: Tag, into json: inout JSONWriter) {
    json.strings("labels", tag.labels.map { lexicon.themes[$0].id })
    json.key("primary")
    json.string(tag.primary.map { lexicon.themes[$0].id })
  }

  private func matches(
    _ tag: Tag, passage: Passage, _ text: borrowing Span<UInt8>, into json: inout JSONWriter
  ) {
    json.key("matches")
    json.open("[")
    let start = passage.range.start
    var points = CodePointCounter(from: start)
    for match in tag.matches {
      let entry = lexicon.entries[match.entry]
      let concept = lexicon.concepts[entry.concept]
      let first = points.offset(start + match.range.start, in: text, from: start)
      let last = points.offset(start + match.range.end, in: text, from: start)
      for membership in concept.memberships where lexicon.themes[membership.theme].isReported {
        json.open("{")
        for (key, value) in [
          ("theme", lexicon.themes[membership.theme].id), ("group", lexicon.groupName(membership)),
          ("concept", concept.id), ("entry", entry.text),
        ] {
          json.key(key)
          json.string(value)
        }
        json.key("weight")
        json.number(entry.weight(in: membership))
        json.key("start")
        json.int(first)
        json.key("end")
        json.int(last)
        json.key("surface")
        json.string((match.range.start..<match.range.end).map { text[start + $0] })
        json.close("}")
      }
    }
    json.close("]")
  }

  /// The line of a document with its aggregated tag.
  func document(
    _ built: BuiltDocument, item: SourceItem, sha256: String, words: Int, passages: Int, tag: Tag
  ) -> [UInt8] {
    let metadata = built.document.metadata
    var json = JSONWriter()
    json.open("{")
    json.key("id")
    json.string(built.document.id)
    json.key("source")
    json.open("{")
    json.key("path")
    json.string(item.path)
    if let line = item.line {
      json.key("line")
      json.int(line)
    }
    if let range = item.range { json.range("range", range.start, range.end) }
    json.close("}")
    json.key("sha256")
    json.string(sha256)
    json.key("title")
    json.string(metadata.title)
    json.strings("authors", metadata.authors)
    for (key, value) in [
      ("date", metadata.date), ("site", metadata.site), ("url", metadata.url),
      ("language", built.document.language.code), ("encoding", built.encoding),
    ] {
      json.key(key)
      json.string(value)
    }
    json.key("replacements")
    json.int(built.replacements)
    json.key("degraded")
    json.raw(Array((built.isDegraded ? "true" : "false").utf8))
    json.key("words")
    json.int(words)
    json.key("passages")
    json.int(passages)
    aggregated(tag, into: &json)
    if writesText {
      json.key("text")
      json.string(built.document.text)
    }
    json.key("fields")
    json.open("{")
    for (key, value) in built.fields {
      json.key(key)
      json.raw(value)
    }
    json.close("}")
    json.close("}")
    return json.line()
  }

  private func aggregated(_ tag: Tag, into json: inout JSONWriter) {
    var total = 0.0
    for (theme, score) in zip(lexicon.themes, tag.themes) where theme.isReported {
      total += score.score
    }
    json.key("themes")
    json.open("{")
    for (theme, score) in zip(lexicon.themes, tag.themes) where theme.isReported {
      json.key(theme.id)
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
