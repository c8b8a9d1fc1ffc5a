internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldText

/// Makes documents of pages.
enum PageBuilder {
  /// The document of a page: its pieces normalised, set apart by blank lines.
  static func document(of page: ParsedPage) -> BuiltDocument {
    var bytes: [UInt8] = []
    var blocks: [Block] = []
    var map = PageMap()
    bytes.reserveCapacity(page.pieces.reduce(0) { $0 + $1.text.count + 2 })
    for piece in page.pieces {
      let normalized = Normalizer.normalize(piece.text.span)
      let normal = normalized.utf8
      guard !normal.isEmpty else { continue }
      map.append(piece, normalized, behind: bytes.isEmpty ? 0 : 2)
      if !bytes.isEmpty { bytes += [0x0A, 0x0A] }
      let range = ByteRange(bytes.count, bytes.count + normal.count)
      bytes += normal
      blocks.append(
        Block(
          kind: piece.kind, range: range, nodePath: piece.nodePath, pageRange: piece.sourceRange))
    }
    var document = Document(
      id: "", text: bytes, blocks: blocks, metadata: page.metadata, language: .other)
    document.findLanguage()
    let built = BuiltDocument(
      document: document, isDegraded: page.isDegraded, keptShare: page.keptShare)
    built.pageMap = map.map
    return built
  }
}
