internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldText

/// A document with what the records need beside it.
struct BuiltDocument {
  var document: Document
  /// From the document's text to the bytes of the file; nil for HTML.
  var map: OffsetMap?
  /// The members of the record that are carried over: key and JSON as it stood.
  var fields: [(key: String, json: [UInt8])] = []
  var encoding = "UTF-8"
  var replacements = 0
  var isDegraded = false
}

/// Decodes and normalises items.
struct DocumentBuilder {
  let settings: Settings

  /// Builds the document of an item, or throws the ``Rejection`` that it becomes.
  func build(_ item: SourceItem) throws -> BuiltDocument {
    if let rejection = item.rejection { throw rejection }
    if item.format == .record { return try record(item) }
    if item.format == .row { return try row(item) }
    if item.bytes.isEmpty {
      throw Rejection(stage: "ingest", code: "empty", message: "the file is empty")
    }
    if Decoder.isBinary(item.bytes) {
      throw Rejection(
        stage: "ingest", code: "binary", message: "the file is binary, expected text or HTML")
    }
    let declared = item.format == .html ? HTMLReader.declaredCharset(item.bytes) : nil
    let decoded = Decoder.decode(item.bytes, declared: declared)
    var built =
      item.format == .html
      ? page(decoded.utf8) : text(decoded.utf8, map: decoded.map, metadata: Metadata())
    built.encoding = decoded.encoding
    built.replacements = decoded.replacements
    built.document.id = item.path
    if built.document.text.isEmpty {
      throw Rejection(stage: "extract", code: "no-text", message: "the file holds no text")
    }
    return built
  }

  private func text(_ utf8: [UInt8], map: OffsetMap, metadata: Metadata) -> BuiltDocument {
    let plain = PlainText(utf8.span)
    let bytes = plain.text.utf8
    let document = Document(
      id: "", text: bytes, blocks: plain.blocks, metadata: metadata,
      language: language(bytes, metadata))
    return BuiltDocument(document: document, map: plain.text.map.composed(with: map))
  }

  private func page(_ utf8: [UInt8]) -> BuiltDocument {
    let page = HTMLReader.read(utf8)
    var bytes: [UInt8] = []
    var blocks: [Block] = []
    for piece in page.pieces {
      let normal = Normalizer.normalize(piece.text.span).utf8
      guard !normal.isEmpty else { continue }
      if !bytes.isEmpty { bytes += [0x0A, 0x0A] }
      let range = ByteRange(bytes.count, bytes.count + normal.count)
      bytes += normal
      blocks.append(Block(kind: piece.kind, range: range, nodePath: piece.nodePath))
    }
    let document = Document(
      id: "", text: bytes, blocks: blocks, metadata: page.metadata,
      language: language(bytes, page.metadata))
    return BuiltDocument(document: document, isDegraded: page.isDegraded)
  }

  /// Declared if it is one of ours, else detected.
  private func language(_ text: [UInt8], _ metadata: Metadata) -> Language {
    if let declared = metadata.language, Language.identified.contains(declared) { return declared }
    return LanguageIdentifier.identify(text.span, in: ByteRange(0, text.count))
  }

  private func record(_ item: SourceItem) throws -> BuiltDocument {
    let decoded = Decoder.decode(item.bytes)
    let members: [JSONScanner.Member]
    do throws(JSONScanner.Failure) {
      members = try JSONScanner.members(decoded.utf8)
    } catch {
      switch error {
      case .notObject:
        throw Rejection(
          stage: "ingest", code: "not-object", message: "the line is not a JSON object")
      case .notJSON(let column):
        throw Rejection(
          stage: "ingest", code: "not-json", message: "the line is not JSON",
          detail: "column \(column + 1)")
      }
    }
    func first(_ names: [String]) -> JSONScanner.Member? {
      for name in names {
        if let member = members.first(where: { $0.key == name }) { return member }
      }
      return nil
    }
    guard let text = first(settings.textFields), text.isString else {
      throw Rejection(
        stage: "ingest", code: "no-text-field",
        message: "the object has no text under \(settings.textFields.joined(separator: ", "))")
    }
    let known = [
      settings.idFields, settings.titleFields, settings.dateFields, settings.languageFields,
    ].map(first)
    func value(_ member: JSONScanner.Member?) -> String? {
      guard let member else { return nil }
      let bytes =
        member.isString
        ? JSONScanner.unescape(decoded.utf8, member.value).utf8
        : Array(decoded.utf8[member.value.indices])
      let text = String(decoding: bytes, as: UTF8.self)
      return text == "null" || text.isEmpty ? nil : text
    }
    let metadata = Metadata(
      title: value(known[1]), date: value(known[2]), language: value(known[3]).map(Language.init))
    let string = JSONScanner.unescape(decoded.utf8, text.value)
    var built = self.text(
      string.utf8, map: string.map.composed(with: decoded.map), metadata: metadata)
    built.encoding = decoded.encoding
    built.replacements = decoded.replacements
    built.document.id = value(known[0]) ?? "\(item.path)#\(item.line ?? 0)"
    let used = Set((known + [text]).compactMap { $0?.value })
    for member in members where !used.contains(member.value) {
      built.fields.append((member.key, Array(decoded.utf8[member.value.indices])))
    }
    if built.document.text.isEmpty {
      throw Rejection(stage: "extract", code: "no-text", message: "the text field is empty")
    }
    return built
  }

  /// A row of a table. Its passages have no `source_range`: quotes and separators stand between them and the file.
  private func row(_ item: SourceItem) throws -> BuiltDocument {
    func index(_ names: [String]) -> Int? {
      for name in names {
        if let found = item.row.firstIndex(where: { $0.name == name }) { return found }
      }
      return nil
    }
    func value(_ index: Int?) -> String? {
      guard let index, !item.row[index].field.isEmpty else { return nil }
      return String(decoding: item.row[index].field, as: UTF8.self)
    }
    guard let text = index(settings.textFields) else {
      throw Rejection(
        stage: "ingest", code: "no-text-field",
        message: "the table has no column \(settings.textFields.joined(separator: ", "))")
    }
    let known = [
      settings.idFields, settings.titleFields, settings.dateFields, settings.languageFields,
    ].map(index)
    let metadata = Metadata(
      title: value(known[1]), date: value(known[2]), language: value(known[3]).map(Language.init))
    let bytes = item.row[text].field
    var built = self.text(bytes, map: OffsetMap(identity: bytes.count), metadata: metadata)
    built.map = nil
    built.document.id = value(known[0]) ?? "\(item.path)#\(item.line ?? 0)"
    for (position, column) in item.row.enumerated() where !(known + [text]).contains(position) {
      var json = JSONWriter()
      json.string(column.field)
      built.fields.append((column.name, json.bytes))
    }
    if built.document.text.isEmpty {
      throw Rejection(stage: "extract", code: "no-text", message: "the text column is empty")
    }
    return built
  }
}
