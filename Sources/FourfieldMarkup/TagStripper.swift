internal import FourfieldCore

/// The way out where no tree can be had: the text between the tags, a paragraph where a block begins or ends.
enum TagStripper {
  /// A tree of one level.
  ///
  /// - Complexity: O(*n*).
  static func tree(of page: GuardedPage, tags: NameTable<Tag>) -> PageTree {
    var builder = PageTreeBuilder(page, tags: tags, attributes: .attributes)
    let bytes = page.utf8.span
    for name in ["html", "body", "p"] { builder.startElement(Array(name.utf8).span) }
    var index = 0
    while index < bytes.count {
      let start = index
      if bytes[index] == MarkupScan.less {
        index = min(MarkupScan.next(MarkupScan.greater, bytes, from: index) + 1, bytes.count)
        let isEnd = start + 1 < bytes.count && bytes[start + 1] == MarkupScan.slash
        let first = start + (isEnd ? 2 : 1)
        var end = first
        while end < index, MarkupScan.isLetter(bytes[end]) || MarkupScan.isDigit(bytes[end]) {
          end += 1
        }
        if first <= end, let tag = tags.value(bytes, first..<end), tag.isBlock {
          builder.endElement()
          builder.startElement(Array("p".utf8).span)
        }
      } else {
        index = MarkupScan.next(MarkupScan.less, bytes, from: index)
        builder.text(bytes.extracting(start..<index), endingAt: index)
      }
    }
    return builder.finish()
  }
}
