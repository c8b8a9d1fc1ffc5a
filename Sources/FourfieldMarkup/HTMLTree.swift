internal import CLibXML2
internal import FourfieldCore

/// One parsed page; owns libxml2's tree and frees it.
@safe struct HTMLTree: ~Copyable {
  private let document: htmlDocPtr
  private let isHalted: Bool

  /// Parses; nil where libxml2 gives no tree.
  init?(_ utf8: [UInt8]) {
    guard let size = Int32(exactly: utf8.count), let context = unsafe htmlNewParserCtxt() else {
      return nil
    }
    defer { unsafe htmlFreeParserCtxt(context) }
    let huge: Int32 = 0x80000
    let ignoreEncoding: Int32 = 1 << 21
    let options =
      Int32(
        HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
          | HTML_PARSE_COMPACT.rawValue) | huge | ignoreEncoding
    let tree = unsafe utf8.withUnsafeBytes { bytes in
      unsafe htmlCtxtReadMemory(
        context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), size, nil, "UTF-8", options
      )
    }
    guard let tree = unsafe tree else { return nil }
    unsafe document = tree
    isHalted = unsafe context.pointee.disableSAX != 0
  }

  deinit { unsafe xmlFreeDoc(document) }

  /// Walks the tree in document order and gathers blocks.
  borrowing func page() -> ParsedPage {
    var gatherer = BlockGatherer()
    var node: xmlNodePtr? = unsafe xmlDocGetRootElement(document)
    while let current = unsafe node {
      var enters = false
      if unsafe current.pointee.type == XML_TEXT_NODE {
        unsafe gatherer.addText(HTMLTree.bytes(current.pointee.content))
      } else if unsafe current.pointee.type == XML_ELEMENT_NODE {
        let name = unsafe HTMLTree.name(current)
        unsafe noteMetadata(name, current, &gatherer)
        enters = unsafe !HTMLTree.isSkipped(name, current)
        if enters { gatherer.open(name) { unsafe HTMLTree.path(current) } }
      }
      if enters, let child = unsafe current.pointee.children {
        unsafe node = child
        continue
      }
      if enters { unsafe gatherer.close(HTMLTree.name(current)) }
      unsafe node = HTMLTree.next(after: current, &gatherer)
    }
    var page = gatherer.finish()
    page.isDegraded = isHalted
    return page
  }

  /// The next sibling, or an ancestor's; closes what is left on the way up.
  private static func next(after node: xmlNodePtr, _ gatherer: inout BlockGatherer) -> xmlNodePtr? {
    var current = unsafe node
    while true {
      if let sibling = unsafe current.pointee.next { return unsafe sibling }
      guard let parent = unsafe current.pointee.parent,
        unsafe parent.pointee.type == XML_ELEMENT_NODE
      else { return nil }
      unsafe gatherer.close(name(parent))
      unsafe current = parent
    }
  }

  private borrowing func noteMetadata(
    _ name: String, _ node: xmlNodePtr, _ gatherer: inout BlockGatherer
  ) {
    switch name {
    case "html":
      if let tag = unsafe HTMLTree.attribute(node, "lang") { gatherer.note("language", tag) }
    case "title":
      if let child = unsafe node.pointee.children {
        unsafe gatherer.note(
          "title", String(decoding: HTMLTree.bytes(child.pointee.content), as: UTF8.self))
      }
    case "meta":
      let key = unsafe HTMLTree.attribute(node, "property") ?? HTMLTree.attribute(node, "name")
      if let key, let value = unsafe HTMLTree.attribute(node, "content") {
        gatherer.note(key.lowercased(), value)
      }
    case "link":
      if unsafe HTMLTree.attribute(node, "rel") == "canonical",
        let address = unsafe HTMLTree.attribute(node, "href")
      {
        gatherer.note("canonical", address)
      }
    default: break
    }
  }

  private static func isSkipped(_ name: String, _ node: xmlNodePtr) -> Bool {
    if skipped.contains(name) { return true }
    if unsafe attribute(node, "hidden") != nil { return true }
    let role = unsafe attribute(node, "role") ?? ""
    if ["navigation", "banner", "contentinfo", "dialog", "alertdialog", "search"].contains(role) {
      return true
    }
    let names = unsafe (attribute(node, "id") ?? "") + " " + (attribute(node, "class") ?? "")
    return names.lowercased().contains("cookie")
  }

  private static let skipped: Set<String> = [
    "title", "script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template",
    "svg", "iframe", "object", "button", "select", "textarea",
  ]

  private static func name(_ node: xmlNodePtr) -> String {
    unsafe String(decoding: bytes(UnsafeMutablePointer(mutating: node.pointee.name)), as: UTF8.self)
  }

  private static func path(_ node: xmlNodePtr) -> String {
    guard let path = unsafe xmlGetNodePath(node) else { return "" }
    defer { unsafe ff_xml_free(path) }
    return unsafe String(decoding: bytes(path), as: UTF8.self)
  }

  private static func attribute(_ node: xmlNodePtr, _ name: String) -> String? {
    guard let value = unsafe xmlGetProp(node, name) else { return nil }
    defer { unsafe ff_xml_free(value) }
    return unsafe String(decoding: bytes(value), as: UTF8.self)
  }

  private static func bytes(_ text: UnsafeMutablePointer<xmlChar>?) -> [UInt8] {
    guard let text = unsafe text else { return [] }
    let count = unsafe Int(xmlStrlen(text))
    return unsafe Array(UnsafeBufferPointer(start: text, count: count))
  }
}
