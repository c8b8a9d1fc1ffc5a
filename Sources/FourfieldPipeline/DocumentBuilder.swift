internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldText

/// Decodes and normalises items.
///
/// A class, so that whoever holds on to it for a moment counts one reference and not those of all settings.
final class DocumentBuilder: Sendable {
  private let settings: Settings
  private let names: FieldNames
  private let model: PageModel?

  /// Creates a builder.
  ///
  /// - Parameters:
  ///   - settings: what is in force.
  ///   - model: what tells a page's blocks apart; nil for the one that is fitted, which is read with the first page.
  init(settings: Settings, model: PageModel? = nil) {
    self.settings = settings
    self.model = model
    names = FieldNames(settings)
  }

  /// The documents of an item, each or instead the ``Rejection`` that it becomes.
  ///
  /// - Parameters:
  ///   - item: a file, a record or a row; a run of lines is cut before it comes here.
  ///   - emit: called for each document in order.
  func build(_ item: SourceItem, _ emit: (Result<BuiltDocument, Rejection>, SourceItem) -> Void) {
    do throws(Rejection) {
      switch item.content {
      case .rejected(let rejection): throw rejection
      case .record: emit(.success(try record(item)), item)
      case .row(let row): emit(.success(try table(row, item)), item)
      case .file(.xml): try feed(item, emit)
      case .file(let format): emit(.success(try file(item, format)), item)
      case .lines, .rows: break
      }
    } catch {
      emit(.failure(error), item)
    }
  }

  // MARK: Files

  private func file(_ item: SourceItem, _ format: InputFormat) throws(Rejection) -> BuiltDocument {
    let isPage = format == .html
    let decoded =
      isPage
      ? try decodeMarkup(
        item, declared: item.encoding ?? HTMLReader.declaredCharset(item.bytes))
      : try decode(item, declared: item.encoding, mapping: .everyCharacter)
    let built =
      isPage
      ? PageBuilder.document(
        of: HTMLReader.read(
          decoded.utf8, content: settings.content, limits: settings.limits.markup,
          model: model ?? .fitted))
      : text(decoded.utf8, map: decoded.map, metadata: Metadata())
    built.encoding = decoded.encoding
    built.replacements = decoded.replacements
    built.document.id = item.record?.id ?? item.source.id
    item.record?.complete(built)
    return try checked(built, "the file holds no text")
  }

  /// The documents of an XML file.
  private func feed(
    _ item: SourceItem, _ emit: (Result<BuiltDocument, Rejection>, SourceItem) -> Void
  ) throws(Rejection) {
    let decoded = try decodeMarkup(item, declared: HTMLReader.declaredCharset(item.bytes))
    var number = 0
    do throws(XMLDocumentReader.Refusal) {
      try XMLDocumentReader.read(decoded.utf8, limits: settings.limits.markup) { part, isOnly in
        number += 1
        self.emit(part, of: item, number: isOnly ? nil : number, decoded, emit)
      }
    } catch {
      switch error {
      case .declaresEntities:
        throw Rejection(
          stage: "extract", code: "xml-entities",
          message: "the XML declares entities of its own, which are never expanded")
      case .isSitemap:
        throw Rejection(
          stage: "extract", code: "sitemap",
          message: "the file is a sitemap, a list of addresses without text")
      }
    }
    if number == 0 {
      throw Rejection(stage: "extract", code: "no-text", message: "the file holds no text")
    }
  }

  /// Hands on one document of an XML file, with its number where there are more.
  private func emit(
    _ part: XMLItem, of item: SourceItem, number: Int?, _ decoded: DecodedText,
    _ emit: (Result<BuiltDocument, Rejection>, SourceItem) -> Void
  ) {
    var own = item
    if let number { own.source.member = "item \(number)" }
    let built = PageBuilder.document(of: part.page)
    built.encoding = decoded.encoding
    built.replacements = decoded.replacements
    built.document.id = part.id ?? own.source.id
    do throws(Rejection) {
      emit(.success(try checked(built, "the item holds no text")), own)
    } catch {
      emit(.failure(error), own)
    }
  }

