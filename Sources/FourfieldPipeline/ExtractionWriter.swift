internal import FourfieldCore

/// Writes a document as `fourfield extract` does.
struct ExtractionWriter {
  let built: BuiltDocument

  /// The document as one line of JSON.
  func line() -> [UInt8] {
    let metadata = built.document.metadata
    var json = JSONWriter(capacity: built.document.text.count + 512)
    json.open("{")
    json.key("id")
    json.string(built.document.id)
    json.key("url")
    json.string(metadata.url)
    json.key("title")
    json.string(metadata.title)
    json.key("date")
    json.string(metadata.date)
    if let modified = metadata.modified {
      json.key("modified")
      json.string(modified)
    }
    json.strings("authors", metadata.authors)
    json.key("site")
    json.string(metadata.site)
    json.key("language")
    json.string(built.document.language.code)
    if let share = built.keptShare {
      json.key("kept")
      json.number(share)
    }
    if built.isDegraded {
      json.key("degraded")
      json.bool(true)
    }
    json.key("text")
    json.string(utf8: text().span)
    json.close("}")
    return json.line()
  }

  /// The blocks, one a line.
  private func text() -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(built.document.text.count)
    for block in built.document.blocks {
      if !text.isEmpty { text.append(0x0A) }
      text += built.document.text[block.range.indices]
    }
    return text
  }

  /// The document as Markdown: the metadata in a block of YAML, then headings, lists, quotations and paragraphs.
  func markdown() -> [UInt8] {
    var text = header()
    var wasItem = false
    for block in built.document.blocks {
      let content = String(decoding: built.document.text[block.range.indices], as: UTF8.self)
      if case .listItem = block.kind, wasItem { text.removeLast() }
      text += ExtractionWriter.markdown(content, block.kind) + "\n\n"
      if case .listItem = block.kind { wasItem = true } else { wasItem = false }
    }
    return Array(text.utf8)
  }

  private func header() -> String {
    let metadata = built.document.metadata
    let pairs: [(String, String?)] = [
      ("id", built.document.id), ("url", metadata.url), ("title", metadata.title),
      ("date", metadata.date),
      ("authors", metadata.authors.isEmpty ? nil : metadata.authors.joined(separator: "; ")),
      ("site", metadata.site), ("language", built.document.language.code),
    ]
    let lines = pairs.compactMap { key, value in
      value.map { value -> String in
        var json = JSONWriter()
        json.string(value)
        return "\(key): \(String(decoding: json.bytes, as: UTF8.self))\n"
      }
    }
    return "---\n" + lines.joined() + "---\n\n"
  }

  private static func markdown(_ text: String, _ kind: Block.Kind) -> String {
    switch kind {
    case .heading(let level):
      String(repeating: "#", count: level) + " " + text.replacing("\n", with: " ")
    case .listItem: "- " + text.replacing("\n", with: "\n  ")
    case .quote: "> " + text.replacing("\n", with: "\n> ")
    case .preformatted: "```\n" + text + "\n```"
    case .paragraph, .tableRow, .caption: text
    }
  }
}
