internal import CLibXML2
internal import FourfieldCore

/// Runs a page through libxml2's HTML parser and gathers its events; no tree of libxml2's is ever built.
struct PageParser {
  private let tags = NameTable<Tag>.tags
  private let attributes = NameTable<Attribute.Key>.attributes

  /// Shared: the tables never change.
  static let shared = PageParser()

  /// Above this many bytes of clean markup the page is stripped of its tags instead.
  static let largestPage = 32 << 20

  /// Parses a page.
  ///
  /// Where libxml2 stopped early or gave much less text than it was fed, the tags are stripped instead and the tree is marked as degraded.
  ///
  /// - Complexity: O(*n*).
  func parse(_ utf8: [UInt8], limits: MarkupLimits = MarkupLimits()) -> PageTree {
    let page = PageGuard.clean(utf8, tags: tags, attributes: attributes, limits: limits)
    var tree = page.utf8.count <= PageParser.largestPage ? events(of: page) : nil
    if (tree?.textBytes ?? 0) * 20 < page.textBytes * 19 {
      tree = TagStripper.tree(of: page, tags: tags)
      tree?.isDegraded = true
    }
    var result = tree ?? PageTree()
    if page.isCut { result.isDegraded = true }
    result.linkedData = page.linkedData.map { Array(utf8[$0.indices]) }
    return result
  }

  private func events(of page: GuardedPage) -> PageTree? {
    _ = LibXML2.isReady
    guard let size = Int32(exactly: page.utf8.count), size > 0,
      let context = unsafe htmlNewParserCtxt()
    else { return nil }
    defer { unsafe htmlFreeParserCtxt(context) }
    let session = unsafe ParserSession(
      context: context, builder: PageTreeBuilder(page, tags: tags, attributes: attributes))
    unsafe PageParser.listen(context, session)
    let options =
      Int32(
        HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
          | HTML_PARSE_COMPACT.rawValue) | LibXML2.huge | LibXML2.ignoreEncoding
    let tree = unsafe page.utf8.withUnsafeBytes { bytes in
      unsafe htmlCtxtReadMemory(
        context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), size, nil, "UTF-8", options
      )
    }
    if let tree = unsafe tree { unsafe xmlFreeDoc(tree) }
    return withExtendedLifetime(session) { session.builder.finish() }
  }

  /// Puts our handlers in place of those that build libxml2's own tree.
  private static func listen(_ context: htmlParserCtxtPtr, _ session: ParserSession) {
    unsafe context.pointee.userData = Unmanaged.passUnretained(session).toOpaque()
    guard let handlers = unsafe context.pointee.sax else { return }
    unsafe handlers.pointee = xmlSAXHandler()
    unsafe handlers.pointee.startElement = { user, name, attributes in
      guard let session = unsafe ParserSession.of(user), let name = unsafe name else { return }
      unsafe session.startElement(name, attributes)
    }
    unsafe handlers.pointee.endElement = { user, _ in
      unsafe ParserSession.of(user)?.builder.endElement()
    }
    unsafe handlers.pointee.characters = { user, text, count in
      unsafe ParserSession.of(user)?.text(text, count)
    }
    unsafe handlers.pointee.ignorableWhitespace = { user, text, count in
      unsafe ParserSession.of(user)?.text(text, count)
    }
  }
}

/// What libxml2's callbacks are given: the parser they come from and the builder they go to.
@safe private final class ParserSession {
  private let context: htmlParserCtxtPtr
  var builder: PageTreeBuilder

  init(context: htmlParserCtxtPtr, builder: PageTreeBuilder) {
    unsafe self.context = context
    self.builder = builder
  }

  static func of(_ user: UnsafeMutableRawPointer?) -> ParserSession? {
    guard let user = unsafe user else { return nil }
    return unsafe Unmanaged<ParserSession>.fromOpaque(user).takeUnretainedValue()
  }

  func startElement(
    _ name: UnsafePointer<xmlChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    unsafe builder.startElement(ParserSession.string(name).span)
    guard var next = unsafe attributes else { return }
    while let key = unsafe next.pointee {
      if let value = unsafe next.successor().pointee {
        unsafe builder.attribute(ParserSession.string(key).span, ParserSession.string(value).span)
      }
      unsafe next = next.advanced(by: 2)
    }
  }

  func text(_ text: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let text = unsafe text, count > 0 else { return }
    let end = position
    unsafe builder.text(
      UnsafeBufferPointer(start: text, count: Int(count)).span, endingAt: end)
  }

  /// How many bytes of the clean page libxml2 has read.
  private var position: Int {
    guard let input = unsafe context.pointee.input else { return 0 }
    return unsafe input.pointee.cur - input.pointee.base + Int(input.pointee.consumed)
  }

  private static func string(_ text: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
  }
}
