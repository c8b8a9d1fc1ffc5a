import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldMarkup

/// What the second look sees, against sums taken one by one.
@Suite struct BlockContextTests {
  private static let html =
    "<body><nav><a href=/a>x</a><a href=/b>y</a></nav><div><h1>Ports</h1>"
    + (0..<24).map { "<p>Paragraph \($0) of it.</p>" }.joined()
    + "<ul><li>one</li><li>two three</li></ul></div><footer>end</footer></body>"

  private static func features() -> BlockFeatures {
    let tree = PageParser.shared.parse(Array(html.utf8))
    let page = BlockFinder.blocks(of: tree) { tree.nodes[$0].tag.isInvisible }
    return BlockFeatures(
      tree: tree, page: page, facts: PageFacts(tree), elements: ElementCues(tree))
  }

  private func mean(_ chances: [Float], _ sizes: [Float], where isIn: (Int) -> Bool) -> Float {
    let inside = chances.indices.filter(isIn)
    let size = inside.reduce(Float(0)) { $0 + sizes[$1] }
    return inside.reduce(Float(0)) { $0 + chances[$1] * sizes[$1] } / max(1, size)
  }

  @Test func sumsUpWhatStandsAround() {
    let features = BlockContextTests.features()
    var generator = SeededGenerator(seed: 5)
    let chances = (0..<features.rows).map { _ in Float.random(in: 0...1, using: &generator) }
    let sizes = (0..<features.rows).map { Float(features.size(of: $0)) }
    let context = BlockContext(chances: chances, sizes: sizes, features: features)
    #expect(features.rows > 25)
    for index in chances.indices {
      let row = context.row(index)
      #expect(row.count == BlockContext.width)
      #expect(row[0] == chances[index])
      #expect(row[1] == (index >= 4 ? chances[index - 4] : -0.1))
      #expect(row[8] == (index + 4 < chances.count ? chances[index + 4] : -0.1))
      let parent = features.containers(of: index)[0]
      let siblings = mean(chances, sizes) { features.containers(of: $0)[0] == parent }
      let twins = mean(chances, sizes) { features.twin(of: $0) == features.twin(of: index) }
      let before = mean(chances, sizes) { index - 8 <= $0 && $0 < index }
      let after = mean(chances, sizes) { index < $0 && $0 <= index + 20 }
      for (value, expected) in zip(
        [row[9], row[17], row[22], row[25]], [siblings, twins, before, after])
      {
        #expect(abs(value - expected) < 1e-4)
      }
    }
  }
}