  private func decode(
    _ item: SourceItem, declared: String?, mapping: DecodedText.Mapping
  ) throws(Rejection) -> DecodedText {
    if item.bytes.isEmpty {
      throw Rejection(stage: "ingest", code: "empty", message: "the file is empty")
    }
    let isWide = item.isWindow && item.encoding.map(Decoder.isWide) == true
    if !isWide, Decoder.isBinary(item.bytes) {
      throw Rejection(
        stage: "ingest", code: "binary", message: "the file is binary, expected text or markup")
    }
    return Decoder.decode(
      item.bytes, declared: declared, isPart: item.isWindow, mapping: mapping)
  }

  /// Decodes a page or an XML file, of which nobody asks where its characters stood.
  private func decodeMarkup(_ item: SourceItem, declared: String?) throws(Rejection) -> DecodedText
  {
    let decoded = try decode(item, declared: declared, mapping: .none)
    // Of two bytes a character come three; what noise becomes, or a table of one byte, may be thrice as long.
    let most = settings.limits.documentBytes / 5 * 7
    if decoded.utf8.count > most {
      throw Rejection(
        stage: "ingest", code: "too-large",
        message:
          "the file holds \(decoded.utf8.count) bytes in UTF-8, from \(decoded.encoding), \(most) are allowed, 1.4 times the limit document_bytes"
      )
    }
    return decoded
  }

  private func checked(_ built: BuiltDocument, _ message: String) throws(Rejection) -> BuiltDocument
  {
    if built.document.text.isEmpty {
      throw Rejection(stage: "extract", code: "no-text", message: message)
    }
    return built
  }

  /// A document of plain text; without `map` it does not know where it stood.
  private func text(
    _ utf8: [UInt8], map: OffsetMap?, metadata: consuming Metadata
  ) -> BuiltDocument {
    let lines = settings.limits.markup.elements
    let rest = DocumentBuilder.lineEnd(lines, of: utf8)
    // What has too many lines keeps its text; the rest of it is one paragraph.
    let source = rest.map { DocumentBuilder.unfolded(utf8, from: $0) } ?? utf8
    let plain = PlainText(source.span)
    let bytes = plain.text.utf8
    var document = Document(
      id: "", text: bytes, blocks: plain.blocks, metadata: metadata, language: .other)
    document.findLanguage(trustsData: true)
    return BuiltDocument(
      document: consume document, map: map.map { plain.text.map.composed(with: $0) },
      isDegraded: rest != nil)
  }

  /// Where the line behind a number of lines begins; nil where there are fewer.
  private static func lineEnd(_ limit: Int, of utf8: [UInt8]) -> Int? {
    guard utf8.count > limit else { return nil }
    var lines = 0
    for index in utf8.indices where utf8[index] == 0x0A || utf8[index] == 0x0D {
      lines += 1
      if lines == limit { return index + 1 }
    }
    return nil
  }

  /// The text with blanks in place of line ends, from one of its bytes on.
  private static func unfolded(_ utf8: [UInt8], from start: Int) -> [UInt8] {
    var bytes = utf8
    for index in start..<bytes.count where bytes[index] == 0x0A || bytes[index] == 0x0D {
      bytes[index] = 0x20
    }
    return bytes
  }

  // MARK: Records

  /// The place of the first of several names that holds something: an empty field does not hide the next. Where none does, that of the first that is there.
  private static func first<Name>(
    _ names: [Name], at place: (Name) -> Int?, isEmpty: (Int) -> Bool
  ) -> Int? {
    var empty: Int?
    for name in names {
      guard let found = place(name) else { continue }
      if !isEmpty(found) { return found }
      empty = empty ?? found
    }
    return empty
  }

