internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldText

/// Gathers where the text of a page's document stands in the decoded page.
struct PageMap {
  private(set) var map = OffsetMap()

  /// Adds a piece, which stands `gap` bytes behind the last one in the document.
  ///
  /// Of a piece whose parts cannot be placed all bytes are given its whole range; of one without a range, or with one before the last piece's, nothing.
  mutating func append(_ piece: ParsedPage.Piece, _ normalized: NormalizedText, behind gap: Int) {
    if let first = piece.anchors.first, first.page >= map.sourceCount,
      let own = PageMap.map(of: piece)
    {
      skip(to: first.page, gap)
      map.append(normalized.map.composed(with: own))
    } else if let range = piece.sourceRange, range.start >= map.sourceCount {
      skip(to: range.start, gap)
      map.replace(target: normalized.utf8.count, source: range.count)
    } else {
      map.replace(target: gap + normalized.utf8.count, source: 0)
    }
  }

  private mutating func skip(to page: Int, _ gap: Int) {
    guard gap > 0 || page > map.sourceCount else { return }
    map.replace(target: gap, source: page - map.sourceCount)
  }

  /// From a piece's text to the page, counted from its first anchor.
  private static func map(of piece: ParsedPage.Piece) -> OffsetMap? {
    guard let last = piece.sourceRange?.end else { return nil }
    var map = OffsetMap()
    for (index, anchor) in piece.anchors.enumerated() {
      let next = index + 1 < piece.anchors.count ? piece.anchors[index + 1] : nil
      let target = (next?.text ?? piece.text.count) - anchor.text
      let source = (next?.page ?? max(last, anchor.page)) - anchor.page
      guard source >= 0 else { return nil }
      if anchor.isReference || target > source {
        map.replace(target: target, source: source)
      } else {
        map.copy(target)
        if source > target { map.replace(target: 0, source: source - target) }
      }
    }
    return map
  }
}
