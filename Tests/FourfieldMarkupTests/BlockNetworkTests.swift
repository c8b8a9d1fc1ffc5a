import TestSupport
import Testing

@testable import FourfieldMarkup

/// The network against its definition, sum by sum and in double precision.
@Suite struct BlockNetworkTests {
  private static let channels = 32

  /// Weights in the order of a file, and what they are.
  private struct Weights {
    let means: [Float]
    let scales: [Float]
    let input: [[Float]]
    let inputBias: [Float]
    let page: [[Float]]
    var layers: [(before: [[Float]], own: [[Float]], behind: [[Float]], bias: [Float])] = []
    let output: [Float]
    let bias: Float

    init(_ generator: inout SeededGenerator) {
      func row(_ count: Int, _ size: Float) -> [Float] {
        (0..<count).map { _ in Float.random(in: -size...size, using: &generator) }
      }
      func square() -> [[Float]] { (0..<channels).map { _ in row(channels, 0.2) } }
      means = row(BlockFeatures.width, 2)
      scales = row(BlockFeatures.width, 2).map { abs($0) + 0.1 }
      input = (0..<BlockFeatures.width).map { _ in row(channels, 0.2) }
      inputBias = row(channels, 1)
      page = square()
      for _ in BlockNetwork.reaches {
        layers.append((square(), square(), square(), row(channels, 0.5)))
      }
      output = row(channels, 0.5)
      bias = 0.25
    }

    var inOrder: [Float] {
      var all = input.flatMap(\.self) + inputBias + page.flatMap(\.self)
      for layer in layers {
        all += (layer.before + layer.own + layer.behind).flatMap(\.self) + layer.bias
      }
      return all + output + [bias]
    }

    /// What the network says of every row, by its definition.
    func odds(_ rows: [[Float]]) -> [Double] {
      func product(_ values: [Double], _ weights: [[Float]]) -> [Double] {
        (0..<channels).map { channel in
          zip(values, weights).reduce(0) { $0 + $1.0 * Double($1.1[channel]) }
        }
      }
      func sum(_ vectors: [Double]...) -> [Double] {
        (0..<channels).map { channel in vectors.reduce(0) { $0 + $1[channel] } }
      }
      func positive(_ values: [Double]) -> [Double] { values.map { max(0, $0) } }
      let nothing = [Double](repeating: 0, count: channels)
      var blocks = rows.map { row in
        let numbers = row.indices.map { place in
          let size = Double(Logarithm.of(abs(row[place]))) * (row[place] < 0 ? -1 : 1)
          return max(-4, min(4, (size - Double(means[place])) * Double(scales[place])))
        }
        return positive(sum(product(numbers, input), inputBias.map(Double.init)))
      }
      let mean = blocks.reduce(nothing) { sum($0, $1) }.map { $0 / Double(rows.count + 1) }
      blocks = blocks.map { sum($0, product(mean, page)) }
      for (layer, reach) in zip(layers, [1, 2, 4]) {
        let around =
          [[Double]](repeating: nothing, count: reach) + blocks
          + [[Double]](repeating: nothing, count: reach)
        blocks = blocks.indices.map { index in
          let made = sum(
            product(around[index], layer.before), product(around[index + reach], layer.own),
            product(around[index + 2 * reach], layer.behind), layer.bias.map(Double.init))
          return sum(blocks[index], positive(made))
        }
      }
      return blocks.map { block in
        zip(block, output).reduce(Double(bias)) { $0 + $1.0 * Double($1.1) }
      }
    }
  }

  private static func features(paragraphs: Int) -> BlockFeatures {
    let html =
      "<body><nav><a href=/a>x</a><a href=/b>y</a></nav><div><h1>Ports</h1>"
      + (0..<paragraphs).map { "<p>Paragraph \($0) of it, with \($0 % 7) commas, and more.</p>" }
      .joined() + "</div></body>"
    let tree = PageParser.shared.parse(Array(html.utf8))
    let page = BlockFinder.blocks(of: tree) { tree.nodes[$0].tag.isInvisible }
    return BlockFeatures(
      tree: tree, page: page, facts: PageFacts(tree), elements: ElementCues(tree))
  }

  /// Shorter than the longest reach, and longer than all of them together.
  @Test(arguments: [1, 2, 5, 30]) func agreesWithItsDefinition(paragraphs: Int) throws {
    var generator = SeededGenerator(seed: UInt64(paragraphs))
    let weights = Weights(&generator)
    let network = try #require(
      BlockNetwork(means: weights.means, scales: weights.scales, weights: weights.inOrder))
    let features = BlockNetworkTests.features(paragraphs: paragraphs)
    let expected = weights.odds((0..<features.rows).map { Array(features.row($0)) })
    let found = network.odds(features)
    #expect(found.count == expected.count && found.count > paragraphs)
    for (value, exact) in zip(found, expected) {
      #expect(abs(Double(value) - exact) < 1e-3 * max(1, abs(exact)))
    }
  }

  /// `content_network.py` takes the same logarithm.
  @Test(
    arguments: [
      (0, 0), (1, 1), (2, 1.5), (3, 2), (5, 2.5), (1023, 10), (0.5, 0.5), (16_777_214, 24),
    ] as [(Float, Float)])
  func takesTheBinaryLogarithm(value: Float, logarithm: Float) {
    #expect(abs(Logarithm.of(value) - logarithm) < 1e-5)
  }

  @Test func refusesAnotherShape() {
    var generator = SeededGenerator(seed: 3)
    let weights = Weights(&generator)
    let all = weights.inOrder
    for damaged in [[], Array(all.dropLast()), all + [1], Array(all.dropLast()) + [.nan]] {
      #expect(
        BlockNetwork(means: weights.means, scales: weights.scales, weights: damaged) == nil)
    }
    #expect(BlockNetwork(means: [1], scales: weights.scales, weights: all) == nil)
    #expect(BlockNetwork(means: weights.means, scales: [], weights: all) == nil)
  }

  /// A program without its network would judge worse, and nobody would see it.
  @Test func theOneOfTheProgramTellsTextFromMenus() throws {
    let network = try #require(PageModel.fitted.network)
    let odds = network.odds(BlockNetworkTests.features(paragraphs: 30))
    // The menu is the first block, the heading the second.
    #expect(odds[0] < 0)
    #expect(odds[6...].allSatisfy { $0 > 0 })
  }
}
