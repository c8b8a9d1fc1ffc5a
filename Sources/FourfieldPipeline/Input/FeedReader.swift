internal import FourfieldCore
internal import FourfieldMarkup

/// Reads XML files: whole as long as they fit into a document; longer feeds and wiki dumps item by item, so that a file of any size takes the memory of
/// its longest item.
struct FeedReader {
  /// The file, or the entry of an archive.
  let place: ItemSource
  let limits: Limits

  func read(_ source: any Chunks, head: [UInt8], _ body: (SourceItem) throws -> Void) throws {
    var bytes = head
    while bytes.count <= limits.documentBytes {
      let chunk = try source.next()
      if chunk.isEmpty {
        return try body(SourceItem(source: place, content: .file(.xml), bytes: bytes))
      }
      bytes += chunk
    }
    guard let item = FeedReader.nameOfItems(bytes) else {
      throw Rejection.tooLarge("the file holds more", limits)
    }
    var cutter = FeedCutter(item: item, bytes: bytes)
    bytes = []
    var number = 0
    while true {
      while let cut = cutter.next() { try emit(cut, &number, body) }
      if cutter.held > limits.documentBytes {
        number += 1
        let held = cutter.passOver()
        try body(
          SourceItem(
            source: place(of: number),
            content: .rejected(.tooLarge("the item holds \(held) bytes and more", limits)),
            bytes: []
          ))
      }
      let chunk = try source.next()
      if chunk.isEmpty { break }
      cutter.append(chunk)
    }
    if let rest = cutter.rest() { try emit(rest, &number, body) }
  }

  private func emit(
    _ cut: FeedCutter.Cut, _ number: inout Int, _ body: (SourceItem) throws -> Void
  ) throws {
    number += 1
    try body(
      SourceItem(
        source: place(of: number), content: .file(.xml), bytes: cut.bytes, range: cut.range))
  }

  private func place(of number: Int) -> ItemSource {
    place.at(member: (place.member.map { "\($0) " } ?? "") + "item \(number)")
  }

  /// The element that a document of the file is, by the file's first element; nil where the whole is one document, where entities are declared, or
  /// where a byte is no character.
  private static func nameOfItems(_ bytes: [UInt8]) -> String? {
    let start = Array(bytes.prefix(1 << 16))
    guard !start.prefix(4).contains(0), !XMLDocumentReader.declaresEntities(start) else {
      return nil
    }
    let head = String(decoding: start, as: UTF8.self)
    for part in withoutComments(head).split(separator: "<") where part.first?.isLetter == true {
      let name = part.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
      switch name.split(separator: ":").last {
      case "rss", "RDF": return "item"
      case "feed": return "entry"
      case "mediawiki": return "page"
      default: return nil
      }
    }
    return nil
  }

  private static func withoutComments(_ head: String) -> String {
    let parts = head.split(separator: "<!--", omittingEmptySubsequences: false)
    let rest = parts.dropFirst().map { $0.split(separator: "-->", maxSplits: 1).last ?? "" }
    return (parts.first ?? "") + rest.joined()
  }
}