  private func record(_ item: SourceItem) throws(Rejection) -> BuiltDocument {
    guard item.bytes.count <= settings.limits.documentBytes else {
      throw .tooLarge("the line holds \(item.bytes.count) bytes", settings.limits)
    }
    let decoded = item.isPlain ? DecodedText(utf8: item.bytes) : Decoder.decode(item.bytes)
    let line = decoded.utf8
    let members = try members(line)
    func first(_ names: [[UInt8]]) -> Int? {
      DocumentBuilder.first(names) { name in
        members.firstIndex { JSONScanner.isKey($0, name, in: line) }
      } isEmpty: {
        JSONScanner.isEmpty(members[$0], in: line)
      }
    }
    guard let textIndex = first(names.text), members[textIndex].isString else {
      throw Rejection(
        stage: "ingest", code: "no-text-field",
        message: "the object has no text under \(settings.textFields.joined(separator: ", "))")
    }
    let known = [first(names.id), first(names.title), first(names.date), first(names.language)]
    func value(_ index: Int?) -> String? {
      guard let index else { return nil }
      let text = JSONScanner.text(of: members[index], in: line)
      return text == "null" || text.isEmpty ? nil : text
    }
    let metadata = Metadata(
      title: value(known[1]), date: value(known[2]), language: value(known[3]).map(Language.init))
    // The way back through millions of escapes would take many times the text's memory.
    let isMapped = line.count <= DocumentBuilder.mappedBytes || !isFullOfEscapes(line)
    let string = JSONScanner.unescape(line, members[textIndex].value, isMapped: isMapped)
    let start = members[textIndex].value.start + 1
    var map: OffsetMap? = isMapped ? string.map : nil
    if isMapped, !decoded.map.isIdentity {
      var inLine = OffsetMap()
      inLine.replace(target: 0, source: start)
      inLine.append(string.map)
      map = inLine.composed(with: decoded.map)
    }
    let built = text(string.utf8, map: map, metadata: consume metadata)
    if decoded.map.isIdentity { built.mapStart = start }
    if !isMapped { built.isDegraded = true }
    built.encoding = decoded.encoding
    built.replacements = decoded.replacements
    built.document.id = value(known[0]) ?? item.source.id
    built.fields.reserveCapacity(members.count)
    // A language that is none is carried over like any other field.
    let taken = known.prefix(3) + [built.hasDeclaredLanguage ? known[3] : nil]
    for (index, member) in members.enumerated() where index != textIndex && !taken.contains(index) {
      guard built.fields.count < settings.limits.markup.elements else {
        built.isDegraded = true
        break
      }
      built.fields.append(
        BuiltDocument.Field(
          key: line[member.key.indices], json: line[member.value.indices]))
    }
    return try checked(built, "the text field is empty")
  }

  /// A line of fewer bytes is mapped whatever it holds.
  private static let mappedBytes = 1 << 20

  private func isFullOfEscapes(_ line: [UInt8]) -> Bool {
    line.count { $0 == 0x5C } > settings.limits.markup.elements
  }

  private func members(_ line: [UInt8]) throws(Rejection) -> [JSONScanner.Member] {
    do throws(JSONScanner.Failure) {
      return try JSONScanner.members(line)
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
  }

  // MARK: Rows

  private func table(_ row: TableRow, _ item: SourceItem) throws(Rejection) -> BuiltDocument {
    func first(_ names: [String]) -> Int? {
      DocumentBuilder.first(names) {
        row.names.firstIndex(of: $0)
      } isEmpty: {
        row.fields[$0].bytes.isEmpty
      }
    }
    func value(_ index: Int?) -> String? {
      guard let index, !row.fields[index].bytes.isEmpty else { return nil }
      let decoded = Decoder.decode(row.fields[index].bytes, declared: row.encoding)
      return String(decoding: decoded.utf8, as: UTF8.self)
    }
    guard let textIndex = first(settings.textFields) else {
      throw Rejection(
        stage: "ingest", code: "no-text-field",
        message: "the table has no column \(settings.textFields.joined(separator: ", "))")
    }
    let (id, title) = (first(settings.idFields), first(settings.titleFields))
    let (date, language) = (first(settings.dateFields), first(settings.languageFields))
    let metadata = Metadata(
      title: value(title), date: value(date), language: value(language).map(Language.init))
    let field = row.fields[textIndex]
    let decoded = Decoder.decode(field.bytes, declared: row.encoding)
    let built = text(
      decoded.utf8,
      map: item.range.map { _ in decoded.map.composed(with: field.map(in: item.bytes)) },
      metadata: metadata)
    built.encoding = decoded.encoding
    built.replacements = decoded.replacements
    built.document.id = value(id) ?? item.source.id
    for position in row.names.indices
    where position != textIndex && position != id && position != title && position != date
      && !(position == language && built.hasDeclaredLanguage)
    {
      var key = JSONWriter()
      key.string(row.names[position])
      var json = JSONWriter()
      json.string(value(position) ?? "")
      built.fields.append(BuiltDocument.Field(key: key.bytes[...], json: json.bytes[...]))
    }
    return try checked(built, "the text column is empty")
  }
}
