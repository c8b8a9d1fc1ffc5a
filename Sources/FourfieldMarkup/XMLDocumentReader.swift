/// Reads XML: the items of RSS and Atom feeds, the pages of MediaWiki dumps, the paragraphs of TEI, JATS and NewsML-G2, the text of
/// anything else.
///
/// The file is pulled through libxml2's `xmlReader`, so no tree is built; a guard gives it only what is well-formed. Entities are never loaded or expanded; a file that declares its own
/// is refused by ``Refusal/declaresEntities``.
public enum XMLDocumentReader {
  /// Why a file is not read.
  public enum Refusal: Error, Hashable, Sendable {
    /// It declares entities, which may name other files or grow without end.
    case declaresEntities
    /// It is a sitemap: a list of addresses, without text.
    case isSitemap
  }

  /// Whether a file declares entities of its own.
  ///
  /// - Parameter utf8: the file, or its first bytes.
  /// - Returns: whether its DOCTYPE does; what only looks like it, in a comment or in text, does not count.
  /// - Complexity: O(*n*).
  public static func declaresEntities(_ utf8: [UInt8]) -> Bool {
    XMLGuard(utf8).declaresEntities
  }

  /// The documents of a file, in order.
  ///
  /// Where the file is not well-formed, it is read on behind the mistake, and the document in which it stands is marked as degraded; a reference that means
  /// nothing stays as it is written.
  ///
  /// - Parameters:
  ///   - utf8: the file in valid UTF-8.
  ///   - limits: how much markup it may bring.
  /// - Returns: the documents; none where there is no text.
  /// - Throws: ``Refusal``.
  /// - Complexity: O(*n*).
  public static func read(
    _ utf8: [UInt8], limits: MarkupLimits = MarkupLimits()
  ) throws(Refusal) -> [XMLItem] {
    var items: [XMLItem] = []
    try read(utf8, limits: limits) { item, _ in items.append(item) }
    return items
  }

  /// The same, each document as soon as the next one is complete, so that a feed of a million takes no room.
  ///
  /// - Parameters:
  ///   - utf8: the file in valid UTF-8.
  ///   - limits: how much markup it may bring.
  ///   - emit: called with every document, and whether it is the only one.
  /// - Throws: ``Refusal``.
  public static func read(
    _ utf8: [UInt8], limits: MarkupLimits, _ emit: (XMLItem, Bool) -> Void
  ) throws(Refusal) {
    var isOnly = true
    var gatherer = XMLGatherer(limits: limits)
    let guarded = XMLGuard(utf8, limits: limits)
    if guarded.declaresEntities { throw .declaresEntities }
    guard let puller = XMLPuller(guarded.output) else { return }
    var isComplete = true
    loop: while true {
      switch puller.next() {
      case .end: break loop
      case .broken:
        isComplete = false
        break loop
      case .open(let name, let isEmpty):
        if name == "urlset" || name == "sitemapindex", gatherer.isEmpty { throw .isSitemap }
        gatherer.open(name, attribute: puller.attribute)
        if isEmpty { gatherer.close(name) }
      case .close(let name):
        gatherer.close(name)
      case .text(let bytes): gatherer.addText(bytes)
      case .mistake: gatherer.noteMistake()
      case .other: break
      }
      for item in gatherer.takeComplete() {
        isOnly = false
        emit(item, false)
      }
    }
    let rest = gatherer.finish(isComplete: isComplete && !gatherer.isCut)
    for item in rest { emit(item, isOnly && rest.count == 1) }
  }
}
