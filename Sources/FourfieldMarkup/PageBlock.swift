internal import FourfieldCore

/// A run of text that a page sets apart: a paragraph, an item, a heading, a row.
struct PageBlock {
  /// The element that sets it apart.
  let element: Int
  /// Its text among the bytes of ``PageBlocks/text``, blanks collapsed.
  var text: ByteRange
  /// What it is.
  var kind: Block.Kind
  /// Its first text node and the node behind its last.
  var nodes: Range<Int>
  /// Bytes of its text inside links, and the number of links.
  var linkBytes = 0
  var links = 0
  /// Bytes of its text that are set in bold.
  var boldBytes = 0
}

/// The blocks of a page in order; every text node that is seen is in exactly one.
struct PageBlocks {
  var blocks: [PageBlock] = []
  /// The texts, one behind the other.
  var text: [UInt8] = []
}
