internal import FourfieldCore

/// A page's elements and texts in one flat array, in the order of the page; no node is an object and no text a string.
struct PageTree {
  /// An element or a text.
  struct Node {
    let tag: Tag
    /// The element above, -1 for the root.
    let parent: Int32
    /// How many elements stand above.
    let depth: Int32
    /// The node behind the last one inside.
    var end: Int32
    /// A text's bytes, or an element's attributes.
    var start: Int32
    var count: Int32
    /// The range of a text in the page as it was.
    var sourceStart: Int32 = 0
    var sourceEnd: Int32 = 0
  }

  /// Text that stands in the page as it stands here, from one byte on to where the next run begins.
  struct Run {
    /// Where it begins among ``PageTree/bytes``.
    let start: Int32
    private let origin: Int32

    init(start: Int, source: Int, isReference: Bool) {
      self.start = Int32(clamping: start)
      origin = isReference ? ~Int32(clamping: source) : Int32(clamping: source)
    }

    /// Where it begins in the page as it was.
    var source: Int { Int(isReference ? ~origin : origin) }
    /// Whether it is a reference to a character, which the page has in other bytes.
    var isReference: Bool { origin < 0 }
  }

  var nodes: [Node] = []
  /// The runs of all texts, ascending; none where the tags were stripped.
  var runs: [Run] = []
  /// The bytes of texts and of attributes' values.
  var bytes: [UInt8] = []
  var attributes: [Attribute] = []
  /// The names of elements that HTML does not know, by node.
  var names: [Int: String] = [:]
  /// The contents of scripts that hold linked data.
  var linkedData: [[UInt8]] = []
  /// Whether text may be missing or its structure was lost.
  var isDegraded = false
  /// The bytes in texts, blanks and all.
  var textBytes = 0

  /// Calls `body` with every attribute of an element.
  func forEachAttribute(of node: Int, _ body: (Attribute) -> Void) {
    let element = nodes[node]
    for index in Int(element.start)..<Int(element.start + element.count) { body(attributes[index]) }
  }

  /// The value of an attribute, or nil.
  func value(_ key: Attribute.Key, of node: Int) -> String? {
    bytes(key, of: node).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of the value of an attribute, or nil.
  func bytes(_ key: Attribute.Key, of node: Int) -> ArraySlice<UInt8>? {
    let element = nodes[node]
    for index in Int(element.start)..<Int(element.start + element.count)
    where attributes[index].key == key {
      return bytes[attributes[index].value.indices]
    }
    return nil
  }

  /// The text inside a node, blanks collapsed, up to about `limit` bytes; what stands behind its first bytes is of no use as metadata, and
  /// elements within elements would give it again and again.
  func text(of node: Int, upTo limit: Int = 1 << 14) -> String {
    var all: [UInt8] = []
    var read = 0
    for index in node..<Int(nodes[node].end) {
      let inner = nodes[index]
      if inner.tag == .text {
        for byte in bytes[Int(inner.start)..<Int(inner.start + inner.count)] {
          if all.count > limit || read > PageTree.mostRead { break }
          read += 1
          let isBlank = byte == 0x20 || byte &- 9 < 5
          if !isBlank { all.append(byte) } else if all.last != 0x20 { all.append(0x20) }
        }
      } else if inner.tag.isBlock || inner.tag == .br {
        all.append(0x20)
      }
      read += 1
      if all.count > limit || read > PageTree.mostRead { break }
    }
    return String(decoding: MetadataText.collapsed(all), as: UTF8.self)
  }

  /// How many bytes, blanks and all, and elements are read for one text.
  private static let mostRead = 1 << 14
}
