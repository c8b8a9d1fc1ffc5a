internal import FourfieldCore

/// Reads HTML: the page's main content as blocks, and what it says of itself.
///
/// A linear guard makes the page safe, libxml2 reads it, and its events become a flat tree; blocks of text are cut from the tree, judged by a
/// fitted model and kept or left out. Each text of the page is emitted at most once.
public enum HTMLReader {
  /// Reads a page.
  ///
  /// - Parameters:
  ///   - utf8: the page in valid UTF-8.
  ///   - content: how much of it is taken.
  ///   - limits: how much markup it may bring.
  ///   - model: what its blocks are judged by.
  /// - Returns: its blocks and metadata; an empty page where there is no text.
  /// - Complexity: O(*n*).
  public static func read(
    _ utf8: [UInt8], content: ContentMode = .main, limits: MarkupLimits = MarkupLimits(),
    model: PageModel = .fitted
  ) -> ParsedPage {
    let tree = PageParser.shared.parse(utf8, limits: limits)
    var page = PageAssembler(tree: tree, content: content, model: model).page()
    if tree.isDegraded { page.isDegraded = true }
    return page
  }

  /// The blocks of a page with the numbers that they are judged by, for those who fit the model.
  public static func judgedBlocks(_ utf8: [UInt8]) -> [(
    text: String, features: [Float], containers: [Int], twin: Int
  )] {
    let tree = PageParser.shared.parse(utf8)
    let found = BlockFinder.blocks(of: tree) { tree.nodes[$0].tag.isInvisible }
    let features = BlockFeatures(
      tree: tree, page: found, facts: PageFacts(tree), elements: ElementCues(tree))
    return found.blocks.indices.map { index in
      (
        String(decoding: found.text[found.blocks[index].text.indices], as: UTF8.self),
        Array(features.row(index)), features.containers(of: index), features.twin(of: index)
      )
    }
  }
}
