internal import FourfieldCore
internal import FourfieldTagging

/// The records of documents.
extension RecordRenderer {
  /// What is counted of a document beside its tag.
  struct Facts {
    let sha256: InlineArray<32, UInt8>
    let words: Int
    let passages: Int
    let isDegraded: Bool
  }

  /// Writes the line of a document with its aggregated tag.
  func document(
    _ built: BuiltDocument, _ frame: Frame, item: SourceItem, _ facts: Facts, tag: Tag,
    into json: inout JSONWriter
  ) {
    json.pieces(atMost: frame.id.count + 32) { pen in
      pen.literal("{\"id\":\"")
      pen.fragment(frame.id)
      pen.literal("\",\"source\":")
    }
    item.source.write(into: &json, range: item.range)
    json.pieces(atMost: 96) { pen in
      pen.literal(",\"sha256\":\"")
      pen.hex(facts.sha256)
      pen.literal("\"")
    }
    metadata(built.document.metadata, into: &json)
    json.literal(",\"language\":")
    json.string(built.document.language.code)
    json.literal(",\"encoding\":")
    json.string(built.encoding)
    json.pieces(atMost: 64) { pen in
      pen.literal(",\"replacements\":")
      pen.digits(built.replacements)
      pen.literal(",\"degraded\":")
      pen.literal(facts.isDegraded ? "true" : "false")
    }
    if let share = built.keptShare {
      json.literal(",\"kept\":")
      json.number(share)
    }
    json.pieces(atMost: 80) { pen in
      pen.literal(",\"words\":")
      pen.digits(facts.words)
      pen.literal(",\"passages\":")
      pen.digits(facts.passages)
    }
    aggregated(tag, into: &json)
    if writesText {
      json.literal(",\"text\":")
      json.string(utf8: built.document.text.span)
    }
    fields(built.fields, into: &json)
    json.literal("}\n")
  }

  private func metadata(_ metadata: Metadata, into json: inout JSONWriter) {
    // Records seldom say anything of themselves.
    if metadata.isBlank {
      return json.literal(
        ",\"title\":null,\"authors\":[],\"date\":null,\"site\":null,\"url\":null")
    }
    json.literal(",\"title\":")
    json.string(metadata.title)
    json.strings("authors", metadata.authors)
    json.literal(",\"date\":")
    json.string(metadata.date)
    if metadata.modified != nil {
      json.literal(",\"modified\":")
      json.string(metadata.modified)
    }
    json.literal(",\"site\":")
    json.string(metadata.site)
    json.literal(",\"url\":")
    json.string(metadata.url)
  }

  private func aggregated(_ tag: Tag, into json: inout JSONWriter) {
    if tag.matches.isEmpty { return json.fragment(fragments.blankShares) }
    // Evidence against a theme has no part in the whole.
    let total = fragments.reported.reduce(0.0) { $0 + max(0, tag.themes[$1].score) }
    themes(tag, blanks: fragments.zeroShares, into: &json) { score, pen in
      pen.literal(",\"share\":")
      pen.number(total > 0 ? Scorer.round(max(0, score.score) / total) : 0)
    }
    labels(tag, into: &json)
  }

  private func fields(_ fields: [BuiltDocument.Field], into json: inout JSONWriter) {
    json.literal(",\"fields\":{")
    var isFirst = true
    for field in fields {
      if !isFirst { json.literal(",") }
      isFirst = false
      json.fragment(field.key.span, 0..<field.key.count)
      json.literal(":")
      json.fragment(field.json.span, 0..<field.json.count)
    }
    json.literal("}")
  }
}

extension Metadata {
  /// Whether it says nothing that the record of a document has.
  fileprivate var isBlank: Bool {
    title == nil && authors.isEmpty && date == nil && modified == nil && site == nil && url == nil
  }
}
